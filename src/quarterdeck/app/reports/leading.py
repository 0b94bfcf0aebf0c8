"""What pages of a leader's day show beside practices and reports, each a section of what stands already: the calendar of renewals, risks, teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.documents import make
from quarterdeck.app.reports.renewals import Asking
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Section
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.team import Team
from quarterdeck.reports.calendar import calendar
from quarterdeck.reports.redaction import Disguise


def renewals_of(run: Run) -> Section:
    """Every sound contract that the run saw, by its last day to act."""
    asking = Asking(run)
    told = asking.rows("SELECT record FROM records WHERE kind = 'contract' AND broken = '' ORDER BY record")
    return calendar([asking.renewal(ref) for (ref,) in told], run.request.as_of)


def recorded_of(run: Run) -> frozenset[str]:
    """The records that the run saw, as `risk/fire`."""
    return frozenset(record for (record,) in run.connection.execute("SELECT record FROM records").fetchall())


def register_of(run: Run) -> Section | None:
    """The register of risks, as the board pack has it; ``None`` where no risk is on record."""
    return next((found for found in make(run, "board", "", Disguise.of(None)).sections if found.anchor == "register"), None)


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team with what it answers for, and the findings on that."""

    team: Team
    people: tuple[Person, ...]
    systems: tuple[System, ...]
    repositories: tuple[str, ...]
    findings: tuple[Finding, ...]
    """Those to act on, of the team, its systems and their repositories."""


def teams_of(run: Run, records: Records) -> list[TeamShown]:
    """Every team on record, by name."""
    behind: dict[str, list[str]] = {}
    for subject, repository in run.connection.execute("SELECT subject, repository FROM scopes WHERE kind = 'team' ORDER BY ALL").fetchall():
        behind.setdefault(subject, []).append(repository)
    wrong = [one for one in run.findings if one.verdict.outcome is Outcome.NOT_MET and one.id not in run.accepted]
    found = [_shown(one, records, behind.get(str(one.ref), ()), wrong) for one in records.of(Team)]
    return sorted(found, key=lambda one: one.team.label.casefold())


def _shown(team: Team, records: Records, repositories: Sequence[str], wrong: Sequence[Finding]) -> TeamShown:
    people = tuple(person for ref in team.members if (person := records.get(Person, ref.id)))
    systems = tuple(one for one in records.of(System) if one.owner == team.ref)
    own = {str(team.ref), *(str(one.ref) for one in systems), *repositories}
    return TeamShown(team, people, systems, tuple(repositories), tuple(one for one in wrong if one.subject.key in own))
