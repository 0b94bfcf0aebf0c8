"""Scenarios in Markdown: records that a company wrote, then what a finding says of them.

The first heading of a file names the finding. Under each further heading one block ``given``, a record a line (its file, then its keys as YAML
writes them on one line), and one block ``says``: the outcome, severity and sentence of each subject that is told, in the order of subjects; below a
subject, indented, parts of what is said beside it (`do:`, `note:`, `row:`, `supply:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import fold_rows, measure_all, rows_table
from quarterdeck.app.concluding.subjects import subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns, Row
from quarterdeck.kernel.text import plain
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.tables import Recorded, RecordTable, recorded, views

AS_OF = date(2026, 10, 31)
COMPANY = "quarterdeck.yaml: {schema: 1, company: Acme, currency: EUR}"
_SCENARIO = re.compile(r"^## (.+?)$.*?^```given\n(.*?)^```$.*?^```says\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading, the records under it, and what should be said."""

    finding: str
    title: str
    given: str
    says: str


def scenarios(folder: Path) -> list[object]:
    """Every scenario of the Markdown files of a folder, as parameters of a test."""
    return [pytest.param(one, id=f"{one.finding}: {one.title}") for path in sorted(folder.glob("*.md")) for one in _in(path)]


def _in(path: Path) -> Iterator[Scenario]:
    text = path.read_text(encoding="utf-8")
    finding = text.splitlines()[0].removeprefix("# ")
    for title, given, says in _SCENARIO.findall(text):
        yield Scenario(finding, title, given, says)


def files(given: str) -> list[File]:
    """The files that the lines stand for; a company, where none is told."""
    lines = [line for line in given.splitlines() if line.strip()]
    if not any(line.startswith("quarterdeck.yaml") for line in lines):
        lines.insert(0, COMPANY)
    return [File(path, f"{keys}\n".encode()) for path, _, keys in (line.partition(": ") for line in lines)]


def check(scenario: Scenario) -> None:
    """What is said of each told subject is what the finding says, and every value follows from its rows."""
    found = {finding.subject.key: finding for finding in judged(scenario.finding, files(scenario.given))}
    said: list[str] = []
    for line in scenario.says.splitlines():
        if not line.startswith(" "):
            subject = line.split(" ", 1)[0]
            said = told(found[subject])
            assert said[0] == line.removeprefix(f"{subject} ")
        else:
            assert line.strip() in said


def told(finding: Finding) -> list[str]:
    """Outcome, severity and sentence; then supply, action, notes and rows of the detail."""
    verdict = finding.verdict
    severity = f" {verdict.severity}" if verdict.severity else ""
    rows = [" | ".join(plain(cell) for cell in row) for row in verdict.detail.rows] if verdict.detail else []
    lines = [f"{verdict.outcome}{severity}: {plain(verdict.sentence)}"]
    lines += [f"supply: {verdict.missing.supply}"] if verdict.missing else []
    lines += [f"do: {plain(verdict.action)}"] if verdict.action else []
    lines += [f"note: {plain(note)}" for note in verdict.notes] + [f"row: {row}" for row in rows]
    return [line.replace("\u202f", " ") for line in lines]


def judged(finding: str, given: Sequence[File], imported: Mapping[type[Row], Sequence[Row]] | None = None) -> list[Finding]:
    """One judgement over the records, and over imported rows, as of 31 October 2026. Only what it rests on is measured."""
    practice, judgement = next((p, j) for p in PRACTICES for j in p.judgements if j.name == finding)
    records = assemble(given)
    with connect() as connection:
        load(connection, Recorded.table, Columns.of(Recorded, recorded(records)))
        subjects = subjects_of(connection, [], "Acme")
        there = bool(subjects.of(judgement.judges[0].subject))
        measures = judgement.judges if there else practice.measures
        read = {row.kind for measure in measures for row in (*measure.needs, *measure.also_reads) if issubclass(row, RecordTable)}
        for table in {row for measure in measures for row in (*measure.needs, *measure.also_reads) if not issubclass(row, RecordTable)}:
            load(connection, table.table, Columns.of(table, (imported or {}).get(table, ())))
        connection.execute(views([kind for kind in KINDS if kind.kind in read]))  # what a measure does not declare is not there
        measured = measure_all(connection, measures, subjects, Period.year_to(AS_OF), {}, records.problems)
        bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), subjects.labels)
        findings = judge_all((replace(practice, measures=judgement.judges, judgements=(judgement,)),), bench, {}, recorded=subjects.recorded)
        for measurement in measured:
            if not measurement.missing:
                folded = fold_rows(connection, measurement.measure.fold, rows_table(measurement.measure))
                assert folded[measurement.subject.key][0] == measurement.value
    return findings
