"""Names, paths, messages, dates and tags as nobody should write them are read as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.sources.git.extract import History, commits_in, instant, renames, tag_object, text
from tests.builders import Told, git
from tests.sources.git.shelf import read


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (b"plain.py", "plain.py"),
        ("grüße/日本.py".encode(), "grüße/日本.py"),
        (b"caf\xe9.py", "caf\\xe9.py"),
        (b"caf\\xe9.py", "caf\\x5cxe9.py"),
        (b"back\\slash.py", "back\\slash.py"),
        (b"new\nline.py", "new\nline.py"),
        (b"tab\there.py", "tab\there.py"),
        (b'say "hi".py', 'say "hi".py'),
        (b"\x01start.py", "\x01start.py"),
        (b"\x01" + b"a" * 40, "\x01" + "a" * 40),
        (b"\n", "\n"),
        (b":100644 100644 x", ":100644 100644 x"),
        (b"-rf", "-rf"),
        (b"--output=evil", "--output=evil"),
        (b"bell\x07\x1b[31m.py", "bell\x07\x1b[31m.py"),
    ],
)
def test_a_path_is_shown_as_it_is(tmp_path: Path, path: bytes, shown: str) -> None:
    told = Told(tmp_path / "shop")
    told.commit({path: "one\ntwo\n", b"z.py": "1\n"})
    told.save()
    shelf = read(tmp_path, told.path)
    assert {path: counts for (_, path), counts in shelf.churn().items()} == {shown: (2, 0), "z.py": (1, 0)}
    assert {row["path"]: row["lines"] for row in shelf.table("files")} == {shown: 2, "z.py": 1}
    assert len(shelf.problems) == (path == b"caf\xe9.py")


@given(st.binary(max_size=8), st.binary(max_size=8))
def test_two_names_are_never_shown_alike(one: bytes, other: bytes) -> None:
    assert (text(one) == text(other)) == (one == other)


@given(
    st.sampled_from([b"\\xe9", b"\xe9", b"\\x5cxe9", b"\\\\xe9", b"\\\xe9", b"\\x5c", b"\\x5c\xe9", b"\\\\x5cxe9"]),
    st.sampled_from([b"", b"\\", b"\\x5c", b"\xe9"]),
)
def test_nor_are_names_that_play_with_the_escape(one: bytes, other: bytes) -> None:
    names = [one + other, other + one, one, other]
    assert len({text(name) for name in names}) == len(set(names))


@pytest.mark.parametrize(
    ("author", "name", "email"),
    [
        ("Zoë Müller <zoe@example.org>", "Zoë Müller", "zoe@example.org"),
        (b"Zo\xeb <zoe@example.org>", "Zo\\xeb", "zoe@example.org"),
        ("\x01Ann <ann@example.org>", "\x01Ann", "ann@example.org"),
        ("Ann'); DROP TABLE commits;-- <a@b>", "Ann'); DROP TABLE commits;--", "a@b"),
        ("- <->", "-", "-"),
        ("Ann\tLee <ann@example.org>", "Ann\tLee", "ann@example.org"),
        (" <>", "", ""),
    ],
)
def test_an_author_is_told_as_written(tmp_path: Path, author: str | bytes, name: str, email: str) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"}, by=author)
    told.save()
    (row,) = read(tmp_path, told.path).table("commits")
    assert (row["author_name"], row["author_email"]) == (name, email)


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Fix it\n\nBecause.", "Fix it"),
        ("Fix\nit\n\nBecause.", "Fix it"),
        ("", ""),
        ("\x01" + "a" * 40, "\x01" + "a" * 40),
        (":000000 100644 x\tevil.py", ":000000 100644 x\tevil.py"),
        (b"caf\xe9", "caf\\xe9"),
        ("tab\tbell\x07", "tab\tbell\x07"),
    ],
)
def test_the_subject_is_the_message_s_first_paragraph(tmp_path: Path, message: str | bytes, subject: str) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"}, message=message)
    told.commit({"a.py": "2\n"}, message="Next", at="2026-01-06")
    told.save()
    shelf = read(tmp_path, told.path)
    assert {row["subject"] for row in shelf.table("commits")} == {subject, "Next"}
    assert sorted(shelf.churn().values()) == [(1, 0), (1, 1)]


def test_trailers_say_who_and_what_helped(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    trailers = "Co-authored-by: Ben Kay <ben@example.org>\nco-authored-by: Claude <noreply@anthropic.com>\nAssisted-by: a tool\nGenerated-by: other"
    told.commit({"a.py": "1\n"}, message=f"Add a\n\nText.\n\n{trailers}\n")
    told.save()
    (row,) = read(tmp_path, told.path).table("commits")
    assert row["co_authors"] == ("Ben Kay <ben@example.org>", "Claude <noreply@anthropic.com>")
    assert row["assisted_by"] == ("a tool", "other")


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (b"0", "1970-01-01"), (b"1767225600", "2026-01-01"), (b"4102444800", "2100-01-01"), (b"-86400", "1970-01-01"), (b"-62167219200", "1970-01-01"),
        (b"99999999999999999999", "9999-12-31"), (b"", "1970-01-01"), (b"yesterday", "1970-01-01"), (b"\xff", "1970-01-01"), (b"1e9", "1970-01-01"),
    ],
)  # fmt: skip
def test_a_date_that_no_calendar_knows_becomes_the_nearest(told: bytes, day: str) -> None:
    assert str(instant(told).date()) == day


@pytest.mark.parametrize(
    "date", [b"-1 +0000", b"-62167219200 +0000", b"4102444800 +0000", b"99999999999999999999 +0000", b"tomorrow", b"1767225600 +9999", b""]
)
def test_a_commit_with_such_a_date_is_read(tmp_path: Path, date: bytes) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"})
    told.save()
    base = told.oid(1).encode()
    tree = git(told.path, "rev-parse", "main^{tree}").strip()
    written = b"tree %s\nparent %s\nauthor Ann <a@b> %s\ncommitter Ann <a@b> %s\n\nOdd\n" % (tree, base, date, date)
    odd = git(told.path, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=written).strip()
    written = b"tree %s\nparent %s\nauthor Ann <a@b> 1767312000 +0000\ncommitter Ann <a@b> 1767312000 +0000\n\nTop\n" % (tree, odd)
    top = git(told.path, "hash-object", "-t", "commit", "-w", "--stdin", stdin=written)
    git(told.path, "update-ref", "refs/heads/main", top.decode().strip())
    shelf = read(tmp_path, told.path)
    assert len(shelf.table("commits")) == 3
    assert shelf.problems == []


def test_links_and_submodules_are_changes_but_no_files_with_lines(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n", "link": "/etc/passwd", "lib": "1" * 40, "tool.sh": "x\n"}, modes={"link": "120000", "lib": "160000", "tool.sh": "100755"})
    told.save()
    shelf = read(tmp_path, told.path)
    assert {row["path"] for row in shelf.table("files")} == {"a.py", "tool.sh"}
    assert {row["path"] for row in shelf.table("file_changes")} == {"a.py", "lib", "link", "tool.sh"}
    assert shelf.problems == []


def test_tags_of_every_sort(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"}, at="2026-01-05")
    told.tag("v1", at="2026-01-06")
    told.tag("anonymous", by=None)
    told.light_tag("light")
    told.save()
    inner = git(told.path, "rev-parse", "v1").decode().strip()
    blob = git(told.path, "rev-parse", "main:a.py").decode().strip()
    head = told.oid(1)
    tagged = "object {}\ntype {}\ntag {}\ntagger {} 1767787200 +0000\n\nx\n"
    for name, target, kind, tagger in [("outer", inner, "tag", "Zoë <z@b>"), ("nameless", head, "commit", "<x@y>"), ("of-a-blob", blob, "blob", "Zoë <z@b>")]:
        oid = git(told.path, "hash-object", "-t", "tag", "-w", "--stdin", "--literally", stdin=tagged.format(target, kind, name, tagger).encode())
        git(told.path, "update-ref", f"refs/tags/{name}", oid.decode().strip())
    git(told.path, "update-ref", "refs/tags/blob", blob)
    shelf = read(tmp_path, told.path)
    assert {row["tag"]: (row["commit"] == head, row["tagger_name"], row["tagger_email"], str(row["tagged_at"].date())) for row in shelf.table("tags")} == {
        "v1": (True, "Ann Lee", "ann@example.org", "2026-01-06"),
        "anonymous": (True, None, None, "2026-01-05"),
        "light": (True, None, None, "2026-01-05"),
        "outer": (True, "Zoë", "z@b", "2026-01-07"),
        "nameless": (True, None, "x@y", "2026-01-07"),
    }
    assert shelf.problems == []


def test_a_tag_whose_object_is_gone_is_a_problem(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"})
    told.tag("v1")
    told.tag("v2")
    told.save()
    told.objects_apart()
    told.object_file("v1").unlink()
    shelf = read(tmp_path, told.path)
    assert [row["tag"] for row in shelf.table("tags")] == ["v2"]
    assert shelf.problems == ["shop: tag v1 cannot be read: an object is missing or damaged. Run `git fsck`, or fetch the tag again."]


@given(st.binary(max_size=200))
def test_no_bytes_crash_an_extractor(raw: bytes) -> None:
    History("shop").read(raw)
    list(commits_in(raw))
    list(renames(raw))
    tag_object(raw)
