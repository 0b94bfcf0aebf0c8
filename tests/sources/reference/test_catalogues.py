"""CISA's and endoflife.date's documents become rows."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.evidence.reference import ExploitedVulnerability, SupportCycle
from quarterdeck.sources.reference.catalogues import cycles, exploited
from quarterdeck.sources.reference.unpack import UnsafeError


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def test_exploited_vulnerabilities() -> None:
    entries = [
        {"cveID": "CVE-2030-0001", "dateAdded": "2030-02-03", "knownRansomwareCampaignUse": "Known"},
        {"cveID": "CVE-2030-0002", "dateAdded": "2030-02-04", "knownRansomwareCampaignUse": "Unknown"},
        {"cveID": "CVE-2030-0003", "dateAdded": "soon"},
    ]
    found = exploited("exploited", encoded({"dateReleased": "2030-03-01T17:04:19.9796Z", "vulnerabilities": entries}))
    assert found.rows == [
        ExploitedVulnerability("CVE-2030-0001", date(2030, 2, 3), ransomware=True),
        ExploitedVulnerability("CVE-2030-0002", date(2030, 2, 4), ransomware=False),
    ]
    assert found.newest == date(2030, 3, 1)
    assert [str(problem.place) for problem in found.problems] == ["exploited/vulnerabilities[3]"]


# The two published forms of the same facts: the site's sources, and API v1 `products/full`.
SOURCES = {
    "python": {
        "releases": [
            {"releaseCycle": "3.99", "releaseDate": "2030-10-01", "eoas": "2031-10-01", "eol": "2034-10-01", "eoes": "2036-10-01", "latest": "3.99.2"},
            {"releaseCycle": "3.98", "releaseDate": "2029-10-01", "eoas": True, "eol": True, "eoes": False, "latestReleaseDate": "2030-12-05"},
            {"releaseCycle": "3.97", "releaseDate": "2028-10-01", "eol": False},
        ]
    }
}
ANSWER = {
    "schema_version": "1.2.0",
    "generated_at": "2030-12-05T01:02:03+00:00",
    "result": [
        {
            "name": "python",
            "releases": [
                {
                    "name": "3.99",
                    "releaseDate": "2030-10-01",
                    "isEoas": False,
                    "eoasFrom": "2031-10-01",
                    "isEol": False,
                    "eolFrom": "2034-10-01",
                    "isEoes": False,
                    "eoesFrom": "2036-10-01",
                    "latest": {"name": "3.99.2", "date": "2030-11-01"},
                },
                {
                    "name": "3.98",
                    "releaseDate": "2029-10-01",
                    "isEoas": True,
                    "eoasFrom": None,
                    "isEol": True,
                    "eolFrom": None,
                    "isEoes": False,
                    "eoesFrom": None,
                },
                {"name": "3.97", "releaseDate": "2028-10-01", "isEol": False, "eolFrom": None, "latest": None},
            ],
        }
    ],
}


@pytest.mark.parametrize("document", [SOURCES, ANSWER])
def test_support_cycles_in_both_published_forms(document: object) -> None:
    found = cycles("support-cycles", encoded(document))
    assert found.rows == [
        SupportCycle("python", "3.99", date(2030, 10, 1), date(2031, 10, 1), date(2034, 10, 1), None, date(2036, 10, 1), "3.99.2"),
        SupportCycle("python", "3.98", date(2029, 10, 1), None, None, ended=True, extended_ends=None, latest=None),
        SupportCycle("python", "3.97", date(2028, 10, 1), None, None, ended=False, extended_ends=None, latest=None),
    ]
    assert found.newest == date(2030, 12, 5)
    assert not found.problems


def test_a_release_without_a_cycle_is_told() -> None:
    found = cycles("support-cycles", encoded({"go": {"releases": [{"eol": True}, {"releaseCycle": "1", "eol": True}]}}))
    assert [row.cycle for row in found.rows] == ["1"]
    assert [str(problem.place) for problem in found.problems] == ["support-cycles/go.releases[1]"]


@pytest.mark.parametrize("document", [[], {}, {"result": []}, {"vulnerabilities": {}}, {"python": {"releases": 3}}])
def test_another_document_is_refused(document: object) -> None:
    for read in (cycles, exploited):
        with pytest.raises(UnsafeError):
            read("x", encoded(document))


VALUE = st.none() | st.booleans() | st.text(max_size=5) | st.just("2030-01-01")
RELEASE = st.dictionaries(st.sampled_from(["releaseCycle", "name", "eol", "eoas", "eoes", "latest", "releaseDate"]), VALUE)


@given(st.lists(RELEASE | VALUE, max_size=4))
def test_any_release_gives_a_row_or_a_problem(releases: list[object]) -> None:
    found = cycles("support-cycles", encoded({"go": {"releases": releases}}))
    assert len(found.rows) + len(found.problems) == len(releases)
