"""OSV advisories become rows; unreadable ones become problems."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.table import Columns
from quarterdeck.sources.reference.advisories import MOST_PROBLEMS, Object, from_archive, newest_date, rows
from quarterdeck.sources.reference.unpack import Json, packed

PYTHON: Object = {
    "id": "PYSEC-2030-1",
    "aliases": ["CVE-2030-0001", "GHSA-aaaa-bbbb-cccc", "PYSEC-2030-1"],
    "modified": "2030-05-02T10:00:00Z",
    "published": "2030-05-01T10:00:00.123456Z",
    "details": "### Impact\n\nInvented_Pkg   reads any file.\nMore below.",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Invented_Pkg"},
            "ranges": [
                {"type": "GIT", "repo": "https://example.org/x", "events": [{"introduced": "0"}, {"fixed": "abcdef"}]},
                {
                    "type": "ECOSYSTEM",
                    "events": [{"introduced": "1.0"}, {"fixed": "1.4"}, {"introduced": "2.0"}, {"fixed": "2.1"}],
                },
            ],
            "versions": ["1.0", "1.3", "2.0"],
        }
    ],
}

GO: Object = {
    "id": "GO-2031-7",
    "modified": "0001-01-01T00:00:00Z",
    "published": "0001-01-01T00:00:00Z",
    "withdrawn": "2031-06-01T00:00:00Z",
    "summary": "Panic in example.org/mod",
    "affected": [
        {
            "package": {"ecosystem": "Go", "name": "example.org/Mod"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.1.0"}]}],
            "ecosystem_specific": {
                "imports": [{"path": "example.org/Mod/parse", "symbols": ["Read", "Tree.Walk"]}],
                "custom_ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "7.0"}, {"fixed": "7.3"}]}],
            },
        }
    ],
}


def test_a_python_advisory() -> None:
    assert list(rows(PYTHON)) == [
        Advisory(
            advisory="PYSEC-2030-1",
            aliases=("CVE-2030-0001", "GHSA-aaaa-bbbb-cccc"),
            ecosystem="PyPI",
            package="invented-pkg",
            summary="Invented_Pkg reads any file.",
            severity="high",
            cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
            events=("ECOSYSTEM", "introduced 1.0", "fixed 1.4", "introduced 2.0", "fixed 2.1"),
            versions=("1.0", "1.3", "2.0"),
            fixed=("1.4", "2.1"),
            packages=(),
            symbols=(),
            published=date(2030, 5, 1),
            withdrawn=False,
        )
    ]


def test_a_go_advisory_keeps_functions_and_custom_ranges_and_the_case_of_its_module() -> None:
    (row,) = rows(GO)
    assert row.package == "example.org/Mod"
    assert row.events == ("SEMVER", "introduced 0", "fixed 0.1.0", "CUSTOM", "introduced 7.0", "fixed 7.3")
    assert row.fixed == ("0.1.0", "7.3")
    assert row.packages == ("example.org/Mod/parse",)
    assert row.symbols == ("example.org/Mod/parse.Read", "example.org/Mod/parse.Tree.Walk")
    assert (row.published, row.withdrawn, row.severity, row.cvss) == (None, True, None, None)


def test_an_advisory_on_two_packages_gives_two_rows() -> None:
    affected = [{"package": {"ecosystem": "npm", "name": name}} for name in ("left", "right")]
    assert [row.package for row in rows({"id": "GHSA-x", "affected": [*affected]})] == ["left", "right"]


@pytest.mark.parametrize(
    ("aliases", "related", "expected"),
    [
        (["CVE-2030-1", "GHSA-1"], ["CVE-2030-9"], ("CVE-2030-1", "GHSA-1")),
        (["GHSA-1"], ["CVE-2030-9", "GHSA-9"], ("GHSA-1", "CVE-2030-9")),
        (None, ["CVE-2030-9"], ("CVE-2030-9",)),
        (None, None, ()),
    ],
)
def test_a_related_cve_counts_where_the_advisory_has_none_of_its_own(aliases: list[Json] | None, related: list[Json] | None, expected: tuple[str, ...]) -> None:
    (row,) = rows({**PYTHON, "aliases": aliases, "related": related})
    assert row.aliases == expected


@pytest.mark.parametrize(
    ("advisory", "expected"),
    [
        ({"id": "X-1", "modified": "2030-05-02T10:00:00Z", "published": "2030-05-01"}, date(2030, 5, 2)),
        ({"id": "X-1", "modified": "not a date", "published": "2030-05-01"}, date(2030, 5, 1)),
        # blank dates: the id's year is the least that is known, and a pseudo-version's date in that year says more
        ({"id": "GO-2031-7", "modified": "0001-01-01T00:00:00Z"}, date(2031, 1, 1)),
        ({"id": "GO-2031-7", "affected": [{"fix": "0.0.0-20310807120000-aaaaaaaaaaaa"}]}, date(2031, 8, 7)),
        ({"id": "GO-2031-7", "affected": [{"fix": "0.0.0-20300807120000-aaaaaaaaaaaa"}]}, date(2031, 1, 1)),
        ({"id": "GO-2031-7", "affected": [{"fix": "0.0.0-20311399120000-aaaaaaaaaaaa"}]}, date(2031, 1, 1)),
        ({"id": "undated"}, None),
    ],
)
def test_when_an_advisory_last_changed(advisory: dict[str, object], expected: date | None) -> None:
    text = json.dumps(advisory)
    if "fix" in text:
        fix = advisory["affected"][0]["fix"]  # type: ignore[index]  # a fixture of known shape
        events = [{"introduced": "0"}, {"fixed": fix}]
        advisory = {"id": advisory["id"], "affected": [{"ranges": [{"type": "SEMVER", "events": events}]}]}
    assert newest_date(json.loads(json.dumps(advisory))) == expected


@pytest.mark.parametrize(
    ("contents", "what"),
    [
        ("[]", "the file is no JSON object"),
        ("{", "it is not JSON"),
        ('{"affected": []}', "id is missing"),
        ('{"id": 7}', "id is no text"),
        ('{"id": "X", "affected": {}}', "affected is no list"),
        ('{"id": "X", "affected": [{"package": {"name": "a"}}]}', "names no ecosystem"),
        ('{"id": "X", "aliases": [1], "affected": []}', "aliases is no text"),
        ('{"id": "X", "affected": [{"package": {"name": "a", "ecosystem": "Go"}, "versions": "1"}]}', "versions is no list"),
    ],
)
def test_an_unreadable_advisory_is_told_with_its_file_and_the_others_go_on(contents: str, what: str) -> None:
    found = from_archive("advisories/PyPI", packed({"bad.json": contents.encode(), "good.json": json.dumps(PYTHON).encode()}))
    assert [row.advisory for row in found.rows] == ["PYSEC-2030-1"]
    (problem,) = found.problems
    assert str(problem.place) == "advisories/PyPI/bad.json"
    assert what in problem.what


def test_a_thousand_unreadable_advisories_are_counted_not_listed() -> None:
    found = from_archive("advisories/PyPI", packed({f"{number}.json": b"{" for number in range(1000)}))
    assert len(found.problems) == MOST_PROBLEMS + 1
    assert found.problems[-1].what == "950 more advisories cannot be read"


def test_half_characters_are_replaced_so_that_rows_can_be_stored() -> None:
    (row,) = rows({**PYTHON, "summary": "broken \ud800 text"})
    assert row.summary == "broken ? text"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "package", "events", "fixed", "x"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["aliases", "affected", "severity", "modified", "summary", "details"]), JSON))
def test_any_json_gives_rows_or_a_problem(parts: dict[str, object]) -> None:
    found = from_archive("advisories/npm", packed({"a.json": json.dumps({"id": "X", **parts}).encode()}))
    assert found.read + found.unreadable == 1
    assert len(found.problems) == found.unreadable
    assert len(Columns.of(Advisory, found.rows)) == len(found.rows)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_problem_or_an_advisory(noise: bytes) -> None:
    found = from_archive("advisories/npm", packed({"a.json": noise}))
    assert found.read + found.unreadable == 1
