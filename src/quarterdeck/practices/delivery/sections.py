"""What the report shows of delivery beside its findings: DORA's five for each repository, and what could not be joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding, MeasureRow
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.section import Block, Sentence, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.delivery import pictures
from quarterdeck.practices.delivery.fan import fan
from quarterdeck.practices.delivery.five import five
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.delivery_not_joined import DELIVERY_NOT_JOINED
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.effort_by_purpose import EFFORT_BY_PURPOSE
from quarterdeck.practices.delivery.measures.flow_by_week import FLOW_BY_WEEK
from quarterdeck.practices.delivery.measures.forecasts_kept import QUARTER_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.pull_request_phases import PULL_REQUEST_PHASES
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.measures.work_in_progress import WORK_IN_PROGRESS
from quarterdeck.practices.delivery.measures.work_item_cycle_time import WORK_ITEM_CYCLE_TIME
from quarterdeck.practices.delivery.planned import planned
from quarterdeck.practices.delivery.scoped import COMPANY_EPIC_FORECASTS_KEPT, COMPANY_LITTLES_LAW, COMPANY_OPEN_EPICS, SCOPED

_SHOWN = 30
_CHARTED = 8
_WENT = "It went to "


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """The table of the five, most deployed first, then what was not joined, by reason."""
    repositories = dict.fromkeys(found.subject for found in findings if found.subject.kind == "repository")
    deployed = [one for one in (bench.beside(DEPLOYMENT_FREQUENCY, subject) for subject in repositories) if not one.missing]
    deployed.sort(key=lambda one: (-one.value, one.subject))
    return (*five(deployed, bench), *_deploying(bench), *_flowing(list(repositories), bench), *_unjoined(bench))


def _whole(measure: Measure, bench: Bench) -> Measurement:
    """What a measure says of the company."""
    return bench.beside(SCOPED["company", measure.name], Subject("company", "company"))


def _deploying(bench: Bench) -> Iterator[Block]:
    """How long changes took, how that changed, and when they went out."""
    deployed, failing, lead = (_whole(measure, bench) for measure in (DEPLOYMENT_FREQUENCY, CHANGE_FAIL_RATE, CHANGE_LEAD_TIME))
    days = {} if deployed.missing else {row.key: row.part for row in bench.rows(deployed)}
    if not lead.missing:
        rows = bench.rows(lead)
        yield pictures.lead_times(lead, rows)
        course = pictures.lead_times_by_month(lead, rows, days)
        if course:
            yield course
    if days:
        yield pictures.calendar(deployed, days, {} if failing.missing else {row.key: row.contribution for row in bench.rows(failing)})


def _flowing(repositories: Sequence[Subject], bench: Bench) -> Iterator[Block]:
    """Where pull requests wait, how work flows, what rests, and what days went to."""
    waits = [one for one in (bench.beside(PULL_REQUEST_PHASES, subject) for subject in repositories) if not one.missing]
    if waits:
        waits.sort(key=lambda one: (-one.observations, one.subject))
        yield pictures.phases([(one, bench.rows(one)) for one in waits[:_CHARTED]], bench)
    flowing, cycle, spent = (_whole(measure, bench) for measure in (FLOW_BY_WEEK, WORK_ITEM_CYCLE_TIME, EFFORT_BY_PURPOSE))
    if not flowing.missing:
        yield pictures.flow(flowing, bench.rows(flowing))
        yield from _steady(bench.beside(COMPANY_LITTLES_LAW, Subject("company", "company")))
    done = _whole(THROUGHPUT, bench)
    if not done.missing:
        kept = bench.beside(QUARTER_FORECASTS_KEPT, Subject("company", "company"))
        ahead = fan(done, bench.rows(done), kept, bench.rows(kept), bench.as_of)
        if ahead:
            yield ahead
    yield from _epics(bench)
    yield from planned(repositories, bench)
    aged = [(row, one) for one in (bench.beside(WORK_IN_PROGRESS, subject) for subject in repositories) if not one.missing for row in bench.rows(one)]
    aged = [(row, one) for row, one in aged if row.contribution]
    if aged and not cycle.missing:
        yield pictures.ageing(cycle, aged, bench)
    if not spent.missing:
        yield pictures.effort(spent, bench.rows(spent))


def _steady(law: Measurement) -> Iterator[Block]:
    """Little's law as a check of the flow."""
    if law.missing or law.low is None or law.high is None:
        return
    said = (
        "Little's law: on average {times} times as much was in progress as throughput and cycle time say ({low} to {high}). Alike, the flow is steady; "
        "where it is more, begun work lies, and dates from its pace come too early."
    )
    yield Sentence(say(said, times=Cited(number(law.value, 2), law.id), low=number(law.low, 2), high=number(law.high, 2)), "note")


def _epics(bench: Bench) -> Iterator[Block]:
    """When open epics will be done, the soonest first, and how far to trust it."""
    company = Subject("company", "company")
    epics, kept = bench.beside(COMPANY_OPEN_EPICS, company), bench.beside(COMPANY_EPIC_FORECASTS_KEPT, company)
    if epics.missing:
        return
    rows = sorted(bench.rows(epics), key=lambda row: (row.contribution, row.key))
    cells = tuple((*_promise(row, bench),) for row in rows)
    heading = "When open epics will be done: even odds, and 85 of 100"
    columns = ("Epic", "Open", "Planned for", "By its pace", "Corrected by other epics")
    yield TableBlock(heading, columns, "lrlll", cells[:_SHOWN], max(0, len(cells) - _SHOWN))
    words = (
        "By its pace: what left it and came in each week goes on. Its last items lie longer than that, so these days are corrected by how late forecasts of "
        "other epics were, where six are known."
    )
    yield Sentence((words,), "note")
    if not kept.missing:
        share = Cited(percent(kept.value), kept.id)
        yield Sentence(say("Tried on epics of the past, {share} of the promises at 85 of 100 would have held.", share=share), "note")


def _promise(row: MeasureRow, bench: Bench) -> Iterator[Phrase]:
    """The cells of an open epic: which, how much is open, by when."""
    yield (bench.name("work item", row.key),)
    open_, planned, half, sure, *corrected = row.part.split("; ")
    yield (open_.removesuffix(" open"),)
    yield (planned.removeprefix("planned for ").replace("no day", "–"),)
    yield (f"{_day(half)}, {_day(sure)}",)
    yield (f"{_day(corrected[0])}, {_day(corrected[1])}" if len(corrected) > 1 else "too few others",)


def _day(told: str) -> str:
    """The day of a promise."""
    return told.rpartition(" by ")[2].replace("no day that can be foreseen", "no day")


def _unjoined(bench: Bench) -> tuple[Block, ...]:
    """How much was imported and is counted nowhere."""
    lost = bench.beside(DELIVERY_NOT_JOINED, Subject("company", "company"))
    if lost.missing:
        return ()
    told = [row for row in bench.rows(lost) if row.contribution]
    if not told:
        return (Sentence(say("Everything that was imported of delivery could be joined ({none} left over).", none=Cited("nothing", lost.id)), "note"),)
    lead = say(
        "{count} could not be joined and stand behind no number here. The table `unjoined` lists them.",
        count=Cited(counted(int(lost.value), "thing"), lost.id),
    )  # fmt: skip
    rows = tuple(((row.key,), _why(row.part, bench), (number(row.contribution),)) for row in told[:_SHOWN])
    return (Sentence(lead), TableBlock("What could not be joined, and why", ("What to what", "Why not", "How many"), "llr", rows, max(0, len(told) - _SHOWN)))


def _why(part: str, bench: Bench) -> Phrase:
    """Why something could not be joined, as a sentence begins; an environment is a name, so that a redaction finds it."""
    said, rest = part[:1].upper() + part[1:], ", which is not known to be production"
    if said.startswith(_WENT) and said.endswith(rest):
        return (_WENT, bench.name("environment", said[len(_WENT) : -len(rest)]), rest)
    return (said,)
