"""Evidence told as small tables, without git: who changed which file when, and the files that are there now.

    day         who  what     file              times
    2026-01-05  Ann  adds     shop/cart.py
    2026-02-01  Ben  changes  shop/cart.py      12
    2026-03-01  Ann  moves    shop/cart.py to shop/basket.py

``times`` repeats a line day after day; ``adds`` and ``changes`` are 10 lines added and 2 deleted, or as ``+7 -3`` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeAlias

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.subjects import Subjects
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import authorship, code_lines, history, identities, key_people, touches
from quarterdeck.derived.links import Link
from quarterdeck.evidence.code import Commit, FileChange, IgnoredRevision, Repository, TrackedFile
from quarterdeck.evidence.governance import DocumentReference
from quarterdeck.evidence.lines import LineFlow, LineSpan
from quarterdeck.evidence.structure import Function, FunctionChange, ParsedFile
from quarterdeck.kernel.finding import Finding, Judgement, MeasureRow, Practice
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Columns, Row
from quarterdeck.kernel.text import plain
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.quality import QUALITY

AS_OF = date(2026, 11, 21)
PRACTICES: tuple[Practice, ...] = (KNOWLEDGE, QUALITY)
Told: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Look:
    """What the practices say of the told evidence."""

    bench: RunBench
    findings: Sequence[Finding]

    def measured(self, measure: Measure, repository: str = "shop") -> Measurement:
        """One measurement."""
        return self.bench.beside(measure, Subject("repository", repository))

    def rows(self, measure: Measure, repository: str = "shop") -> list[MeasureRow]:
        """The rows behind it."""
        return list(self.bench.rows(self.measured(measure, repository)))

    def found(self, judgement: Judgement, repository: str = "shop") -> Finding:
        """One finding."""
        return next(f for f in self.findings if f.judgement is judgement and f.subject.key == repository)

    def says(self, judgement: Judgement, repository: str = "shop") -> str:
        """Its sentence, with ordinary spaces."""
        return ordinary(plain(self.found(judgement, repository).verdict.sentence))

    def table(self, judgement: Judgement, repository: str = "shop") -> list[str]:
        """Its detail, a line for each row."""
        detail = self.found(judgement, repository).verdict.detail
        return [" | ".join(ordinary(plain(cell)) for cell in row) for row in detail.rows] if detail else []


def ordinary(words: str) -> str:
    """The words with ordinary spaces."""
    return words.replace("\u202f", " ")


def look(
    changes: str | Mapping[str, Iterable[str]],
    files: str | Mapping[str, str],
    *,
    since: date | None = None,
    until: date = AS_OF,
    shallow: bool = False,
    functions: str = "",
    **criteria: float,
) -> Look:
    """Measure and judge what is told of the repository `shop`, or of several by name, over the year (or ``since``) that ends with ``until``.

    ``functions`` are those of `shop`, a line each with file, name and cognitive complexity; without any, its code was not parsed.
    """
    told = {"shop": changes} if isinstance(changes, str) else {name: "\n".join(lines) for name, lines in changes.items()}
    there = {"shop": files} if isinstance(files, str) else files
    period = Period(since, until + timedelta(days=1)) if since else Period.year_to(until)
    return _look(tuple(told.items()), tuple(there.items()), period, shallow, functions, tuple(criteria.items()))


@cache
def _look(told: Told, there: Told, period: Period, shallow: bool, functions: str, given: tuple[tuple[str, float], ...]) -> Look:
    """One way of telling is looked at once, however many tests ask."""
    commits, touched = _history({name: lines.splitlines() for name, lines in told})
    heads = [Repository(name, "head", datetime.combine(AS_OF, time()), "main", "sha1", shallow) for name, _ in told]
    connection = connect()
    evidence: list[tuple[type[Row], Sequence[Row]]] = [
        (Commit, commits),
        (FileChange, touched),
        (Repository, heads),
        (TrackedFile, _files(dict(there))),
        (IgnoredRevision, []),
        (DocumentReference, []),
        (ParsedFile, [ParsedFile(f.repository, f.path, f.blob, "Python", "", entry=False, unread=0.0) for f in _files(dict(there)) if functions and f.is_code]),
        (Function, _functions(functions)),
        (FunctionChange, []),
        (LineFlow, []),
        (LineSpan, []),
        (Link, []),
    ]
    for row, rows in evidence:
        load(connection, row.table, Columns.of(row, rows))
    people, signatures = identities.identities([(n, e, k) for (n, e), k in Counter((c.author_name, c.author_email) for c in commits).items()], [])
    load(connection, "people", people)
    load(connection, "signatures", signatures)
    history.mark(connection)
    for derived in (history, code_lines, authorship, key_people):
        derived.build(connection)
    touches.build(connection, period)
    criteria = dict(given)
    subjects = Subjects({"repository": [Subject("repository", name) for name, _ in told]})
    measured = measure_all(connection, [m for p in PRACTICES for m in p.measures], subjects, period, criteria)
    names = {("person", person): name for person, name in connection.execute("SELECT person, name FROM people").fetchall()}
    bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, criteria, Pricing(1), names)
    return Look(bench, judge_all(PRACTICES, bench, {}))


def _history(told: Mapping[str, Iterable[str]]) -> tuple[list[Commit], list[FileChange]]:
    commits: list[Commit] = []
    touched: list[FileChange] = []
    for repository, lines in told.items():
        for line in lines:
            cells = re.split(r"\s{2,}", line.strip())
            if len(cells) < 4 or cells[0] == "day":
                continue
            day, who, what, file, *more = cells
            times = next((int(word) for word in more if word.isdigit()), 1)
            for repeat in range(times):
                at = datetime.combine(date.fromisoformat(day) + timedelta(days=repeat), time(12))
                oid = f"c{len(commits)}"
                email = f"{who.lower().replace(' ', '.')}@example.org"
                parents = ("c",) if any(c.repository == repository for c in commits) else ()
                commits.append(Commit(repository, oid, parents, who, email, at, who, email, at, "Change", (), ()))
                touched.extend(_touched(repository, oid, what, file, " ".join(more)))
    return commits, touched


def _touched(repository: str, oid: str, what: str, file: str, more: str) -> list[FileChange]:
    said = re.search(r"\+(\d+) -(\d+)", more)
    added, deleted = (int(said[1]), int(said[2])) if said else (10, 2)
    if what == "moves":
        old, _, new = file.partition(" to ")
        return [FileChange(repository, oid, old, "D", None, 0, 500), FileChange(repository, oid, new, "A", old, 500, 0)]
    kind = {"adds": "A", "changes": "M", "deletes": "D"}[what]
    return [FileChange(repository, oid, file, kind, None, added, deleted)]


def _functions(told: str) -> list[Function]:
    cells = [line.split() for line in told.splitlines() if line.strip()]
    return [Function("shop", path, name, 1 + line, 10, int(weight), int(weight), 2, 1) for line, (path, name, weight) in enumerate(cells)]


def _files(told: Mapping[str, str]) -> list[TrackedFile]:
    rows = []
    for repository, table in told.items():
        for line in table.splitlines():
            cells = line.split()
            if len(cells) < 2 or cells[0] == "file":
                continue
            path, lines, nesting, deepest, role = [*cells, "1", "3", "production"][:5] if len(cells) == 2 else [*cells, "production"][:5]
            code = role in {"production", "test"}
            rows.append(
                TrackedFile(repository, path, path, "Python" if code else None, code, role, 1, int(lines), 0, float(nesting), int(deepest))
            )  # fmt: skip
    return rows
