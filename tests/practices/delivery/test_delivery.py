"""Delivery: from a table of commits, releases and pipeline jobs to the sentence that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.subjects import Subjects
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived.change_links import PullCommit
from quarterdeck.derived.containment import Containment, Release
from quarterdeck.derived.deployed_changes import DeployedChange
from quarterdeck.derived.deployments import ProductionDeployment
from quarterdeck.derived.efforts import Effort
from quarterdeck.derived.forecast_trials import ForecastTrial
from quarterdeck.derived.history import Work
from quarterdeck.derived.item_flows import ItemFlow, ItemSpan
from quarterdeck.derived.repository_names import RepositoryName
from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.evidence.code import Repository, TrackedFile
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.kernel.text import plain
from quarterdeck.practices.delivery import DELIVERY

AS_OF = date(2026, 11, 21)
START = datetime(2026, 1, 1)  # noqa: DTZ001  # the house keeps UTC without a zone
FILES: tuple[type[Row], ...] = (ReleaseStep, BranchRule, CodeOwner, Dependency, ReadinessSign)
JOINED: tuple[type[Row], ...] = (ProductionDeployment, DeployedChange, PullCommit, ItemFlow, ItemSpan, Effort, ForecastTrial, RepositoryName)
NOT_IMPORTED: tuple[type[Row], ...] = (*JOINED, *FILES, *IMPORTED)
HUMANS = {("person", "ann"): "Ann Lee", ("person", "ben"): "Ben Kay", ("person", "cy"): "Cy Ray"}


def judged(
    *,
    releases: Sequence[tuple[str, int, str | None]] = (),
    changes: Sequence[tuple[int, str | None]] = (),
    jobs: Sequence[PipelineJob] = (),
    code: bool = True,
    shallow: bool = False,
    criteria: Mapping[str, float] | None = None,
    problems: Sequence[Problem] = (),
    kind: str = "human",
    merge: bool = False,
    tagged: Mapping[str, str] | None = None,
) -> dict[str, Finding]:
    """Findings by name.

    ``releases`` are (tag, day of the year, who made it or nobody); ``changes`` are (day of the year, tag that contains it first or none).
    ``tagged`` gives a tag's commit; otherwise each has its own.
    """
    days = {tag: START + timedelta(days=day) for tag, day, _ in releases}
    work = [
        (Work("shop", f"c{n}", "ann", kind, START + timedelta(days=day), START + timedelta(days=day), merge, False, None), tag)
        for n, (day, tag) in enumerate(changes)
    ]
    tables: dict[type[Row], Sequence[Row]] = {
        Repository: [Repository("shop", "h", START, "main", "sha1", shallow)],
        TrackedFile: [TrackedFile("shop", "app.py" if code else "a.md", "b", "Python", code, "production" if code else "documentation", 9, 3, 0, 1.0, 1)],
        PipelineJob: jobs,
        Release: [Release("shop", tag, (tagged or {}).get(tag, f"t{tag}"), days[tag], who, who and _kind(who)) for tag, _, who in releases],
        Work: [row for row, _ in work],
        Containment: [Containment("shop", row.commit, tag, row.committed_at, days[tag]) for row, tag in work if tag],
    }
    connection = connect()
    connection.execute("; ".join(declared(row).ddl for row in NOT_IMPORTED))
    for row, told in tables.items():
        load(connection, row.table, Columns.of(row, told))
    period = Period(date(2026, 1, 1), AS_OF + timedelta(days=1))
    measured = measure_all(connection, DELIVERY.measures, Subjects({"repository": [Subject("repository", "shop")]}), period, criteria or {}, problems)
    bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, criteria or {}, Pricing(1), HUMANS)
    return {finding.judgement.name: finding for finding in judge_all([DELIVERY], bench, {})}


def _kind(maker: str) -> str:
    return "bot" if maker == "bot" else "human"


def says(finding: Finding) -> str:
    """Its sentence, with ordinary spaces."""
    return plain(finding.verdict.sentence).replace("\u202f", " ")


def job(
    name: str | None = "test", *, tests: bool | None = False, checks: bool | None = False, triggers: tuple[str, ...] = ("push",), system: str = "github-actions"
) -> PipelineJob:
    """A pipeline job; without a name the system is only recognised."""
    return PipelineJob("shop", ".github/workflows/ci.yml" if name else "Jenkinsfile", 3 if name else 1, system, name, triggers, tests, checks, None, None, None)


NO_TAGS = "shop: no deployment of it was imported, and no release tag (a version number that is no pre-release) was made in the period."
SHALLOW = "shop: the history was cut when the repository was cloned (shallow): tags and commits are missing."


@pytest.mark.parametrize(
    ("why", "releases", "changes", "outcome", "severity", "sentence"),
    [
        ("nothing", [], [], Outcome.NOT_ASSESSED, None, NO_TAGS),
        ("changes without a release", [], [(10, None)], Outcome.NOT_ASSESSED, None, NO_TAGS),
        ("soon", [("v1", 20, "ann")], [(10, "v1"), (18, "v1"), (19, "v1")], Outcome.MET, None,
         "shop: half of the changes are released within 2.0 days of being finished."),
        ("just in time", [("v1", 41, "ann")], [(10, "v1")], Outcome.MET, None, "shop: half of the changes are released within 31 days of being finished."),
        ("too long", [("v1", 60, "ann")], [(10, "v1"), (20, "v1")], Outcome.NOT_MET, Severity.MEDIUM,
         "shop: half of the changes wait 45 days or more for a release."),
        ("far too long", [("v1", 200, "ann")], [(10, "v1")], Outcome.NOT_MET, Severity.HIGH, "shop: half of the changes wait 190 days or more for a release."),
        ("a clock that runs fast never waits less than nothing", [("v1", 5, "ann")], [(9, "v1")], Outcome.MET, None,
         "shop: half of the changes are released within 0.0 days of being finished."),
        ("one that waits still is not counted", [("v1", 20, "ann")], [(10, "v1"), (11, None)], Outcome.MET, None,
         "shop: half of the changes are released within 10 days of being finished."),
    ],
)  # fmt: skip
def test_how_long_changes_wait(
    why: str, releases: list[tuple[str, int, str | None]], changes: list[tuple[int, str | None]], outcome: Outcome, severity: Severity | None, sentence: str
) -> None:
    finding = judged(releases=releases, changes=changes)["change-waits-too-long"]
    assert (finding.verdict.outcome, finding.severity, says(finding)) == (outcome, severity, sentence), why


def test_what_waits_still_is_said_beside() -> None:
    finding = judged(releases=[("v1", 20, "ann")], changes=[(10, "v1"), (11, None), (12, None)])["change-waits-too-long"]
    assert [plain(note) for note in finding.verdict.notes] == [
        "Counted from tags: no deployment of it to production in the period was imported.",
        "2 changes of the period are in no release yet and are not counted.",
    ]


def test_the_slowest_releases_are_shown_first() -> None:
    finding = judged(releases=[("v1", 60, "ann"), ("v2", 160, "ann")], changes=[(10, "v1"), (20, "v1"), (61, "v2")])["change-waits-too-long"]
    assert finding.verdict.detail is not None
    assert [[plain(cell) for cell in row] for row in finding.verdict.detail.rows] == [["v2", "1", "99.0", "99.0"], ["v1", "2", "45.0", "50.0"]]


@pytest.mark.parametrize(("kind", "merge"), [("bot", False), ("human", True)])
def test_bots_and_merges_have_no_lead_time(kind: str, merge: bool) -> None:
    finding = judged(releases=[("v1", 60, "ann")], changes=[(10, "v1")], kind=kind, merge=merge)["change-waits-too-long"]
    assert finding.verdict.outcome is Outcome.NOT_ASSESSED


def test_the_longest_wait_can_be_set() -> None:
    told = {"releases": [("v1", 60, "ann")], "changes": [(10, "v1")]}
    assert judged(**told, criteria={"longest_wait_days": 90})["change-waits-too-long"].verdict.outcome is Outcome.MET  # type: ignore[arg-type]  # one dict for both
    assert judged(**told, criteria={"longest_wait_days": 7})["change-waits-too-long"].severity is Severity.HIGH  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize(
    ("why", "makers", "outcome", "sentence"),
    [
        ("one person, always", ["ann"] * 4, Outcome.NOT_MET, "shop: Ann Lee made all 4 releases of the period."),
        ("one person, nearly always", ["ann"] * 9 + ["ben"], Outcome.NOT_MET, "shop: Ann Lee made 9 of the 10 releases of the period."),
        ("four in five is the limit", ["ann"] * 4 + ["ben"], Outcome.MET, "shop: 5 releases in the period were made by 2 people."),
        ("two people", ["ann", "ben", "ann", "ben"], Outcome.MET, "shop: 4 releases in the period were made by 2 people."),
        ("a pipeline", ["bot"] * 3, Outcome.MET, "shop: automation made all 3 releases of the period."),
        ("a pipeline, mostly", ["bot", "bot", "ann"], Outcome.MET, "shop: 3 releases in the period were made by 1 person and by automation."),
        ("too few to tell", ["ann", "ann"], Outcome.NOT_ASSESSED, "shop: only 2 releases of the period say who made them."),
        ("one", ["ann"], Outcome.NOT_ASSESSED, "shop: only 1 release of the period says who made them."),
        ("lightweight tags say nobody", [None, None, None], Outcome.NOT_ASSESSED,
         "shop: the 3 release tags of the period are lightweight: they do not say who made them."),
        ("the one lightweight tag says nobody", [None], Outcome.NOT_ASSESSED,
         "shop: the only release tag of the period is lightweight: it does not say who made it."),
        ("nobody's tags are not counted", [None, None, "ann"], Outcome.NOT_ASSESSED, "shop: only 1 release of the period says who made them."),
    ],
)  # fmt: skip
def test_who_makes_releases(why: str, makers: list[str | None], outcome: Outcome, sentence: str) -> None:
    finding = judged(releases=[(f"v{n}", 10 + n, maker) for n, maker in enumerate(makers)])["releases-hang-on-one-person"]
    assert (finding.verdict.outcome, says(finding)) == (outcome, sentence), why


def test_two_tags_on_one_commit_are_one_release() -> None:
    """A Go library tags each release twice: v3.1.0 for people, v0.301.0 for modules. Three of them are three, not six."""
    told = [(f"v3.{n}.0", 10 + n, "ann" if n else "ben", f"r{n}") for n in range(3)] + [(f"v0.30{n}.0", 10 + n, "ben", f"r{n}") for n in range(3)]
    finding = judged(releases=[(tag, day, who) for tag, day, who, _ in told], tagged={tag: commit for tag, _, _, commit in told})
    assert says(finding["releases-hang-on-one-person"]) == "shop: Ben Kay made all 3 releases of the period."


@pytest.mark.parametrize(
    ("why", "jobs", "code", "outcome", "sentence"),
    [
        ("no pipeline", [], True, Outcome.NOT_MET, "shop: no pipeline in the repository tests or checks a change before it is merged."),
        ("tests on push", [job(tests=True)], True, Outcome.MET, "shop: 1 pipeline job tests or checks each proposed change."),
        ("two jobs", [job(tests=True), job("lint", checks=True, triggers=("pull_request",))], True, Outcome.MET,
         "shop: 2 pipeline jobs test or check each proposed change."),
        ("on a schedule alone", [job(tests=True, triggers=("schedule",))], True, Outcome.NOT_MET,
         "shop: no job of its pipelines tests or checks a change before it is merged."),
        ("a job that only builds", [job("build")], True, Outcome.NOT_MET, "shop: no job of its pipelines tests or checks a change before it is merged."),
        ("no code", [], False, Outcome.NOT_ASSESSED, "shop: no code that people wrote was found at the head."),
        ("Jenkins tests, and nothing says when", [job(tests=True, triggers=("untold",), system="jenkins")], True, Outcome.NOT_ASSESSED,
         "shop: its jobs check, and what starts them stands in jenkins and in no file."),
        ("Jenkins alone", [job(None, system="jenkins")], True, Outcome.NOT_ASSESSED, "shop: its pipelines (jenkins) are recognised but not read."),
        ("Jenkins beside a job that only builds", [job("build"), job(None, system="jenkins")], True, Outcome.NOT_ASSESSED, None),
        ("Jenkins beside a job that tests", [job(tests=True), job(None, system="jenkins")], True, Outcome.MET,
         "shop: 1 pipeline job tests or checks each proposed change."),
    ],
)  # fmt: skip
def test_what_checks_a_change(why: str, jobs: list[PipelineJob], code: bool, outcome: Outcome, sentence: str | None) -> None:
    finding = judged(jobs=jobs, code=code)["no-automated-checks"]
    assert finding.verdict.outcome is outcome, why
    assert sentence is None or says(finding) == sentence, why


def test_a_job_of_which_nothing_is_known_is_no_proof_of_absence() -> None:
    finding = judged(jobs=[job("shared", tests=None, checks=None)])["no-automated-checks"]
    assert finding.verdict.outcome is Outcome.NOT_ASSESSED


def test_a_shallow_clone_is_assessed_for_nothing_that_needs_tags() -> None:
    found = judged(releases=[(f"v{n}", n, "ann") for n in range(5)], changes=[(1, "v3")], shallow=True)
    assert says(found["change-waits-too-long"]) == says(found["releases-hang-on-one-person"]) == SHALLOW


def test_a_problem_in_a_table_silences_what_needs_it_and_nothing_else() -> None:
    fault = Problem(Place("shop", "ci.yml", 3), "this is no YAML", "Mend it", ("pipeline_jobs",))
    found = judged(releases=[("v1", 20, "ann")], changes=[(10, "v1")], jobs=[job(tests=True)], problems=[fault])
    assert says(found["no-automated-checks"]) == "shop: evidence that it needs could not be read: 1 problem."
    assert found["no-automated-checks"].verdict.outcome is Outcome.NOT_ASSESSED
    assert found["change-waits-too-long"].verdict.outcome is Outcome.MET


def test_nothing_of_delivery_is_priced() -> None:
    found = judged(releases=[(f"v{n}", 100 + n, "ann") for n in range(4)], changes=[(1, "v1")])
    assert {f.verdict.outcome for f in found.values()} == {Outcome.MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED}
    assert {f.money for f in found.values()} == {None}


def test_names_of_people_are_names_and_never_mere_words() -> None:
    finding = judged(releases=[(f"v{n}", 10 + n, "ann") for n in range(4)])["releases-hang-on-one-person"]
    for phrase in (finding.verdict.sentence, finding.verdict.action):
        assert "Ann" not in "".join(part for part in phrase if isinstance(part, str))
    assert Subject("repository", "shop") == finding.subject
