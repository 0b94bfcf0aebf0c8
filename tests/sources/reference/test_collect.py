"""Reference data is brought in whole or not at all, set by set."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.sources.reference.collect import PUBLISHED, collect, download, fingerprint, from_folder, replace, stored
from quarterdeck.sources.reference.extract import extract
from quarterdeck.sources.reference.unpack import packed

ADVISORY = {
    "id": "PYSEC-2030-1",
    "modified": "2030-05-02T10:00:00Z",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "invented"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}],
        }
    ],
}
FILES = {
    "osv/PyPI/all.zip": packed({"PYSEC-2030-1.json": json.dumps(ADVISORY).encode()}),
    "kev/known_exploited_vulnerabilities.json": json.dumps(
        {"dateReleased": "2030-06-01", "vulnerabilities": [{"cveID": "CVE-2030-1", "dateAdded": "2030-05-30"}]}
    ).encode(),
    "endoflife/products.json": json.dumps(
        {"python": {"releases": [{"releaseCycle": "3.99", "eol": "2034-10-01", "latestReleaseDate": "2030-04-01"}]}}
    ).encode(),
}


class Publishers:
    """Stands for the network: each address answers with bytes, is missing, or fails with what is given."""

    def __init__(self, files: dict[str, bytes | OSError]) -> None:
        self.answers = {published.address: files.get(published.path) for published in PUBLISHED}

    def __call__(self, address: str) -> bytes:
        answer = self.answers[address]
        if isinstance(answer, OSError):
            raise answer
        if answer is None:
            raise FileNotFoundError(address)
        return answer


def test_every_set_that_is_there_is_brought_in_and_read_back(tmp_path: Path) -> None:
    done = collect(tmp_path, Publishers({**FILES}))
    assert [(one.name, one.as_of, one.rows) for one in done.sets] == [
        ("advisories/PyPI", date(2030, 5, 2), 1),
        ("exploited", date(2030, 6, 1), 1),
        ("support-cycles", date(2030, 4, 1), 1),
    ]
    assert done.missing == ("advisories/Go", "advisories/npm")
    assert done.problems == ()
    read = extract(stored(tmp_path))
    assert list(read.advisories.values["package"]) == ["invented"]
    assert list(read.exploited.values["cve"]) == ["CVE-2030-1"]
    assert list(read.cycles.values["cycle"]) == ["3.99"]
    assert list(read.sets.values["name"]) == ["advisories/PyPI", "exploited", "support-cycles"]


def test_a_folder_is_read_like_the_network(tmp_path: Path) -> None:
    for path, data in FILES.items():
        replace(tmp_path / "given" / path, data)
    assert collect(tmp_path / "cache", from_folder(tmp_path / "given")) == collect(tmp_path / "other", Publishers({**FILES}))


def test_an_unpacked_archive_in_a_folder_counts_as_packed(tmp_path: Path) -> None:
    replace(tmp_path / "given/osv/PyPI/PYSEC-2030-1.json", json.dumps(ADVISORY).encode())
    assert [one.name for one in collect(tmp_path / "cache", from_folder(tmp_path / "given")).sets] == ["advisories/PyPI"]
    assert stored(tmp_path / "cache")["advisories/PyPI"] == FILES["osv/PyPI/all.zip"]


def test_one_set_that_fails_leaves_the_others_and_the_file_of_before(tmp_path: Path) -> None:
    collect(tmp_path, Publishers({**FILES}))
    newer = json.dumps({"dateReleased": "2030-07-01", "vulnerabilities": [{"cveID": "CVE-2", "dateAdded": "2030-06-30"}]})
    done = collect(
        tmp_path,
        Publishers(
            {
                "osv/PyPI/all.zip": b"<html>we are sorry</html>",
                "kev/known_exploited_vulnerabilities.json": newer.encode(),
                "endoflife/products.json": TimeoutError("timed out"),
            }
        ),
    )
    assert [one.name for one in done.sets] == ["exploited"]
    assert [str(problem.place).split("/https")[0] for problem in done.problems] == ["advisories/PyPI", "support-cycles"]
    assert "ZIP archive" in done.problems[0].what
    assert "timed out" in done.problems[1].what
    assert done.problems[0].silences == ("advisories",)
    kept = stored(tmp_path)
    assert kept["advisories/PyPI"] == FILES["osv/PyPI/all.zip"]
    assert kept["support-cycles"] == FILES["endoflife/products.json"]
    assert kept["exploited"] == newer.encode()
    assert not list(tmp_path.rglob(".new-*"))


def test_a_set_of_mostly_unreadable_advisories_is_refused(tmp_path: Path) -> None:
    half = packed({"good.json": json.dumps(ADVISORY).encode(), "bad.json": b"{"})
    done = collect(tmp_path, Publishers({"osv/PyPI/all.zip": half}))
    assert done.sets == ()
    assert done.problems[-1].what == "the published file was refused: only 1 of its 2 entries can be read"
    assert "advisories/PyPI" not in stored(tmp_path)


@pytest.mark.parametrize("data", [packed({}), packed({"a.json": b'{"id": "X", "affected": []}'})])
def test_an_empty_or_undated_set_is_refused(tmp_path: Path, data: bytes) -> None:
    assert collect(tmp_path, Publishers({"osv/Go/all.zip": data})).sets == ()


def test_an_empty_folder_says_what_to_give(tmp_path: Path) -> None:
    (problem,) = collect(tmp_path / "cache", from_folder(tmp_path / "nothing")).problems
    assert "osv/PyPI/all.zip" in problem.mend


def test_the_fingerprint_changes_with_contents_alone(tmp_path: Path) -> None:
    empty = fingerprint(tmp_path)
    collect(tmp_path, Publishers({**FILES}))
    full = fingerprint(tmp_path)
    collect(tmp_path, Publishers({**FILES}))
    assert fingerprint(tmp_path) == full != empty
    replace(tmp_path / "osv/PyPI/all.zip", FILES["osv/PyPI/all.zip"] + b" ")
    assert fingerprint(tmp_path) != full


def test_without_published_cycles_the_shipped_ones_stand_in(tmp_path: Path) -> None:
    read = extract(stored(tmp_path))
    assert list(read.sets.values["name"]) == ["support-cycles"]
    assert "ships with" in read.sets.values["origin"][0]
    assert "python" in read.cycles.values["product"]


def test_a_refused_set_in_the_cache_is_told_and_the_shipped_cycles_stand_in(tmp_path: Path) -> None:
    replace(tmp_path / "endoflife/products.json", b"{}")
    read = extract(stored(tmp_path))
    assert [problem.silences for problem in read.problems] == [("support_cycles",)]
    assert "python" in read.cycles.values["product"]


@pytest.mark.parametrize("address", ["http://example.org/x", "file:///etc/hostname", "ftp://example.org/x"])
def test_nothing_but_https_is_downloaded(address: str) -> None:
    with pytest.raises(OSError, match="unknown url type"):
        download(address)


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="target"):
        replace(tmp_path / "target", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
