"""Scenarios in Markdown: what a repository uses and what was published, then what the finding says of it.

Under each heading one block ``given``, a fact a line, cells apart by two spaces or more:

    code        Python  1000                                      lines of production code
    uses        django 4.2.1     PyPI  runtime  direct  poetry.lock      a name alone is no exact version
    data        advisories/PyPI  2026-11-10                       a published set, and its date
    advisory    CVE-2026-1       PyPI  django  < 4.2.5  high      `<` mended in, `all` no mended version; severity or `-`
    imports     example.org/mod/parse  main.go                    what a Go file imports; an advisory's last cell names vulnerable packages
    exploited   CVE-2026-1       2026-06-01
    runtime     python  3.8      base image  Dockerfile           `-` for no version
    cycle       debian  12       2026-07-11  2028-06-30           its last day, and that of extended support; `ended`, `lasts` where no day is published

and one block ``says``: the first line whole (outcome, severity, sentence), the others anywhere in the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.subjects import Subjects
from quarterdeck.app.gathering import reference
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.evidence.code import Repository, TrackedFile
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.golang import ImportedPackage
from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability, ReferenceSet, SupportCycle
from quarterdeck.kernel.finding import Finding, Judgement
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Columns, Row
from quarterdeck.kernel.text import plain
from quarterdeck.practices.security import SECURITY
from tests.practices.scenarios import Scenario, cells_of
from tests.practices.scenarios import scenarios as told_in

AS_OF = date(2026, 11, 21)
NOTHING_SET: Mapping[str, float] = MappingProxyType({})
TABLES: tuple[type[Row], ...] = (Repository, TrackedFile, Dependency, Runtime, ImportedPackage, Advisory, ExploitedVulnerability, SupportCycle, ReferenceSet)


def scenarios(file: str) -> Iterator[Scenario]:
    """Every scenario of a Markdown file of this folder."""
    return told_in(Path(__file__).parent / file)


def _uses(package: str, ecosystem: str, scope: str, relation: str, path: str) -> Dependency:
    name, _, version = package.partition(" ")
    kind = "locked" if version else "declared"
    return Dependency("shop", path, 1, kind, path, ecosystem, name, None, version or None, f"pkg:x/{package}", relation, scope)


def _advisory(identifier: str, ecosystem: str, package: str, versions: str, severity: str = "-", published: str = "2026-01-01", packages: str = "") -> Advisory:
    fixed = (versions.removeprefix("< "),) if versions.startswith("< ") else ()
    kind = "ECOSYSTEM" if ecosystem == "PyPI" else "SEMVER"
    events = (kind, "introduced 0", *(f"fixed {version}" for version in fixed))
    rated, day, within = None if severity == "-" else severity, date.fromisoformat(published), tuple(packages.split())
    return Advisory(identifier, (), ecosystem, package, "A fault", rated, None, events, (), fixed, within, (), day, withdrawn=False)


def _runtime(product: str, version: str, how: str, path: str) -> Runtime:
    number = None if version == "-" else version
    return Runtime("shop", path, 1, how, product, number, product if number is None else f"{product}:{version}", pinned=False)


def _cycle(product: str, cycle: str, ends: str, extended: str | None = None) -> SupportCycle:
    told = {"ended": True, "lasts": False}.get(ends)
    longer = date.fromisoformat(extended) if extended else None
    return SupportCycle(product, cycle, None, None, None if told is not None else date.fromisoformat(ends), told, longer, None)


def _code(language: str, lines: str) -> TrackedFile:
    return TrackedFile(
        "shop", f"src/{language}", language, language, is_code=True, role="production", bytes=1, lines=int(lines), blank=0, nesting=1.0, deepest=2
    )


FACTS: Mapping[str, Callable[..., Row]] = {
    "code": _code,
    "uses": _uses,
    "data": lambda name, day: ReferenceSet(name, date.fromisoformat(day), 1, "a publisher"),
    "advisory": _advisory,
    "imports": lambda package, path: ImportedPackage("shop", package, path, 1, 1, path.endswith("_test.go")),
    "exploited": lambda cve, day: ExploitedVulnerability(cve, date.fromisoformat(day), ransomware=False),
    "runtime": _runtime,
    "cycle": _cycle,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one judgement of the security practice says of the given facts, and the measurements that it rests on."""

    finding: Finding
    measurements: Sequence[Measurement]

    def measured(self, name: str) -> Measurement:
        """The measurement of this name."""
        return next(m for m in self.measurements if m.measure.name == name)

    def lines(self) -> list[str]:
        """Outcome, severity and sentence; then supply, action, notes and rows of the detail."""
        verdict = self.finding.verdict
        severity = f" {verdict.severity}" if verdict.severity else ""
        rows = [" | ".join(plain(cell) for cell in row) for row in verdict.detail.rows] if verdict.detail else []
        told = [f"{verdict.outcome}{severity}: {plain(verdict.sentence)}"]
        told += [f"supply: {verdict.missing.supply}"] if verdict.missing else []
        told += [f"do: {plain(verdict.action)}"] if verdict.action else []
        told += [f"note: {plain(note)}" for note in verdict.notes] + [f"row: {row}" for row in rows]
        return [line.replace("\u202f", " ") for line in told]


@cache
def told(judgement: Judgement, given: str, *, fault: bool = False, **criteria: float) -> Told:
    """Measure and judge the facts about the one repository `shop`, as of 21 November 2026. With ``fault``, a manifest of it could not be read."""
    faults = [Problem(Place("shop", "package.json", 3), "not readable JSON", "Correct the value", ("dependencies", "runtimes"))] if fault else []
    return told_of_each(judgement, {"shop": given}, faults, criteria)["shop"]


def told_of_each(
    judgement: Judgement, given: Mapping[str, str], faults: Sequence[Problem] = (), criteria: Mapping[str, float] = NOTHING_SET
) -> dict[str, Told]:
    """Measure and judge several repositories at once; what was published is known to all of them.

    Only what the judgement rests on is measured: a plan of DuckDB's costs more than all the rows here.
    """
    rows = dict.fromkeys(row for repository, facts in given.items() for row in _rows(repository, facts))
    with connect() as connection:
        for table in TABLES:
            load(connection, table.table, Columns.of(table, [row for row in rows if row.table == table.table]))
        reference.derive(connection, AS_OF)
        measured = measure_all(
            connection, judgement.judges, Subjects({"repository": [Subject("repository", name) for name in given]}), Period.year_to(AS_OF), criteria, faults
        )
        bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, criteria, Pricing(1), {})
        findings = judge_all((replace(SECURITY, measures=judgement.judges, judgements=(judgement,)),), bench, {})
    return {finding.subject.key: Told(finding, [m for m in measured if m.subject == finding.subject]) for finding in findings}


def _rows(repository: str, facts: str) -> Iterator[Row]:
    """The rows that the facts stand for, as of this repository."""
    yield Repository(repository, "head", datetime.combine(AS_OF, time()), "main", "sha1", shallow=False)
    for line in facts.splitlines():
        if line.strip():
            kind, *values = cells_of(line)
            row = FACTS[kind](*values)
            yield replace(row, repository=repository) if isinstance(row, TrackedFile | Dependency | Runtime | ImportedPackage) else row
