"""A roadmap as pages: the plan with its distance from the best, dates with their certainty, scenarios side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from quarterdeck.decisions.roadmap import Initiative, expected
from quarterdeck.decisions.roadmap_forecast import Forecast
from quarterdeck.decisions.roadmap_plan import RoadmapPlan
from quarterdeck.decisions.roadmap_prices import Price
from quarterdeck.decisions.roadmap_reading import Reading
from quarterdeck.decisions.wording import MINUS, amount
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, counted, say

_NOW, _NEXT = 3, 9
_CUT = 3


def month(start: date, number: int) -> str:
    """The month of this number, from 0: ``2026-11``."""
    whole = start.year * 12 + start.month - 1 + number
    return f"{whole // 12}-{whole % 12 + 1:02d}"


def percent(part: float) -> str:
    """``3.2 %``."""
    return f"{part:.1%}".replace("%", "\u202f%")


def plan_page(reading: Reading, found: RoadmapPlan) -> Section:
    """What to do when, how good that is, what is left out, and what one more of everything scarce is worth."""
    if not found.starts:
        return Section("roadmap", "Roadmap", (Sentence(_no_plan(found), "lead"), *_busy(reading), *_conflict(found), *_aside(reading)))
    return Section(
        "roadmap", "Roadmap",
        (
            Sentence(_answer(reading, found), "lead"), Sentence(_quality(reading, found)), *_busy(reading), gantt(reading, found),
            _now_next_later(reading, found), *_left_out(found), *_prices(found), *_aside(reading),
        ),
    )  # fmt: skip


def _answer(reading: Reading, found: RoadmapPlan) -> Phrase:
    told = "{scope} The {done} that fit into the {months} months from {start} save {worth} of the cost of delay by then."
    return say(told, scope=_scope(reading, found), done=len(found.starts), months=found.roadmap.months, start=month(reading.start, 0),
               worth=amount(found.worth, found.roadmap.currency))  # fmt: skip


def _scope(reading: Reading, found: RoadmapPlan) -> str:
    """How many of those on record are planned, and what became of the others."""
    able, aside = len(found.roadmap.initiatives), len(reading.unplanned)
    running = sum(1 for one in reading.unplanned if one.running)
    out = f", {able - len(found.starts)} {'finds' if able - len(found.starts) == 1 else 'find'} no room" if able > len(found.starts) else ""
    unable = f", {aside} cannot be planned" + (f" ({running} of them running)" if running else "") if aside else ""
    return f"{counted(able + aside, 'open initiative')} on record: {len(found.starts)} planned{out}{unable}."


def _busy(reading: Reading) -> Sequence[Sentence]:
    """What runs and is not planned: why and where, who is kept back for it, and who counts as free though they are not."""
    running = [one for one in reading.unplanned if one.running]
    if not running:
        return ()
    told = [Sentence(say("Running, and not planned: {all}.", all="; ".join(f"{one.title} ({one.file}): {one.why}" for one in running)))]
    held = "; ".join(f"{one.title}: {', '.join(one.held)}" for one in running if one.held)
    free = "; ".join(f"{one.title}: {', '.join(one.free)}" for one in running if one.free)
    told += [Sentence(say("Kept back for them, and not free for the plan: {held}.", held=held))] if held else []
    warned = "Careful: whoever else works on what runs and is not planned counts as free here, though they are not. {free}."
    more = " The plan may promise more than people can do."
    told += [Sentence(say(warned + more, free=free))] if free else []
    return told


def _quality(reading: Reading, found: RoadmapPlan) -> Phrase:
    alone = f" for the {len(found.roadmap.initiatives)} that can be planned, and says nothing of the others" if reading.unplanned else ""
    ended = {
        "optimal": f"No plan is better: that is proved{alone}.",
        "stopped": "The search was stopped at its time limit; no plan can be more than {gap} better.",
        "interrupted": "The search was interrupted; this is the best plan so far, and no plan can be more than {gap} better.",
        "unproved": "How far it is from the best is not known: the optimiser is not installed (pip install 'quarterdeck[roadmap]').",
    }.get(found.ended, "How far it is from the best is not known.")
    if found.ended == "interrupted" and not isfinite(found.gap):
        ended = "The search was interrupted before it could tell how far from the best this plan is."
    beside = " Greedy CD3 saves {greedy}, {less} less." if found.greedy_worth < found.worth - 1e-6 else " Greedy CD3 finds the same."
    return say(ended + beside, gap=percent(found.gap), greedy=amount(found.greedy_worth, found.roadmap.currency),
               less=percent(1 - found.greedy_worth / found.worth) if found.worth else "nothing")  # fmt: skip


def _no_plan(found: RoadmapPlan) -> Phrase:
    if not found.roadmap.initiatives:
        return ("There is no initiative that can be planned.",)
    if found.ended == "infeasible":
        return ("There is no plan: what must be done does not fit together.",)
    more = "Allow more time with --seconds" + (", and install the optimiser (pip install 'quarterdeck[roadmap]')" if found.ended == "unproved" else "")
    return (f"No plan was found; whether there is one is not known. {more}.",)


def _conflict(found: RoadmapPlan) -> Sequence[Block]:
    if not found.rules:
        return ()
    proof = "the smallest set that contradicts itself" if found.smallest else "a set that contradicts itself; a smaller one may"
    rows = tuple((((rule[:1].upper() + rule[1:]),),) for rule in found.rules)
    return (TableBlock(f"These cannot all hold ({proof})", ("rule",), "l", rows), Sentence(("Let go of any one of them.",), "note"))


def _ordered(found: RoadmapPlan) -> list[Initiative]:
    planned = [one for one in found.roadmap.initiatives if one.name in found.starts]
    return sorted(planned, key=lambda one: (found.starts[one.name], one.name))


def gantt(reading: Reading, found: RoadmapPlan, ends: Mapping[str, tuple[int, int]] | None = None) -> Chart:
    """When each initiative runs, as a picture; ``ends`` gives the months (excluded) of even odds and of 85 in 100."""
    marks = []
    for one in _ordered(found):
        begins, done = found.starts[one.name], found.starts[one.name] + one.months
        words = say("{name}: {first} to {last}", name=one.called, first=month(reading.start, begins), last=month(reading.start, done - 1))
        sure = ends.get(one.name) if ends else None
        if sure:
            half, late = (month(reading.start, end - 1) for end in sure)
            words = (*words, f"; done in {half} with even odds, in {late} in 85 of 100 runs")
        first = _first_day(reading.start, begins)
        long, *spread = ((_first_day(reading.start, end) - first).days - 1 for end in (done, *(sure or ())))
        drawn = Range(float(min(long, spread[0])), float(spread[0]), float(spread[1])) if sure else None
        marks.append(Mark((one.title or one.name,), float(long), words, group=((_when(begins).capitalize(),),), at=str(first), spread=drawn))
    told = "; ".join("".join(str(part) for part in mark.words) for mark in marks)
    title = "When each initiative runs" + (", with its end of even odds and of 85 in 100" if ends else "")
    return Chart("gantt", title, say("Work from {start} on.", start=month(reading.start, 0)), "", tuple(marks), (f"{told}.",))


def _first_day(start: date, number: int) -> date:
    """The first day of a month of the plan."""
    whole = start.year * 12 + start.month - 1 + number
    return date(whole // 12, whole % 12 + 1, 1)


def _when(starts: int) -> str:
    return "now" if starts < _NOW else "next" if starts < _NEXT else "later"


def _now_next_later(reading: Reading, found: RoadmapPlan) -> TableBlock:
    rows = []
    for one in _ordered(found):
        start = found.starts[one.name]
        when = _when(start)
        teams = dict.fromkeys(demand.team for demand in one.demands)
        people = "; ".join(f"{team} ({', '.join(demand.skill for demand in one.demands if demand.team == team)})" for team in teams)
        rows.append(((when,), (one.name,), (month(reading.start, start),), (month(reading.start, start + one.months - 1),),
                     (f"{amount(expected(one.cost_of_delay), found.roadmap.currency)} a month",), (people,)))  # fmt: skip
    return TableBlock("Now, next, later", ("", "initiative", "starts", "done in", "cost of delay", "people"), "llrrrl", tuple(rows))


def _left_out(found: RoadmapPlan) -> Sequence[Block]:
    out = [one for one in found.roadmap.initiatives if one.name not in found.starts]
    if not out:
        return ()
    rows = tuple(((one.name,), (f"{amount(expected(one.cost_of_delay), found.roadmap.currency)} a month",), (counted(one.months, "month"),)) for one in out)
    return (TableBlock("Not in the plan: no room, or done too late to bring anything", ("initiative", "cost of delay", "takes"), "lrr", rows),)


def _prices(found: RoadmapPlan) -> Sequence[Block]:
    if not found.prices:
        nothing = "No single limit costs anything: more people or money would add nothing."
        return (Sentence((nothing,)),) if found.ended in {"optimal", "stopped"} else ()
    currency = found.roadmap.currency
    more = tuple(((_more(price, currency),), (_span(price, currency),)) for price in found.prices if not price.rule)
    rules = tuple(((price.rule,), (_span(price, currency),)) for price in found.prices if price.rule)
    how = "(found by planning anew, to the most that is possible)"
    told = ((f"What one more would be worth {how}", "one more", more), (f"What letting a rule go would be worth {how}", "rule", rules))
    return tuple(TableBlock(caption, (head, "worth"), "lr", rows) for caption, head, rows in told if rows)


def _more(price: Price, currency: str) -> str:
    if not price.scarce.team:
        return f"{amount(price.step, currency)} more a quarter"
    return f"one more person in {price.scarce.team}: {' or '.join(sorted(price.scarce.skills))}"


def _span(price: Price, currency: str) -> str:
    ends = dict.fromkeys(amount(value, "").strip() for value in (price.found, price.most))
    return f"{' to '.join(ends)} {currency}"


def _aside(reading: Reading) -> Sequence[Block]:
    notes = tuple(Sentence((note,), "note") for note in reading.notes)
    if not reading.unplanned:
        return notes
    rows = tuple(((one.title or one.name,), ("running" if one.running else "",), (one.why,), (one.supply,), (one.file,)) for one in reading.unplanned)
    return (TableBlock("Not assessed: these cannot be planned", ("initiative", "", "why", "what to do", "where"), "lllll", rows), *notes)


def forecast_page(reading: Reading, found: RoadmapPlan, seen: Forecast, runs: int) -> Section:
    """Dates with their certainty, what the rest hangs on, and what goes first when something must."""
    late = sorted(seen.outcomes, key=lambda one: -one.late)
    currency = found.roadmap.currency
    lead = say(
        "In half of {runs} runs the roadmap saves {middle} or more; in nine of ten it saves {low}. The plan says {planned}.",
        runs=runs, middle=amount(seen.worth[1], currency), low=amount(seen.worth[0], currency), planned=amount(seen.planned, currency),
    )  # fmt: skip
    rows = tuple(
        ((one.initiative.name,), (month(reading.start, one.planned - 1),), (month(reading.start, one.p50 - 1),), (month(reading.start, one.p85 - 1),),
         (percent(one.late),), (f"{one.crucial:.2f}",))
        for one in seen.outcomes
    )  # fmt: skip
    table = TableBlock("When each is done", ("initiative", "planned", "P50", "P85", "late in", "crucial"), "lrrrrr", rows)
    so_what = say("{name} is the least certain: late in {late}.", name=late[0].initiative.called, late=percent(late[0].late)) if late else ("",)
    chart = replace(gantt(reading, found, {one.initiative.name: (one.p50, one.p85) for one in seen.outcomes}), so_what=so_what)
    return Section(
        "roadmap-forecast",
        "Roadmap: what becomes of it",
        (Sentence(lead, "lead"), Sentence((_scope(reading, found),)), *_busy(reading), table, chart, *_cuts(seen, currency), *_aside(reading)),
    )


def _cuts(seen: Forecast, currency: str) -> Sequence[Block]:
    may = sorted((one for one in seen.outcomes if not one.initiative.must), key=lambda one: one.cut)[:_CUT]
    note = Sentence(("Crucial: how strongly its own length moves the worth of the whole (rank correlation; 0 not at all, 1 alone).",), "note")
    if not may:
        return (note,)
    rows = tuple(((one.initiative.name,), (f"{amount(one.cut, currency)} a person-month",)) for one in may)
    return (note, TableBlock("What to cut first: what loses least for each person-month that it frees", ("initiative", "loses"), "lr", rows))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A change of the roadmap, in words, with its plan."""

    name: str
    plan: RoadmapPlan


def compare_page(reading: Reading, scenarios: Sequence[Scenario]) -> Section:
    """Scenarios side by side; the first is the roadmap as it stands."""
    base = scenarios[0].plan
    rows = []
    for one in scenarios:
        plan, currency = one.plan, one.plan.roadmap.currency
        differs = sorted({*plan.starts} ^ {*base.starts})
        most = "" if not plan.starts else percent(plan.gap) if isfinite(plan.gap) else "not known"
        gain = amount(plan.worth - base.worth, currency) if plan.starts and base.starts else "no plan"
        rows.append((
            (one.name,), (str(len(plan.starts)),), (amount(plan.worth, currency) if plan.starts else "no plan",), (gain if plan is not base else "",),
            (most,), (", ".join(f"{'+' if name in plan.starts else MINUS} {name}" for name in differs[:4]),),
        ))  # fmt: skip
    columns = ("scenario", "planned", "saves", "against the first", "at most better by", "initiatives that differ")
    conflicts = [
        Sentence(say("{name}: these cannot all hold: {rules}.", name=one.name, rules="; ".join(one.plan.rules))) for one in scenarios if one.plan.rules
    ]
    return Section(
        "roadmap-compare", "Roadmap: scenarios side by side", (TableBlock("", columns, "lrrrrl", tuple(rows)), *conflicts, *_busy(reading), *_aside(reading))
    )
