"""The pictures of reliability: incidents over time, how long users feel them, how error budgets burn, how long storage lasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, number, say
from quarterdeck.practices.reliability.basis import exactly, hours
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT
from quarterdeck.practices.reliability.measures.incident_courses import INCIDENT_COURSES
from quarterdeck.practices.reliability.measures.incidents_by_month import INCIDENTS_BY_MONTH
from quarterdeck.practices.reliability.measures.journey_availability import JOURNEY_AVAILABILITY
from quarterdeck.practices.reliability.measures.safeguards_in_files import SAFEGUARDS_IN_FILES
from quarterdeck.practices.reliability.measures.storage_headroom import STORAGE_HEADROOM
from quarterdeck.practices.reliability.measures.time_to_mitigate import TIME_TO_MITIGATE
from quarterdeck.practices.reliability.timeline import timeline

_NAMED, _RANGES, _LEVELS = 3, 12, 3
_WHOLE = Subject("company", "company")


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """What is drawn of whatever there is; nothing where nothing was imported."""
    subjects = list(dict.fromkeys(finding.subject for finding in findings))
    return (
        *_months(bench.beside(INCIDENTS_BY_MONTH, _WHOLE), bench),
        *timeline(_known(INCIDENT_COURSES, subjects, bench), bench.beside(INCIDENTS_BY_MONTH, _WHOLE), bench),
        *_lasting(_known(TIME_TO_MITIGATE, subjects, bench), bench),
        *_journeys(_known(JOURNEY_AVAILABILITY, subjects, bench), bench),
        *_burning(_known(ERROR_BUDGET_SPENT, subjects, bench)[:_LEVELS], bench),
        *_headroom(_known(STORAGE_HEADROOM, subjects, bench), bench),
        *_readiness(_known(SAFEGUARDS_IN_FILES, subjects, bench), bench),
    )


def _readiness(told: Sequence[Measurement], bench: Bench) -> Iterator[TableBlock]:
    """What files of each repository show: a line each, most kinds first."""
    if told:
        rows = [((bench.name("repository", one.subject.key),), (_kinds(one, bench),)) for one in told]
        yield TableBlock(
            "What files show of readiness", ("Repository", "Kinds of safeguard, and how many of each"), "ll", tuple(rows[:_RANGES]), max(0, len(rows) - _RANGES)
        )


def _kinds(one: Measurement, bench: Bench) -> str:
    times = Counter(row.part for row in bench.rows(one))
    return ", ".join(f"{kind} {number(times[kind])}" for kind in sorted(times, key=lambda kind: (-times[kind], kind)))


def _known(measure: Measure, subjects: Sequence[Subject], bench: Bench) -> list[Measurement]:
    """What a measure says of those that it could assess, greatest first."""
    told = [bench.beside(measure, subject) for subject in subjects if subject.kind == measure.subject]
    return sorted((one for one in told if not one.missing), key=lambda one: (-one.value, one.subject))


def _months(measured: Measurement, bench: Bench) -> Iterator[Chart]:
    """Incidents of each month."""
    if measured.missing:
        return
    rows = sorted(bench.rows(measured), key=lambda row: row.key)
    marks = [Mark((row.key[:7],), row.contribution, (f"{row.key[:7]}: {counted(int(row.contribution), 'incident')}",), at=row.key) for row in rows]
    most = max(rows, key=lambda row: (row.contribution, row.key))
    so_what = say(
        "{mean} incidents a month; {most} in {month}, the busiest.",
        mean=Cited(number(measured.value, 1), measured.id), most=number(most.contribution), month=most.key[:7],
    )  # fmt: skip
    alternative = say("{months} from {first} to {last}. {so_what}", months=counted(len(rows), "month"), first=rows[0].key[:7], last=rows[-1].key[:7],
                      so_what=so_what)  # fmt: skip
    yield Chart("columns", "Incidents by month", so_what, "incidents", tuple(marks), alternative)


def _lasting(lasting: Sequence[Measurement], bench: Bench) -> Iterator[Chart]:
    """How long users felt incidents, with the spread."""
    if lasting:
        longest = lasting[0]
        so_what = say(
            "Half of the incidents of {where} were felt for {time} or more.",
            where=bench.name("service", longest.subject.key), time=Cited(hours(longest.value / 60), longest.id),
        )  # fmt: skip
        yield _spreads("How long users feel an incident", so_what, "minutes", lasting, bench)


def _journeys(told: Sequence[Measurement], bench: Bench) -> Iterator[Chart]:
    """How often whole journeys fail (what works is near a hundred for all), worst first: from the weakest step to what is so whatever fails together."""
    if told:
        worst = told[-1]
        marks = [
            Mark(
                (bench.name("journey", one.subject.key),), 100 * (1 - one.value),
                say("{where}: {low} to {high}, {value} if its steps fail independently", where=bench.name("journey", one.subject.key), low=exactly(_low(one)),
                    high=exactly(_high(one)), value=exactly(one.value)),
                spread=Range(100 * (1 - _high(one)), 100 * (1 - one.value), 100 * (1 - _low(one))),
            )
            for one in reversed(told[-_RANGES:])
        ]  # fmt: skip
        so_what = say("{where} works {share} of the time.", where=bench.name("journey", worst.subject.key), share=Cited(exactly(worst.value), worst.id))
        yield Chart("ranges", "How often whole journeys fail", so_what, "% of the time", tuple(marks), say("{told}.", told=listing([m.words for m in marks])))


def _headroom(headroom: Sequence[Measurement], bench: Bench) -> Iterator[Chart]:
    """Days until storage is full, soonest first."""
    if headroom:
        first = headroom[-1]
        day = bench.as_of + timedelta(days=round(first.value))
        so_what = say("The storage of {where} is full first, about {day}.", where=bench.name("service", first.subject.key), day=Cited(f"{day}", first.id))
        yield _spreads("How long storage lasts", so_what, "days", headroom[::-1], bench)


def _spreads(title: str, so_what: Phrase, unit: str, measured: Sequence[Measurement], bench: Bench) -> Chart:
    marks = [
        Mark(
            (bench.name("service", one.subject.key),), one.value,
            say("{where}: {low} to {high} {unit}, middle {value}", where=bench.name("service", one.subject.key), low=number(_low(one)), high=number(_high(one)),
                unit=unit, value=number(one.value)),
            spread=Range(_low(one), one.value, _high(one)),
        )
        for one in measured[:_RANGES]
    ]  # fmt: skip
    told = listing([mark.words for mark in marks[:_NAMED]])
    return Chart("ranges", title, so_what, unit, tuple(marks), say("{told}.", told=told))


def _low(one: Measurement) -> float:
    return one.value if one.low is None else min(one.low, one.value)


def _high(one: Measurement) -> float:
    return one.value if one.high is None else max(one.high, one.value)


def _burning(spent: Sequence[Measurement], bench: Bench) -> Iterator[Chart]:
    """What is left of error budgets, day by day through their window."""
    if not spent:
        return
    marks = [mark for one in spent for mark in _left(one, bench)]
    told = listing(
        [say("{where} ({spent} spent)", where=bench.name("service-level", one.subject.key), spent=Cited(percent(one.value), one.id)) for one in spent]
    )
    so_what = say("Error budgets at the end of their windows: {told}.", told=told)
    yield Chart("lines", "How error budgets burn", so_what, "% left", tuple(marks), so_what, reference=(0.0, "spent"))


def _left(one: Measurement, bench: Bench) -> list[Mark]:
    rows = bench.rows(one)
    target = next(row.contribution for row in rows if row.part == "target")
    budget = sum(row.contribution for row in rows if row.part in {"good", "bad"}) * (1 - target)
    where = bench.name("service-level", one.subject.key)
    marks, gone = [], 0.0
    for row in sorted((row for row in rows if row.part == "bad"), key=lambda row: row.key):
        gone += row.contribution
        left = 100 * (1 - gone / budget)
        day = date.fromisoformat(row.key)
        marks.append(Mark((f"{day}",), left, say("{where}, {day}: {left} % left", where=where, day=f"{day}", left=number(left)), group=((where,),), at=row.key))
    return marks
