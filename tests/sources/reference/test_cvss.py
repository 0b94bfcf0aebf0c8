"""Base scores must be those that FIRST and NIST published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.sources.reference.cvss import BASE_METRICS, base_score, rating, worst

PUBLISHED = [
    # FIRST, "Common Vulnerability Scoring System v3.1: Examples": what it is, vector, base score
    ("phpMyAdmin, CVE-2013-1937", "AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
    ("MySQL, CVE-2013-0375", "AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4),
    ("SSLv3 POODLE, CVE-2014-3566", "AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1),
    ("VMware guest to host, CVE-2012-1516", "AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9),
    ("Tomcat XML parser, CVE-2009-0783", "AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2),
    ("Cisco IOS, CVE-2012-0384", "AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8),
    ("Apple iWork, CVE-2015-1098", "AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8),
    ("OpenSSL Heartbleed, CVE-2014-0160", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5),
    ("Bash Shellshock, CVE-2014-6271", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
    ("DNS cache poisoning, CVE-2008-1447", "AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 6.8),
    ("Sophos login screen, CVE-2014-2005", "AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8),
    ("Joomla, CVE-2010-0467", "AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 5.8),
    ("Juniper proxy ARP, CVE-2013-6014", "AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 9.3),
    ("DokuWiki, CVE-2014-9253", "AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", 5.4),
    ("Apple iOS, CVE-2014-2019", "AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 4.6),
    ("OpenSSL early CCS, CVE-2014-0224", "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N", 7.4),
    ("log4j, CVE-2021-44228 (NVD)", "AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0),
    ("no impact at all", "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
]


@pytest.mark.parametrize(("what", "metrics", "score"), PUBLISHED)
def test_published_example(what: str, metrics: str, score: float) -> None:
    assert base_score(f"CVSS:3.1/{metrics}") == score, what
    assert base_score(f"CVSS:3.0/{metrics}") == score, what


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (10.0, "critical"),
        (9.0, "critical"),
        (8.9, "high"),
        (7.0, "high"),
        (6.9, "medium"),
        (4.0, "medium"),
        (3.9, "low"),
        (0.0, "low"),
    ],
)
def test_rating_scale(score: float, expected: str) -> None:
    assert rating(score) == expected


@pytest.mark.parametrize(
    "vector",
    [
        "",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
        "AV:N/AC:L/Au:N/C:P/I:P/A:P",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    ],
)
def test_what_cannot_be_scored_is_unknown_and_not_low(vector: str) -> None:
    assert base_score(vector) is None
    assert worst([vector]) == (None, vector)


def test_temporal_metrics_are_passed_over() -> None:
    assert base_score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C") == 9.8


def test_the_worst_vector_counts() -> None:
    mild, grave = "CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    assert worst([mild, grave]) == worst([grave, mild]) == ("critical", grave)
    assert worst([]) == (None, None)


@given(st.fixed_dictionaries({name: st.sampled_from(sorted(values)) for name, values in BASE_METRICS.items()}))
def test_more_impact_never_lowers_the_score(metrics: dict[str, str]) -> None:
    def vector(**changed: str) -> str:
        return "CVSS:3.1/" + "/".join(f"{name}:{value}" for name, value in (metrics | changed).items())

    score = base_score(vector())
    harder = base_score(vector(C="H"))
    assert score is not None
    assert harder is not None
    assert 0 <= score <= harder <= 10
    assert round(score * 10) == pytest.approx(score * 10)


@given(st.text())
def test_any_text_is_scored_or_unknown(text: str) -> None:
    assert base_score("CVSS:3.1/" + text) is None or text.startswith("AV")
