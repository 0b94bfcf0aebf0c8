"""Dependencies are matched with advisories: once per vulnerability, for exact versions alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.derived.vulnerabilities import vulnerable
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability
from quarterdeck.kernel.table import Columns
from quarterdeck.sources.reference.extract import Reference, extract

DATA = Path(__file__).parents[2].parent / "shared/data"
AS_OF = date(2030, 6, 30)
Found: TypeAlias = dict[str, object]


def uses(name: str, version: str | None, ecosystem: str = "PyPI", repository: str = "shop", line: int = 1) -> Dependency:
    return Dependency(
        repository,
        "poetry.lock",
        line,
        "locked",
        "poetry.lock",
        ecosystem,
        name,
        None,
        version,
        f"pkg:x/{name}",
        "transitive",
        "runtime",
    )


def advisory(
    name: str,
    package: str,
    *events: str,
    aliases: tuple[str, ...] = (),
    severity: str | None = None,
    published: date | None = date(2030, 1, 1),
    withdrawn: bool = False,
    ecosystem: str = "PyPI",
    packages: tuple[str, ...] = (),
) -> Advisory:
    fixed = tuple(event[6:] for event in events if event.startswith("fixed "))
    kind = "ECOSYSTEM" if ecosystem == "PyPI" else "SEMVER"
    return Advisory(name, aliases, ecosystem, package, f"{name} says so", severity, None, (kind, *events), (), fixed, packages, (), published, withdrawn)


def found(dependencies: list[Dependency], advisories: list[Advisory], exploited: tuple[ExploitedVulnerability, ...] = ()) -> list[Found]:
    given_tables = (
        Columns.of(Dependency, dependencies),
        Columns.of(Advisory, advisories),
        Columns.of(ExploitedVulnerability, exploited),
    )
    table = vulnerable(*given_tables, AS_OF)
    return [{name: values[index] for name, values in table.values.items()} for index in range(len(table))]


def test_a_used_version_in_a_range() -> None:
    (match,) = found([uses("web", "1.3", line=40)], [advisory("PYSEC-1", "web", "introduced 1.0", "fixed 1.4", severity="high")])
    assert match == {
        "repository": "shop",
        "path": "poetry.lock",
        "line": 40,
        "kind": "locked",
        "ecosystem": "PyPI",
        "name": "web",
        "version": "1.3",
        "relation": "transitive",
        "scope": "runtime",
        "vulnerability": "PYSEC-1",
        "advisories": ("PYSEC-1",),
        "aliases": (),
        "standing": "affected",
        "summary": "PYSEC-1 says so",
        "severity": "high",
        "cvss": None,
        "fixed": "1.4",
        "exploited_since": None,
        "ransomware": False,
        "packages": (),
        "symbols": (),
        "published": date(2030, 1, 1),
    }


@pytest.mark.parametrize(
    ("dependency", "why"),
    [
        (uses("web", "1.4"), "it is mended"),
        (uses("web", None), "a range names what is allowed, not what runs"),
        (uses("web-extras", "1.3"), "another package"),
        (uses("web", "1.3", "npm"), "the same name elsewhere is another package"),
    ],
)
def test_no_match(dependency: Dependency, why: str) -> None:
    assert found([dependency], [advisory("PYSEC-1", "web", "introduced 0", "fixed 1.4")]) == [], why


def test_what_two_publishers_describe_counts_once() -> None:
    """PyPA and GitHub name one CVE; GitHub rates it, and says that it took one release more to mend."""
    advisories = [
        advisory("PYSEC-1", "web", "introduced 0", "fixed 1.4", aliases=("CVE-2030-1",)),
        advisory("GHSA-1", "web", "introduced 0", "fixed 1.4.1", aliases=("CVE-2030-1",), severity="critical"),
        advisory("PYSEC-2", "web", "introduced 0", "fixed 2", aliases=("CVE-2030-2",)),
    ]
    one, two = found([uses("web", "1.3")], advisories)
    assert (one["vulnerability"], one["advisories"], one["aliases"]) == (
        "CVE-2030-1",
        ("GHSA-1", "PYSEC-1"),
        ("GHSA-1", "PYSEC-1"),
    )
    assert (one["severity"], one["fixed"]) == ("critical", "1.4.1")
    assert two["vulnerability"] == "CVE-2030-2"


@pytest.mark.parametrize(("named", "packages"), [(("x.org/mod/b",), ("x.org/mod/b", "x.org/mod/a")), ((), ())], ids=["both name some", "one names none"])
def test_packages_are_those_of_all_publishers_and_none_where_one_means_the_whole_module(named: tuple[str, ...], packages: tuple[str, ...]) -> None:
    advisories = [
        advisory("GO-2030-1", "x.org/mod", "introduced 0", aliases=("CVE-2030-1",), ecosystem="Go", packages=("x.org/mod/a",)),
        advisory("GHSA-1", "x.org/mod", "introduced 0", aliases=("CVE-2030-1",), ecosystem="Go", packages=named),
    ]
    (one,) = found([uses("x.org/mod", "v1.0.0", ecosystem="Go")], advisories)
    assert one["packages"] == packages


def test_advisories_joined_by_a_third_are_one() -> None:
    advisories = [
        advisory("PYSEC-1", "web", "introduced 0", aliases=("CVE-2030-1",)),
        advisory("PYSEC-2", "web", "introduced 0", aliases=("GHSA-1",)),
        advisory("PYSEC-3", "web", "introduced 0", aliases=("CVE-2030-1", "GHSA-1")),
    ]
    (match,) = found([uses("web", "1")], advisories)
    assert match["advisories"] == ("PYSEC-1", "PYSEC-2", "PYSEC-3")


def test_the_fix_is_the_smallest_release_above_that_is_clear() -> None:
    branches = advisory("PYSEC-1", "web", "introduced 0", "fixed 1.4", "introduced 2.0", "fixed 2.1")
    assert [match["fixed"] for match in found([uses("web", "1.3"), uses("web", "2.0.1")], [branches])] == ["1.4", "2.1"]
    assert found([uses("web", "1.3")], [advisory("PYSEC-1", "web", "introduced 0")])[0]["fixed"] is None


def test_a_withdrawn_or_later_advisory_never_matches() -> None:
    advisories = [
        advisory("PYSEC-1", "web", "introduced 0", withdrawn=True),
        advisory("PYSEC-2", "web", "introduced 0", published=date(2030, 7, 1)),
        advisory("GO-2031-1", "web", "introduced 0", published=None),
    ]
    assert found([uses("web", "1.3")], advisories) == []
    assert len(found([uses("web", "1.3")], [advisory("GO-2030-1", "web", "introduced 0", published=None)])) == 1


def test_exploitation_is_found_through_the_aliases_and_only_as_known_then() -> None:
    known = advisory("PYSEC-1", "web", "introduced 0", aliases=("CVE-2030-1",))
    exploited = ExploitedVulnerability("CVE-2030-1", date(2030, 6, 1), ransomware=True)
    later = ExploitedVulnerability("CVE-2030-1", date(2030, 7, 1), ransomware=True)
    (now,) = found([uses("web", "1")], [known], (exploited,))
    (then,) = found([uses("web", "1")], [known], (later,))
    assert (now["exploited_since"], now["ransomware"]) == (date(2030, 6, 1), True)
    assert (then["exploited_since"], then["ransomware"]) == (None, False)


def test_a_version_that_cannot_be_ordered_is_told_as_unknown() -> None:
    (match,) = found([uses("left-pad", "file:../left-pad", "npm")], [advisory("GHSA-1", "left-pad", "introduced 0", ecosystem="npm")])
    assert (match["standing"], match["fixed"]) == ("unknown", None)


def test_each_repository_gets_its_own_row() -> None:
    dependencies = [uses("web", "1", repository="shop"), uses("web", "1", repository="till", line=7)]
    matches = found(dependencies, [advisory("PYSEC-1", "web", "introduced 0")])
    assert [(match["repository"], match["line"]) for match in matches] == [("shop", 1), ("till", 7)]


@given(st.permutations(range(4)))
def test_the_order_of_advisories_does_not_matter(order: list[int]) -> None:
    advisories = [
        advisory("PYSEC-1", "web", "introduced 0", "fixed 2", aliases=("CVE-2030-1",)),
        advisory("GHSA-1", "web", "introduced 0", "fixed 3", aliases=("CVE-2030-1", "CVE-2030-9"), severity="low"),
        advisory("PYSEC-3", "web", "introduced 0", aliases=("CVE-2030-3",)),
        advisory("PYSEC-4", "web", "introduced 0", aliases=("CVE-2030-9",), severity="high"),
    ]
    assert found([uses("web", "1")], [advisories[index] for index in order]) == found([uses("web", "1")], advisories)


@pytest.fixture(scope="module")
def published() -> Reference:
    if not (DATA / "osv").exists():
        pytest.skip("the copies of the published advisories are not beside the repository (../shared/data)")
    names = {
        "advisories/PyPI": "osv/PyPI/all.zip",
        "advisories/Go": "osv/Go/all.zip",
        "exploited": "kev/known_exploited_vulnerabilities.json",
    }
    return extract({name: (DATA / path).read_bytes() for name, path in names.items()})


@pytest.mark.parametrize(
    ("ecosystem", "package", "version", "includes", "excludes"),
    [
        # read by hand in the projects' own release notes
        ("PyPI", "django", "3.2.4", {"CVE-2021-35042"}, {"CVE-2019-3498"}),
        ("PyPI", "pyyaml", "5.3.1", {"CVE-2020-14343"}, {"CVE-2020-1747"}),
        ("PyPI", "requests", "2.30.0", {"CVE-2023-32681"}, set()),
        ("PyPI", "requests", "2.31.0", set(), {"CVE-2023-32681"}),
        ("Go", "golang.org/x/text", "v0.3.6", {"CVE-2021-38561", "CVE-2022-32149"}, set()),
        ("Go", "golang.org/x/text", "v0.3.8", set(), {"CVE-2021-38561", "CVE-2022-32149"}),
        ("Go", "google.golang.org/protobuf", "v1.28.0", {"CVE-2024-24786"}, set()),
        ("Go", "google.golang.org/protobuf", "v1.33.0", set(), {"CVE-2024-24786"}),
    ],
)
def test_known_answers(published: Reference, ecosystem: str, package: str, version: str, includes: set[str], excludes: set[str]) -> None:
    dependencies = Columns.of(Dependency, [uses(package, version, ecosystem)])
    table = vulnerable(dependencies, published.advisories, published.exploited, date(2026, 11, 21))
    matched = set(table.values["vulnerability"])
    assert includes <= matched
    assert not excludes & matched


@pytest.mark.parametrize(
    ("ecosystem", "package", "version"),
    [
        ("PyPI", "docker", "5.0.0"),  # the client library, not Docker Engine
        ("PyPI", "netaddr", "0.8.0"),  # not the npm or Rust package of that name
        ("PyPI", "pathtools", "0.1.2"),
        ("Go", "github.com/golang/protobuf", "v1.5.4"),  # not google.golang.org/protobuf, nor protobuf in C++
    ],
)
def test_known_name_collisions_give_no_match(published: Reference, ecosystem: str, package: str, version: str) -> None:
    dependencies = Columns.of(Dependency, [uses(package, version, ecosystem)])
    assert len(vulnerable(dependencies, published.advisories, published.exploited, date(2026, 11, 21))) == 0


def test_the_exploited_python_vulnerabilities(published: Reference) -> None:
    """7 CVEs of the PyPI advisories are in CISA's catalogue (the data's README); two of them through versions in use."""
    values = published.advisories.values
    python = {alias for ecosystem, aliases in zip(values["ecosystem"], values["aliases"], strict=True) if ecosystem == "PyPI" for alias in aliases}
    assert len(python & set(published.exploited.values["cve"])) == 7
    dependencies = Columns.of(Dependency, [uses("salt", "3000"), uses("pillow", "10.0.0")])
    table = vulnerable(dependencies, published.advisories, published.exploited, date(2026, 11, 21))
    since = dict(zip(table.values["vulnerability"], table.values["exploited_since"], strict=True))
    assert since["CVE-2020-11651"] == date(2021, 11, 3)
    assert since["CVE-2023-4863"] == date(2023, 9, 13)
