"""Reading a folder: hostile files, random bytes, and what is kept between runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from quarterdeck.records import loader
from quarterdeck.records.collection import ROOT_FILE, File, assemble
from quarterdeck.records.events import read_events
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.loader import load
from quarterdeck.records.parsing import BIGGEST, BIGGEST_YAML, Parsed, parse
from quarterdeck.records.plain_yaml import read_plain

ROOT = "schema: 1\ncompany: Acme\ncurrency: EUR\n"
RISK = "name: R\nlikelihood: 5%\nimpact: 5k EUR\n"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with one risk."""
    folder = tmp_path / "acme"
    (folder / "risks").mkdir(parents=True)
    (folder / ROOT_FILE).write_text(ROOT)
    (folder / "risks" / "r.yaml").write_text(RISK)
    return folder


def said(folder: Path) -> list[str]:
    return [str(problem) for problem in load(folder).problems]


def test_a_link_is_never_followed(company: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: the password is 1234\n")
    (company / "risks" / "out.yaml").symlink_to(secret)
    (company / "risks" / "inside.yaml").symlink_to(company / "risks" / "r.yaml")
    (company / "risks" / "nowhere.yaml").symlink_to(tmp_path / "nothing")
    (company / "risks" / "loop").symlink_to(company)
    (company / "teams").symlink_to(tmp_path)
    told = said(company)
    assert [line.partition(":")[0] for line in told] == ["risks/inside.yaml", "risks/loop", "risks/nowhere.yaml", "risks/out.yaml", "teams"]
    assert all("links are not followed" in line for line in told)


def test_pipes_devices_and_folders_are_not_opened(company: Path) -> None:
    os.mkfifo(company / "risks" / "pipe.yaml")
    (company / "risks" / "folder.yaml").mkdir()
    assert said(company) == [
        "risks/folder.yaml: this is a folder, and a record is a file. Move what is in it up, and take the folder away.",
        "risks/pipe.yaml: this is no plain file, and is not read. Put a plain file in its place.",
    ]


def test_what_may_not_be_read_is_said(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A superuser may read everything, so the refusal is played."""

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    assert "risks/r.yaml: the file cannot be read: Permission denied. Make it readable." in said(company)


def test_a_folder_without_its_file_is_said_to_be_none(tmp_path: Path) -> None:
    assert said(tmp_path) == ["quarterdeck.yaml: there is no quarterdeck.yaml. Write it, with schema, company and currency."]
    assert said(tmp_path / "nothing")[0].startswith(".: the folder cannot be read")


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (BOMB.encode(), "an alias (*) stands here"),
        (b"name: " + b"[" * 5_000, "nested too deeply"),
        (b"".join(b" " * depth + b"a:\n" for depth in range(600)), "nested too deeply"),
        (b"name: x\n\tlikelihood: 5%\n", "not valid YAML"),
        (b"name: R\nname: S\n", "'name' stands twice"),
        (b"name: \xff\xfe\n", "the file is not UTF-8"),
        (b"name: R\n<<<<<<< HEAD\nimpact: 1 EUR\n=======\nimpact: 2 EUR\n>>>>>>> ours\n", "a merge conflict stands here"),
        ("name: x".encode("utf-16"), "the file is not UTF-8"),
        (b"name: \x00\n", "U+0000 is not allowed"),
        (b"x" * (BIGGEST + 1), "more than 2000000 bytes"),
        (b"name: " + b"x " * BIGGEST_YAML, "the keys take"),
        (b"name: &a " + b"x" * 25_000, "a line of 20,000 characters"),
        (b"<<: {name: R}\nlikelihood: 5%\nimpact: 1 EUR\n", "unknown key '<<'"),
        (b"__class__: os.system\n" + RISK.encode(), "unknown key '__class__'"),
        (b"id: other\n" + RISK.encode(), "'id' is no key"),
        (b"", "the key 'name' is missing"),
        (b"name: [a, b]\nlikelihood: {a: 1}\nimpact: 5 EUR\n", "a list stands where one value belongs"),
    ],
)
def test_a_hostile_file_is_one_problem_with_its_place(data: bytes, what: str) -> None:
    records = assemble([File(ROOT_FILE, ROOT.encode()), File("risks/r.yaml", data), File("risks/s.yaml", RISK.encode())])
    assert any(what in problem.what and problem.place.line for problem in records.problems), records.problems
    assert [str(ref) for ref in records.sound] == ["company/company", "risk/s"]


@pytest.mark.parametrize(
    "text", ["\ufeff" + RISK, RISK.replace("\n", "\r\n"), RISK.rstrip("\n"), "---\n" + RISK, "# c\n\n" + RISK + "\n# end\n", RISK + "...\n"]
)
def test_foreign_editors_are_understood(text: str) -> None:
    assert not assemble([File(ROOT_FILE, ROOT.encode()), File("risks/r.yaml", text.encode())]).problems


PATHS = [ROOT_FILE, *(f"{kind.folder}/x.{ending}" for kind in KINDS if kind.folder for ending in ("yaml", "md"))]
FRAGMENTS = [
    "name", "owner", "status", ": ", ":", " ", "  ", "\n", "\n", "- ", "[", "]", "{", "}", ",", "'", '"', "|\n", ">-\n", "#", "---\n", "&a ", "*a", "!!x ",
    "<<: ", "team/a", "5%..20%", "40k EUR", "2026-11-21", "\t", "\r\n", "\ufeff", "key_results:\n", "amounts: ", "2026-Q1: ", "~", "null", "? ", "\x00",
    "%YAML 1.2\n", "schema: 1\n", "company: A\n", "currency: EUR\n", "\\ud800", "\u2028", "٣",
]  # fmt: skip


@given(st.sampled_from(PATHS), st.binary(max_size=300))
@law(max_examples=70)
def test_random_bytes_never_crash(path: str, data: bytes) -> None:
    records = assemble([File(path, data)])
    assert len(records.sound) + len(records.broken) == 1
    assert all(str(problem) for problem in records.problems)


@given(st.sampled_from(PATHS), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
@law(max_examples=40)
def test_broken_records_never_crash_and_have_places_that_exist(path: str, text: str) -> None:
    records = assemble([File(path, text.encode("utf-8", "surrogatepass"))])
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in records.problems:
        assert problem.place.line <= len(lines), problem


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
@law(max_examples=400)
def test_the_quick_reader_and_the_whole_one_agree(text: str) -> None:
    """What the quick one reads at all, it reads alike."""
    text = text.replace("\r\n", "\n").replace("\ufeff", "")
    quick, whole = read_plain(text), read_events(text)
    if quick is not None and not whole.faults and "---" not in text:
        assert quick.data == whole.data


@pytest.mark.parametrize(
    "block",
    [
        ">\n  a\n  b\n",
        ">-\n  a\n\n  b\n",
        ">\n  a\n\n\n  b\n\n\n",
        "|\n  a\n    b\n  c\n",
        "|-\n  a\n\n  b",
        "|\n",
        ">\n  a",
        "|\n    # no comment\n    x\n",
        "|\n  a \n  b\n",
    ],
)
def test_texts_over_several_lines_are_read_alike(block: str) -> None:
    text = f"a: {block}\nb: c\n" if block.endswith("\n") else f"a: {block}"
    whole = read_events(text)
    quick = read_plain(text)
    assert not whole.faults
    assert quick is not None
    assert quick.data == whole.data


def test_what_was_parsed_is_kept_and_only_what_changed_is_read_again(company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept" / "records.json"
    first = load(company, kept)
    read: list[str] = []

    def parsed(file: File) -> Parsed:
        read.append(file.path)
        return parse(file.data, markdown=file.markdown)

    monkeypatch.setattr(loader, "parse_file", parsed)
    assert (load(company, kept).sound, read) == (first.sound, [])
    (company / "risks" / "r.yaml").write_text(RISK.replace("5%", "6%"))
    assert load(company, kept).sound != first.sound
    assert read == ["risks/r.yaml"]
    assert kept.stat().st_mode & 0o077 == 0  # salaries may be in it


@pytest.mark.parametrize(
    "spoilt", [b"", b"[", b"[]", b"{}", b'{"version": 2, "files": 3}', b'{"version": 2, "files": {"x": [1]}}', b'{"version": 99, "files": {}}']
)
def test_a_spoilt_cache_is_made_anew(company: Path, tmp_path: Path, spoilt: bytes) -> None:
    kept = tmp_path / "records.json"
    kept.write_bytes(spoilt)
    assert not load(company, kept).problems
    assert len(json.loads(kept.read_bytes())["files"]) == 2


def test_a_cache_that_cannot_be_written_harms_nobody(company: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not load(company, tmp_path / "file" / "records.json").problems


def test_two_companies_share_nothing(company: Path, tmp_path: Path) -> None:
    other = tmp_path / "acme" / "nested"
    (other / "risks").mkdir(parents=True)
    (other / ROOT_FILE).write_text(ROOT.replace("Acme", "Other"))
    (other / "risks" / "theirs.yaml").write_text(RISK)
    assert {str(ref) for ref in load(company).sound} == {"company/company", "risk/r"}
    assert {str(ref) for ref in load(other).sound} == {"company/company", "risk/theirs"}
