"""Versions are ordered as their ecosystems order them, and judged as OSV says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.derived.versions import Standing, affected, go_release, key
from quarterdeck.sources.reference.extract import one_set

PUBLISHED = Path(__file__).parents[2].parent / "shared/data/osv/PyPI/all.zip"

ASCENDING = {
    # Semantic Versioning 2.0.0, section 11, and Go's pseudo-versions (go.dev/ref/mod#pseudo-versions)
    "npm": [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
    ],
    "Go": [
        "v0.0.0-20170424173420-06e7a29f36a3",
        "v0.0.0-20190101000000-000000000000",
        "v0.9.1-0.20170424173420-06e7a29f36a3",
        "v0.9.1",
        "v0.10.0",
        "v19.03.1+incompatible",
        "v20.10.0-beta1+incompatible",
        "v20.10.0+incompatible",
    ],
    # PEP 440, "Summary of permitted suffixes and relative ordering"
    "PyPI": [
        "1.dev0",
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0b2",
        "1.0rc1",
        "1.0",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.1.dev1",
        "1!0.5",
    ],
}


@pytest.mark.parametrize("ecosystem", ASCENDING)
def test_published_orders(ecosystem: str) -> None:
    keys = [key(ecosystem, version) for version in ASCENDING[ecosystem]]
    assert None not in keys
    shuffled = keys[1::2] + keys[::2]
    assert sorted(shuffled) == keys  # type: ignore[type-var]  # keys of one ecosystem compare
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("ecosystem", "one", "other"),
    [
        ("PyPI", "1.0", "1.0.0"),
        ("PyPI", "2.0.1+cu118", "2.0.1"),
        ("npm", "v1.2.3", "1.2.3"),
        ("npm", "1.2", "1.2.0"),
        ("Go", "v1.2.3+incompatible", "1.2.3"),
        ("Go", "19.03.1", "19.3.1"),
    ],
)
def test_two_spellings_of_one_version(ecosystem: str, one: str, other: str) -> None:
    assert key(ecosystem, one) == key(ecosystem, other)


@pytest.mark.parametrize(
    ("ecosystem", "version"),
    [
        ("PyPI", "2004d"),
        ("PyPI", ""),
        ("npm", "file:../here"),
        ("npm", "https://example.org/x.tgz"),
        ("npm", "latest"),
        ("npm", "1.2.3.4"),
        ("Go", "RELEASE.2024-06-06T09-36-42Z"),
        ("Maven", "1.0"),
        ("npm", "1." * 100_000),
        ("PyPI", "9" * 5000),
    ],
)
def test_what_cannot_be_ordered_has_no_key_and_is_unknown(ecosystem: str, version: str) -> None:
    assert key(ecosystem, version) is None
    assert affected(ecosystem, "x", ("ECOSYSTEM", "introduced 0", "fixed 1.0"), ()).standing(version) is Standing.UNKNOWN


RANGES = [
    # events, versions that are affected, versions that are not
    (("SEMVER", "introduced 0", "fixed 1.2.0"), ["0.0.0", "1.1.9", "1.2.0-rc.1"], ["1.2.0", "1.2.1"]),
    (("SEMVER", "introduced 1.0.0"), ["1.0.0", "99.0.0"], ["0.9.9", "1.0.0-rc.1"]),
    (("SEMVER", "introduced 1.0.0", "last_affected 1.2.0"), ["1.0.0", "1.2.0"], ["1.2.1", "0.9.0"]),
    (
        ("SEMVER", "introduced 1.0.0", "fixed 1.4.0", "introduced 2.0.0", "fixed 2.1.0"),
        ["1.3.9", "2.0.5"],
        ["1.4.0", "1.9.0", "2.1.0"],
    ),
    (
        ("SEMVER", "fixed 2.1.0", "introduced 2.0.0", "fixed 1.4.0", "introduced 1.0.0"),
        ["1.3.9", "2.0.5"],
        ["1.4.0", "1.9.0", "2.1.0"],
    ),
    (("SEMVER", "introduced 0", "fixed 1.0.0", "SEMVER", "introduced 3.0.0"), ["0.1.0", "3.0.0"], ["1.0.0", "2.0.0"]),
    (("SEMVER", "introduced 0", "limit 2.0.0"), ["1.9.9"], ["2.0.0", "3.0.0"]),
    (("SEMVER", "introduced 0", "limit *"), ["1.9.9", "99.0.0"], []),
    (("SEMVER", "introduced 1.0.0", "fixed 1.0.0"), [], ["0.9.0", "1.0.0", "2.0.0"]),
]


@pytest.mark.parametrize(("events", "inside", "outside"), RANGES)
def test_ranges(events: tuple[str, ...], inside: list[str], outside: list[str]) -> None:
    asked = affected("npm", "left-pad", events, ())
    assert {version: asked.standing(version) for version in inside} == dict.fromkeys(inside, Standing.AFFECTED)
    assert {version: asked.standing(version) for version in outside} == dict.fromkeys(outside, Standing.NOT_AFFECTED)


def test_a_version_that_is_listed_is_affected_whatever_the_ranges_say() -> None:
    asked = affected("PyPI", "pytz", ("ECOSYSTEM", "introduced 3", "fixed 4"), ("2004d", "1.0"))
    assert asked.standing("2004d") is Standing.AFFECTED
    assert asked.standing("1.0.0") is Standing.AFFECTED
    assert asked.standing("1.1") is Standing.NOT_AFFECTED


def test_a_list_without_ranges_is_complete_and_commits_alone_tell_nothing() -> None:
    assert affected("PyPI", "x", (), ("1.0",)).standing("1.1") is Standing.NOT_AFFECTED
    assert affected("PyPI", "x", (), ()).standing("1.1") is Standing.UNKNOWN


def test_a_boundary_that_cannot_be_ordered_leaves_every_version_unknown() -> None:
    asked = affected("PyPI", "x", ("ECOSYSTEM", "introduced 0", "fixed 2019-09-12"), ("0.9",))
    assert asked.standing("1.0") is Standing.UNKNOWN
    assert asked.standing("0.9") is Standing.AFFECTED


@pytest.mark.parametrize(
    ("version", "expected"),
    [("8.1.0", Standing.AFFECTED), ("9.0.0", Standing.UNKNOWN), ("v0.0.0-20240101000000-aaaaaaaaaaaa", Standing.AFFECTED)],
)
def test_a_stand_in_range_of_the_go_database_needs_its_custom_range(version: str, expected: Standing) -> None:
    """The database says "every version", and beside it what the source said: before 8.1.9."""
    assert affected("Go", "m", ("SEMVER", "introduced 0", "CUSTOM", "introduced 0", "fixed 8.1.9"), ()).standing(version) is expected


def test_a_version_outside_the_go_database_s_own_range_is_not_affected() -> None:
    asked = affected("Go", "m", ("SEMVER", "introduced 0", "fixed 0.161.0", "CUSTOM", "introduced 0.43.0"), ())
    assert [str(asked.standing(version)) for version in ("0.30.0", "0.50.0", "0.161.0")] == [
        "unknown",
        "affected",
        "not affected",
    ]


def test_what_go_ships_is_never_surely_affected_by_a_least_version() -> None:
    asked = affected("Go", "stdlib", ("SEMVER", "introduced 0", "fixed 1.20.10", "introduced 1.21.0-0", "fixed 1.21.3"), ())
    standings = {version: str(asked.standing(version)) for version in ("1.20", "go1.21rc2", "1.21.3", "1.22", "tip")}
    assert standings == {
        "1.20": "unknown",
        "go1.21rc2": "unknown",
        "1.21.3": "not affected",
        "1.22": "not affected",
        "tip": "unknown",
    }


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.21", "1.21.0"), ("go1.21.3", "1.21.3"), ("go1.21rc2", "1.21.0-rc.2"), ("1.18beta1", "1.18.0-beta.1"), ("gotip", None)],
)
def test_go_releases_as_semantic_versions(version: str, expected: str | None) -> None:
    assert go_release(version) == expected


@given(st.sampled_from(["PyPI", "npm", "Go"]), st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4))
def test_any_text_has_a_standing(ecosystem: str, version: str, events: list[str]) -> None:
    assert affected(ecosystem, "x", events, ()).standing(version) in Standing


NUMBERS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(lambda parts: ".".join(map(str, parts)))


@given(st.sampled_from(["PyPI", "npm", "Go"]), NUMBERS, NUMBERS, st.permutations(["introduced 0", "fixed 5.0.0", "introduced 9.0.0"]))
def test_the_order_of_events_does_not_matter_and_a_fix_ends_the_range(ecosystem: str, one: str, fix: str, events: list[str]) -> None:
    in_order = affected(ecosystem, "x", ("ECOSYSTEM", "introduced 0", "fixed 5.0.0", "introduced 9.0.0"), ())
    assert affected(ecosystem, "x", ("ECOSYSTEM", *events), ()).standing(one) is in_order.standing(one)
    assert affected(ecosystem, "x", ("ECOSYSTEM", "introduced 0", f"fixed {fix}"), ()).standing(fix) is Standing.NOT_AFFECTED


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the copy of the PyPI advisories is not beside the repository (../shared/data)")
def test_ranges_agree_with_the_versions_that_the_advisories_enumerate() -> None:
    """At least 140,724 of the 140,738 pairs that PEP 440 can order (published answer, see the data's README)."""
    found: Counter[str] = Counter()
    for row in one_set("advisories/PyPI", PUBLISHED.read_bytes()).advisories:
        if row.events:
            by_range = affected(row.ecosystem, row.package, row.events, ())
            found.update(str(by_range.standing(version)) for version in row.versions)
    assert found["affected"] >= 140_724
    assert found["affected"] + found["not affected"] == 140_738
    assert found["unknown"] <= 108
