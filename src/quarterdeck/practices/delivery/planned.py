"""Planned against delivered, quarter by quarter: what was due, and what was planned for sprints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, Sentence, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, number
from quarterdeck.practices.delivery.measures.done_in_planned_sprint import DONE_IN_PLANNED_SPRINT
from quarterdeck.practices.delivery.measures.items_done_when_due import ITEMS_DONE_WHEN_DUE
from quarterdeck.practices.delivery.scoped import COMPANY_DONE_IN_PLANNED_SPRINT, COMPANY_ITEMS_DONE_WHEN_DUE

_SHOWN = 30
_COLUMNS = ("Due", "Done by their day", "Planned for sprints", "Done in their sprint")
_COMPANY = Subject("company", "company")


def planned(repositories: Sequence[Subject], bench: Bench) -> Iterator[Block]:
    """What was planned for each quarter and how much of it came; then the same of each repository over the period."""
    measured = [bench.beside(measure, _COMPANY) for measure in (COMPANY_ITEMS_DONE_WHEN_DUE, COMPANY_DONE_IN_PLANNED_SPRINT)]
    counted = [{} if one.missing else _by_quarter(one, bench) for one in measured]
    quarters = sorted({*counted[0], *counted[1]})
    if not quarters:
        return
    rows = tuple(((quarter,), *_cells(measured, [counts.get(quarter, []) for counts in counted])) for quarter in quarters)
    yield TableBlock("Planned against delivered, by quarter", ("Quarter", *_COLUMNS), "lrrrr", rows)
    words = "What was carried into a later sprint counts as planned in both. A share that is known can be planned with: promise as much as is kept."
    yield Sentence((words,), "note")
    told = tuple(_of_one(one, bench) for one in repositories)
    told = tuple(row for row in told if row)
    yield TableBlock("Planned against delivered, by repository", ("Repository", *_COLUMNS), "lrrrr", told[:_SHOWN], max(0, len(told) - _SHOWN))


def _of_one(repository: Subject, bench: Bench) -> tuple[Phrase, ...]:
    """A row of its own over the period; none where nothing was planned."""
    measured = [bench.beside(measure, repository) for measure in (ITEMS_DONE_WHEN_DUE, DONE_IN_PLANNED_SPRINT)]
    if all(one.missing for one in measured):
        return ()
    kept = [[] if one.missing else [row.contribution for row in bench.rows(one)] for one in measured]
    return ((bench.name("repository", repository.key),), *_cells(measured, kept, doors=False))


def _by_quarter(one: Measurement, bench: Bench) -> Mapping[str, list[float]]:
    """What each planned item contributed, by its quarter."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in bench.rows(one):
        found[row.part.rpartition(", ")[2]].append(row.contribution)
    return found


def _cells(measured: Sequence[Measurement], kept: Sequence[list[float]], *, doors: bool = True) -> Iterator[Phrase]:
    """How much was planned, and which share of it came; a dash where nothing was."""
    for one, came in zip(measured, kept, strict=True):
        yield (number(len(came)) if came else "–",)
        share, count = (percent(sum(came) / len(came)), f" ({number(sum(came))})") if came else ("–", "")
        yield (Cited(share, one.id), count) if came and doors else (share + count,)
