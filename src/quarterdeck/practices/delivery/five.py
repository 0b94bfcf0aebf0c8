"""DORA's five as tables: of each repository, team and system over the period, and of each quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.section import Block, Sentence, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, number
from quarterdeck.practices.delivery.measures import delivery_over_time as told
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.deployment_rework_rate import DEPLOYMENT_REWORK_RATE
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME
from quarterdeck.practices.delivery.scoped import SCOPED

_SHOWN = 30
_FIVE = (DEPLOYMENT_FREQUENCY, CHANGE_LEAD_TIME, CHANGE_FAIL_RATE, FAILED_DEPLOYMENT_RECOVERY_TIME, DEPLOYMENT_REWORK_RATE)
_COLUMNS = ("Deployments", "Lead time, days", "Change fail rate", "Recovery, hours", "Rework rate")
_KINDS = {"team": "Team", "system": "System"}
_COMPANY = Subject("company", "company")


def five(deployed: Sequence[Measurement], bench: Bench) -> Iterator[Block]:
    """Of each repository, most deployed first, then of each team and system, then how they changed."""
    if not deployed:
        return
    yield _whole("DORA's five, from imported deployments", "Repository", deployed, _FIVE, bench)
    words = (
        "Medians with the 10th and 90th percentile; shares with the range that so few deployments leave open. "
        "Compare each with its own past, never with its neighbour."
    )
    yield Sentence((words,), "note")
    yield from _over_time(bench)


def _whole(heading: str, called: str, deployed: Sequence[Measurement], measures: Sequence[Measure], bench: Bench, *, doors: int = 5) -> TableBlock:
    """A row for each subject: the five over the whole period; of so many of them the explanation is in the report, `explain` has it of all."""
    rows = tuple(
        (
            (bench.name(one.subject.kind, one.subject.key),),
            *(_cell(measure, bench.beside(measure, one.subject), door=at < doors) for at, measure in enumerate(measures)),
        )
        for one in deployed[:_SHOWN]
    )
    return TableBlock(heading, (called, *_COLUMNS), "lrrrrr", rows, max(0, len(deployed) - _SHOWN))


def _over_time(bench: Bench) -> Iterator[Block]:
    """The company quarter by quarter, then teams and systems: first over the period, then quarter by quarter."""
    company = bench.beside(told.DELIVERY_OVER_TIME["company"], _COMPANY)
    if company.missing:
        return
    quarters = _by_quarter(company, bench)["company"]
    rows = tuple(((_when(quarter, company),), *_cells(numbers, company)) for quarter, numbers in quarters.items())
    yield TableBlock("DORA's five over time: the company", ("When", *_COLUMNS), "lrrrrr", rows)
    for kind, called in _KINDS.items():
        told_of = bench.beside(told.DELIVERY_OVER_TIME[kind], _COMPANY)
        if told_of.missing:
            continue
        found = _by_quarter(told_of, bench)
        measures = [SCOPED[kind, measure.name] for measure in _FIVE]
        deployed = sorted((bench.beside(measures[0], Subject(kind, key)) for key in found), key=lambda one: (-one.value, one.subject))
        yield _whole(f"DORA's five by {kind}", called, deployed, measures, bench, doors=1 if kind == "team" else 0)
        rows = tuple(
            ((bench.name(kind, one.subject.key),), (_when(quarter, one),), *_cells(numbers, None))
            for one in deployed
            for quarter, numbers in found[one.subject.key].items()
        )
        yield TableBlock(f"DORA's five over time, by {kind}", (called, "When", *_COLUMNS), "llrrrrr", rows[: 2 * _SHOWN], max(0, len(rows) - 2 * _SHOWN))


def _by_quarter(one: Measurement, bench: Bench) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """The numbers of each quarter, in order, of each subject."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(bench.rows(one), key=lambda row: (row.key, row.part)):
        quarter, _, part = row.part.partition(": ")
        found[row.key][quarter][part] = row.contribution
    return found


def _when(quarter: str, one: Measurement) -> str:
    """The quarter or month, with the day on which the period begins or ends where it holds only a part of it."""
    year, _, part = quarter.replace("-", " ").partition(" ")
    months = 3 if part.startswith("Q") else 1
    first = (int(part.removeprefix("Q")) - 1) * months + 1
    begin = date(int(year), first, 1)
    end = date(int(year) + (first + months) // 13, (first + months - 1) % 12 + 1, 1)
    cut = [f"from {one.period.start}"] if one.period.start > begin else []
    cut += [f"to {one.period.end - timedelta(days=1)}"] if one.period.end < end else []
    return f"{quarter} ({' '.join(cut)})" if cut else quarter


def _cells(numbers: Mapping[str, float], explained: Measurement | None) -> Iterator[Phrase]:
    """The five of one quarter; a dash where there is no basis."""
    count = number(numbers.get(told.DEPLOYMENTS, 0))
    yield (Cited(count, explained.id),) if explained else (count,)
    lead = numbers.get(told.LEAD)
    yield ("–",) if lead is None else (f"{number(lead, 1)} ({number(numbers[told.LEAD_LOW], 1)} to {number(numbers[told.LEAD_HIGH], 1)})",)
    rate = numbers.get(told.FAIL_RATE)
    yield ("–",) if rate is None else (f"{percent(rate)} ({number(numbers[told.FAILED])} of {number(numbers[told.TRIED])})",)
    recovery, rework = numbers.get(told.RECOVERY), numbers.get(told.REWORK)
    yield ("–",) if recovery is None else (number(recovery, 1),)
    yield ("–",) if rework is None else (percent(rework),)


def _cell(measure: Measure, one: Measurement, *, door: bool) -> Phrase:
    """The value with its range; a dash where it is not assessed."""
    if one.missing:
        return ("–",)
    shown = percent if measure.unit.startswith("of ") else (lambda value: number(value, 0 if one.low is None else 1))
    value = shown(one.value)
    spread = "" if one.low is None or one.high is None else f" ({shown(one.low)} to {shown(one.high)})"
    return (Cited(value, one.id), spread) if door else (value + spread,)
