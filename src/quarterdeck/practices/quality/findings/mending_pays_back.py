"""Functions that are hard to follow, and so often changed that mending them pays back soon.

Judges: For each function above the limit of cognitive complexity, what mending it takes (principal), what it costs beyond need each year (interest),
and when the first is paid back by the second, against the longest time that a company should wait for it.

Matters because: Most hard code rests and costs nothing. Where it is changed month after month, every change takes longer than it has to; mending it
is then no tidying but an investment with a date.

Silent when: Code was not parsed or lines not followed (`--deep`), less than half of the production code could be read, the history was cut, or nobody
changed code in the period.

What to do: Mend the function that is named first, with tests, as part of the next change that is planned there; then look at the next. Leave the
others: what is not changed need not be mended. To weigh a whole system, write a decision with the model repay-debt.

Source: Principal and interest after Cunningham, 1992, and Avgeriou, Kruchten, Ozkaya, Seaman, Dagstuhl 16162, 2016. Interest: the person-days spent
there, times the share that plain code would not need, whose upper end is that of Tornhill, Borg: Code Red, TechDebt 2022 (read in its abstract).
Principal: the lines to write anew, each deleted once and added once, at the repository's own speed. What faults cost comes on top and is not in it.
Two years are our judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from quarterdeck.assumptions.catalogue import LOADED_ENGINEER_COST, REWRITTEN_TO_MEND, TIME_LOST_IN_HARD_CODE
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.maths.draws import quotient
from quarterdeck.practices.quality.measures.hard_function_days import HARD_FUNCTION_DAYS
from quarterdeck.practices.quality.measures.hard_function_lines import HARD_FUNCTION_LINES
from quarterdeck.practices.quality.measures.lines_changed_a_day import LINES_CHANGED_A_DAY

LONGEST_BREAK_EVEN = Criterion(
    "longest_break_even", 24, "months", "What is paid back later than this is not worth mending for its own sake.",
    "Our judgement: beyond two years nobody knows whether the code will still be changed, or be there.",
)  # fmt: skip
WORKING_DAYS = 220
"""Days that an engineer works in a year."""
_YEAR, _MONTHS, _SHOWN = 365, 12, 12


@dataclass(frozen=True, slots=True)
class Debt:
    """One hard function: person-days spent there in a year, lines, days to mend it, days lost there in a year, months until it is paid back."""

    file: str
    function: str
    days: float
    lines: float
    principal: Range
    interest: Range
    months: Range


def judge(days: Measurement, bench: Bench) -> Verdict:
    """Any function whose mending is as likely as not paid back in time is not met."""
    where = bench.name("repository", days.subject.key)
    speed = bench.beside(LINES_CHANGED_A_DAY, days.subject)
    lines = bench.beside(HARD_FUNCTION_LINES, days.subject)
    if speed.missing or lines.missing:
        return _unknown(speed.missing or lines.missing, bench, days)
    debts = _debts(days, speed, bench)
    limit = bench.criterion(LONGEST_BREAK_EVEN)
    worth = [debt for debt in debts if debt.months.p50 <= limit]
    if not debts:
        return Verdict(Outcome.MET, say("{where}: nobody changed a function that is hard to follow.", where=where))
    spent = Cited(number(days.value, days.measure.decimals), days.id)
    if not worth:
        sentence = say(
            "{where}: {spent} person-days went into {functions} hard to follow; mending none pays back within {limit} months (soonest: {first}, {months}).",
            where=where, spent=spent, functions=counted(len(debts), "function"), limit=number(limit),
            first=bench.name("function", debts[0].function), months=f"{_told(debts[0].months)} months",
        )  # fmt: skip
        return Verdict(Outcome.MET, sentence)
    first = worth[0]
    sentence = say(
        "{where}: {spent} person-days went into functions that are hard to follow; mending {worth} of {all} pays back within {limit} months{each}.",
        where=where, spent=spent, worth=len(worth), all=len(debts), limit=number(limit), each=" each" if len(worth) > 1 else "",
    )  # fmt: skip
    action = say(
        "Mend {function} in {file} with the next change there: {principal} days of work, paid back in {months} months.",
        function=bench.name("function", first.function), file=bench.name("file", first.file), principal=_told(first.principal), months=_told(first.months),
    )  # fmt: skip
    return Verdict(
        Outcome.NOT_MET, sentence, action=action, severity=Severity.LOW, loss=_loss(days, worth), detail=_detail(debts, bench),
        notes=(say("What faults in these functions cost comes on top. Person-days are days on which somebody committed."),),
    )  # fmt: skip


def _unknown(missing: NotAssessed | None, bench: Bench, days: Measurement) -> Verdict:
    where = bench.name("repository", days.subject.key)
    why = missing.why if missing else "something is missing"
    return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=why), missing=missing)


def _debts(days: Measurement, speed: Measurement, bench: Bench) -> list[Debt]:
    """The hard functions that people changed, those paid back soonest first."""
    lines = {(row.key, row.part): row.contribution for row in bench.rows(bench.beside(HARD_FUNCTION_LINES, days.subject))}
    rewritten, lost = bench.assumed(REWRITTEN_TO_MEND.name), bench.assumed(TIME_LOST_IN_HARD_CODE.name)
    yearly = _YEAR / (days.period.end - days.period.start).days
    found = []
    for row in bench.rows(days):
        size = lines.get((row.key, row.part), 0.0)
        spent = row.contribution * yearly
        if not size or not spent:
            continue
        principal, interest = _times(rewritten, 2 * size / speed.value), _times(lost, spent)
        found.append(Debt(row.key, row.part, spent, size, principal, interest, _times(quotient(principal, interest), _MONTHS)))
    return sorted(found, key=lambda debt: (debt.months.p50, debt.file, debt.function))


def _times(of: Range, factor: float) -> Range:
    return Range(of.p10 * factor, of.p50 * factor, of.p90 * factor)


def _told(of: Range) -> str:
    ends = dict.fromkeys(f"{float(f'{end:.2g}'):g}" for end in (of.p10, of.p90))
    return " to ".join(ends)


def _loss(days: Measurement, worth: list[Debt]) -> Loss:
    return Loss(
        event=f"changes to hard functions take longer in {days.subject.key}",
        factors=(
            Factor("person-days a year in the functions that are worth mending", value=sum(debt.days for debt in worth), measurement=days.id),
            Factor("share of that time that plain code would not need", TIME_LOST_IN_HARD_CODE.name),
            Factor("years of work in a day", value=1 / WORKING_DAYS),
            Factor("cost of an engineer a year", LOADED_ENGINEER_COST.name),
        ),
    )


def _detail(debts: list[Debt], bench: Bench) -> Detail:
    rows = tuple(
        (
            (bench.name("function", debt.function),), (bench.name("file", debt.file),), (number(debt.lines),), (number(debt.days, 1),),
            (_told(debt.principal),), (_told(debt.interest),), (_told(debt.months),),
        )
        for debt in debts[:_SHOWN]
    )  # fmt: skip
    columns = ("Function", "File", "Lines", "Days spent a year", "Days to mend it", "Days lost a year", "Paid back in months")
    return Detail(columns, "llrrrrr", rows, len(debts) - len(rows))


MENDING_PAYS_BACK = Judgement(
    name="mending-pays-back",
    title="Functions whose mending pays back soon",
    strength="No hard function takes so much time that mending it pays back soon",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(HARD_FUNCTION_DAYS, HARD_FUNCTION_LINES, LINES_CHANGED_A_DAY),
    judge=judge,
    criteria=(LONGEST_BREAK_EVEN,),
)
