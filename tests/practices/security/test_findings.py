"""What the security practice says of packages and runtimes: see the scenarios in Markdown beside this file."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from quarterdeck.kernel.finding import Judgement
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Name
from quarterdeck.practices.security.findings.known_vulnerability import KNOWN_VULNERABILITY as PACKAGES
from quarterdeck.practices.security.findings.runtime_past_end_of_life import RUNTIME_PAST_END_OF_LIFE as RUNTIMES
from tests.practices.scenarios import Scenario
from tests.practices.security.scenarios import Told, scenarios, told, told_of_each

CASES = [(PACKAGES, case) for case in scenarios("known_vulnerability.md")] + [(RUNTIMES, case) for case in scenarios("runtime_past_end_of_life.md")]
IDS = [f"{judgement.name}: {case.title}" for judgement, case in CASES]
FRESH = "code  Python  1000\ndata  advisories/PyPI  2026-11-10\ndata  exploited  2026-11-10\n"
UNREAD = "evidence that it needs could not be read: 1 problem"
MEND = "Mend what the list of problems names, then assess again"


@pytest.mark.parametrize(("judgement", "case"), CASES, ids=IDS)
def test_scenario(judgement: Judgement, case: Scenario) -> None:
    first, *rest = told(judgement, case.given).lines()
    assert first == case.says[0]
    assert [line for line in case.says[1:] if line not in rest] == []


def test_no_scenario_is_lost_in_reading() -> None:
    """A slip in the Markdown would leave a scenario out in silence."""
    assert len(CASES) == 25 + 22


def test_names_are_names_wherever_they_stand() -> None:
    """So that redaction misses none: package and repository in sentence, action and detail."""
    verdict = told(PACKAGES, FRESH + "uses  secretlib 1.0  PyPI  runtime  direct  poetry.lock\nadvisory  CVE-2026-1  PyPI  secretlib  < 2").finding.verdict
    assert verdict.detail is not None
    phrases = [verdict.sentence, verdict.action, *verdict.notes, *(cell for row in verdict.detail.rows for cell in row)]
    words = " ".join(part for phrase in phrases for part in phrase if isinstance(part, str))
    assert not any(secret in words for secret in ("secretlib", "shop", "poetry.lock"))
    assert Name("package", "secretlib 1.0") in verdict.action


def test_a_broken_manifest_hides_no_vulnerability() -> None:
    found = told(PACKAGES, FRESH + "uses  django 4.2.1  PyPI  runtime  direct  poetry.lock\nadvisory  CVE-2026-1  PyPI  django  < 4.2.5  high", fault=True)
    first, *rest = found.lines()
    assert first == "not_met high: shop runs packages with 1 known vulnerability."
    assert f"note: How many packages could not be checked is not known: {UNREAD}. {MEND}." in rest


def test_a_broken_manifest_leaves_nothing_clean() -> None:
    found = told(PACKAGES, FRESH + "uses  flask 3.0  PyPI  runtime  direct  poetry.lock", fault=True)
    assert found.lines() == [f"not_assessed: shop: {UNREAD}.", f"supply: {MEND}"]


ENDED = (
    "code  Python  1000\nruntime  python  3.8  base image  Dockerfile\ndata  support-cycles  2026-11-01\n"
    "cycle  python  3.8  2024-10-07\ncycle  python  3.9  2027-01-01"
)


@pytest.mark.parametrize(
    ("runs", "severity", "says"), [("3.8", "high", "runs on 1 runtime past the end of life"), ("3.9", "low", "will reach the end of life")]
)
def test_a_broken_manifest_hides_no_runtime_that_ended_or_soon_will(runs: str, severity: str, says: str) -> None:
    first, *rest = told(RUNTIMES, ENDED.replace("3.8  base", f"{runs}  base"), fault=True).lines()
    assert first.startswith(f"not_met {severity}: shop")
    assert says in first
    assert f"note: What other files name is not known: {UNREAD}. {MEND}." in rest


@pytest.mark.parametrize("facts", [ENDED.replace("2024-10-07", "2029-10-07"), "data  support-cycles  2026-11-01"], ids=["supported", "no code at all"])
def test_a_broken_manifest_leaves_no_runtime_supported(facts: str) -> None:
    assert told(RUNTIMES, facts, fault=True).lines() == [f"not_assessed: shop: {UNREAD}.", f"supply: {MEND}"]


def test_a_long_list_is_cut_and_says_so() -> None:
    facts = "".join(f"advisory  CVE-2026-{number}  PyPI  django  < 4.2.5\n" for number in range(40))
    verdict = told(PACKAGES, FRESH + "uses  django 4.2.1  PyPI  runtime  direct  poetry.lock\n" + facts).finding.verdict
    assert verdict.detail is not None
    assert (len(verdict.detail.rows), verdict.detail.more) == (25, 15)


def test_the_shelf_life_can_be_set() -> None:
    facts = "code  Python  1000\ndata  advisories/PyPI  2026-09-01\nuses  flask 3.0  PyPI  runtime  direct  poetry.lock"
    assert told(PACKAGES, facts).finding.verdict.outcome is Outcome.NOT_ASSESSED
    assert told(PACKAGES, facts, advisories_shelf_life_days=90).finding.verdict.outcome is Outcome.MET


def test_the_days_of_warning_can_be_set() -> None:
    facts = "code  Python  1\nruntime  python  3.10  base image  Dockerfile\ndata  support-cycles  2026-11-01\ncycle  python  3.10  2027-02-01"
    assert told(RUNTIMES, facts, end_of_life_warning_days=30).finding.verdict.outcome is Outcome.MET


def test_zero_is_not_said_where_nothing_was_looked_at() -> None:
    assert told(PACKAGES, "code  Python  10\nuses  flask  PyPI  runtime  direct  pyproject.toml").measured("known_vulnerabilities").missing is not None


A_HOLE, ANOTHER = "advisory  CVE-2026-1  PyPI  a  < 2.0  high", "advisory  CVE-2026-2  npm  b  all"
PYPI, NPM, OLD_NPM = "data  advisories/PyPI  2026-11-10", "data  advisories/npm  2026-11-10", "data  advisories/npm  2024-11-10"
CATALOGUE = "data  exploited  2026-11-10"
_ONE = [f"uses  a{version}  PyPI  {scope}  direct  poetry.lock" for version in ("", " 1.0", " 2.0") for scope in ("runtime", "development")]
_OTHER = [
    f"uses  b{version}  {ecosystem}  {scope}  direct  x.lock"
    for version, ecosystem, scope in product(("", " 1.0"), ("PyPI", "npm"), ("runtime", "development"))
]
EVERY_USE = [(one, other) for one, other in product(_ONE, ("", *_OTHER))]
"""Every repository of this small world: one or two packages, with and without a version, that run or serve development."""


@cache
def in_every_use(*published: str) -> dict[str, Told]:
    """What is said of each of those repositories where this is published, by what it uses."""
    return told_of_each(PACKAGES, {"\n".join(used): "\n".join(["code  Python  10", *used, *published]) for used in EVERY_USE})


@pytest.mark.parametrize(
    "published",
    [(A_HOLE,), (PYPI,), (A_HOLE, ANOTHER, PYPI, NPM, CATALOGUE), (A_HOLE, PYPI, OLD_NPM)],
    ids=["no set at hand", "nothing known", "everything at hand", "npm out of date"],
)
def test_met_means_that_everything_was_looked_at(published: tuple[str, ...]) -> None:
    """Whatever is used and known: nothing is met while a package could not be checked, and nothing found is ever hidden."""
    for used, said in in_every_use(*published).items():
        outcome = said.finding.verdict.outcome
        if outcome is Outcome.MET:
            assert said.measured("unchecked_packages").value == 0, used
            assert said.measured("unread_languages").value == 0, used
        if "a 1.0" in used and A_HOLE in published:
            assert outcome is Outcome.NOT_MET, used


def test_this_small_world_holds_every_outcome_that_is_possible_in_it() -> None:
    """So that the laws above and below can fail."""
    verdicts = [said.finding.verdict for said in in_every_use(A_HOLE, ANOTHER, PYPI, NPM, CATALOGUE).values()]
    assert {verdict.outcome for verdict in verdicts} == {Outcome.MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED}
    assert {verdict.severity for verdict in verdicts} == {None, Severity.HIGH, Severity.MEDIUM, Severity.LOW}


def test_more_knowledge_never_makes_it_look_better() -> None:
    """One more exploited vulnerability leaves the severity as it was, or raises it."""
    known = (A_HOLE, ANOTHER, PYPI, NPM, CATALOGUE)
    before, after = in_every_use(*known), in_every_use(*known, "exploited  CVE-2026-1  2026-06-01")
    changed = 0
    for used, said in before.items():
        earlier, later = said.finding.verdict.severity, after[used].finding.verdict.severity
        assert (earlier is None and later is None) or Severity(later or "").rank <= Severity(earlier or "").rank, used
        changed += earlier is not later
    assert changed
