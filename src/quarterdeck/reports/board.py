"""The board pack: one page that asks, answers and prices, the same each quarter; behind it what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.section import Block, Chart, Document, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.reports import urgent
from quarterdeck.reports.assessment import Assessment
from quarterdeck.reports.facts import Facts, Outcome, Quarter
from quarterdeck.reports.telling import (
    TREATED,
    advanced,
    amount,
    day,
    evened,
    exactly,
    late,
    missing,
    options,
    percent,
    price,
    stake,
    stale,
    unmeasured,
    unread,
    untold,
    value,
    weighed,
    who,
    work_ahead,
    yearly,
)  # fmt: skip

_RISKS, _RESULTS, _DAYS, _ASKS, _UNSEEN, _URGENT = 5, 3, 4, 3, 2, 3
_RISKS_BESIDE = 3
"""Page one is one page: what cannot wait takes the room of two risks and of what is done about the others, which the appendix tells."""
_WHOLE = 100.0
_UNTOLD: Phrase = ("How risks and outcomes have moved is not assessed: the record keeps no earlier numbers.",)
_KEEP = "keep them in a workspace (`quarterdeck init`, `quarterdeck record new`) and assess it"


@dataclass(frozen=True, slots=True)
class Pack:
    """What the pack is made of: facts of the record and of tools, and the assessment."""

    facts: Facts
    assessed: Assessment

    @property
    def as_of(self) -> date:
        """The day that it speaks of."""
        return self.assessed.as_of


def board_pack(given: Pack) -> Document:
    """The whole pack."""
    company = Name("company", given.assessed.company or "The company")
    subtitle = say("{company}: technology, for the board.", company=company)
    appendix = (_decisions, _outcomes, _pace, _register, _spending, _people, _found, _sources)
    sections = [_first_page(given), *(section for make in appendix for section in make(given))]
    footer = say("Made by Quarterdeck {program}. Amounts are ranges: one chance in ten below, one in ten above.", program=given.assessed.program)
    return Document("Board pack", subtitle, str(given.as_of), tuple(sections), (footer,))


def _first_page(given: Pack) -> Section:
    parts = (
        *_due(given),
        Section("ask", "The decision asked", tuple(_ask(given))),
        Section("results", "Outcomes", tuple(_results(given))),
        Section("dates", "Delivery", tuple(_dates(given))),
        Section("risks", "Largest risks", tuple(_risks(given))),
        Section("money", "Spend against plan", (*_money(given.facts.quarter), *untold(given.facts, "budget-line"))),
        Section("people-now", "People", tuple(_people_now(given.facts))),
        Section("asks", "What else we ask", tuple(_asks(given))),
        Section("unseen", "What we cannot see yet", tuple(_unseen(given))),
    )
    return Section("summary", "In one page", (Sentence(_lead(given), "lead"), *parts))


def _due(given: Pack) -> Iterator[Section]:
    found = urgent.due(given.assessed.groups, given.as_of)
    blocks: list[Block] = [Sentence(urgent.told(one, given.facts.choices)) for one in found[:_URGENT]]
    if found[_URGENT:]:
        blocks.append(Sentence(say("{count} more with a day stand in the appendix.", count=len(found) - _URGENT), "note"))
    if found:
        yield Section("due", "What cannot wait for the next meeting", tuple(blocks))


def _lead(given: Pack) -> Phrase:
    if not given.facts.recorded:
        return ("What is decided, risked and planned is not on record yet: this page says what to supply.",)
    if not given.facts.decided:
        why = "what is on record could not be read" if unread(given.facts, "decision") else "no decision is on record"
        return (f"Whether a decision is asked of the board cannot be said: {why}.",)
    if not given.facts.choices and unread(given.facts, "decision"):
        return ("Whether a decision is asked of the board cannot be said: not every decision on record could be read.",)
    if not given.facts.choices:
        return ("No decision is asked of the board today.",)
    first = given.facts.choices[0]
    when = f", {late(first.decide_by, given.as_of)}" if first.decide_by and first.decide_by < given.as_of else ""
    by = f" It is due on {day(first.decide_by)}." if first.decide_by and not when else ""
    return say("We ask for one decision{when}: {name}.{by}", name=first.name, when=when, by=by)


def _ask(given: Pack) -> Iterator[Block]:
    if given.facts.choices:
        yield from _first_choice(given)
    elif given.facts.decided:
        yield Sentence((f"Every decision on record{' that could be read' if unread(given.facts, 'decision') else ''} is taken.",))
    none = missing("decisions-are-recorded", "Which decisions are open: no decision is on record.", _KEEP)
    yield from untold(given.facts, "decision", None if given.facts.decided else none)


def _first_choice(given: Pack) -> Iterator[Block]:
    first = given.facts.choices[0]
    yield Sentence((*options(first), " ", *price(first)))
    until = f" by {day(first.decide_by)}" if first.decide_by else ""
    deciders = (
        say("To be decided{until}, by {names}.", names=listing(list(first.deciders)), until=until)
        if first.deciders
        else ("The record does not say who decides.",)
    )
    stays = stake(first, given.facts)
    yield Sentence((*((*stays, " ") if stays else ()), *deciders, " ", *weighed([first])))


def _results(given: Pack) -> Iterator[Block]:
    known = [one for one in given.facts.outcomes if one.share is not None]
    if not known:
        none = missing("outcomes-are-measured", "How far the company's objectives are: no key result is on record.", f"objectives with key results: {_KEEP}")
        yield from untold(given.facts, "objective", none)
        return
    shown = sorted(known, key=lambda one: (one.share or 0.0, one.name.text))[:_RESULTS]
    marks = tuple(_result(one) for one in shown)
    alternative: Phrase = tuple(part for mark in marks for part in (*mark.words, " "))
    so_what = (*advanced(known, shown), *stale(shown, given.as_of))
    yield Chart(
        "bars", "Share of the way from start to target", so_what, "%", marks, alternative, reference=(_WHOLE, "target"),
    )  # fmt: skip
    beside = unmeasured(given.facts.outcomes)
    if beside:
        yield Sentence(beside, "note")
    yield from untold(given.facts, "objective")


def _result(one: Outcome) -> Mark:
    share = one.share or 0.0
    words = say("{name}: {now} of {target}, from {start}.", name=one.name, now=value(one.current or 0.0, one.unit), target=value(one.target, one.unit),
                start=value(one.baseline, one.unit))  # fmt: skip
    return Mark((one.name,), round(share * _WHOLE), words)


def _dates(given: Pack) -> Iterator[Block]:
    ahead = work_ahead(given.facts.paces)
    open_ = [one for one in given.facts.promises if one.status == "open"]
    if open_:
        rows = tuple(((one.name,), who(one.promised_to), who(one.owner), (day(one.due),), (late(one.due, given.as_of),)) for one in open_[:_DAYS])
        yield TableBlock("", ("Promised", "To", "By", "Day", "Stands"), "lllll", rows, len(open_) - len(rows))
    if ahead:
        yield Sentence(ahead)
    none = missing(
        "delivery-is-forecast", "When what is promised will be done: no milestone is on record, and no work item was imported.",
        "`quarterdeck import work-items FILE`, and milestones in the record",
    )  # fmt: skip
    yield from untold(given.facts, "milestone", None if open_ or ahead else none)


def _risks(given: Pack) -> Iterator[Block]:
    if not given.facts.dangers:
        none = missing("risks-are-recorded", "What may happen and what it would cost: no risk is on record.", f"risks: {_KEEP}")
        yield from untold(given.facts, "risk", none)
        yield from _grave(given)
        return
    crowded = bool(urgent.due(given.assessed.groups, given.as_of))
    shown = given.facts.dangers[: _RISKS_BESIDE if crowded else _RISKS]
    rows = tuple(
        ((one.name,), who(one.owner), (Cited(str(one.loss), "register"),), (one.plan,) if one.plan and not crowded else (TREATED[one.treatment],))
        for one in shown
    )
    columns = ("Risk", "Owner", "Expected a year", "What is done")
    yield TableBlock("", columns, "llrl", rows, len(given.facts.dangers) - len(rows))
    yield from untold(given.facts, "risk")
    yield from _grave(given)


def _grave(given: Pack) -> Iterator[Block]:
    """What was found beside the register, unless it stands above for its day."""
    above = {one.finding.id for one in urgent.due(given.assessed.groups, given.as_of)[:_URGENT]}
    found = [finding for finding in urgent.grave(given.assessed.groups) if finding.id not in above]
    for finding in found[:_URGENT]:
        yield Sentence(say("Found, with no amount: {sentence}", sentence=finding.verdict.sentence))
    if found[_URGENT:]:
        yield Sentence(say("{count} more like these stand in the appendix.", count=len(found) - _URGENT), "note")


def _money(quarter: Quarter | None) -> Iterator[Block]:
    if quarter is None:
        yield missing("spend-is-planned", "Spend against plan: no budget line of the newest quarter is on record.", f"budget lines: {_KEEP}")
    elif quarter.spent is None:
        yield missing(
            "spend-is-booked", f"What was spent in {quarter.name}: {amount(quarter.planned, quarter.currency)} was planned, and no ledger was imported.",
            "`quarterdeck import ledger FILE`",
        )  # fmt: skip
    else:
        yield Sentence(_spent(evened(quarter)))


def _spent(quarter: Quarter) -> Phrase:
    spent = quarter.spent or 0.0
    over = spent - quarter.planned
    parts = [
        (f"{line.purpose} {exactly(abs(line.spent - line.planned), quarter.currency)} {'over' if line.spent >= line.planned else 'under'}",)
        for line in quarter.lines
        if line.spent is not None
    ]
    by = say(" ({parts})", parts=listing(parts)) if parts else ()
    return say(
        "In {name} we spent {spent} of {planned} planned: {over} {side}{by}.", name=quarter.name, spent=Cited(exactly(spent, quarter.currency), "spending"),
        planned=Cited(exactly(quarter.planned, quarter.currency), "spending"), over=exactly(abs(over), quarter.currency), side="over" if over >= 0 else "under",
        by=by,
    )  # fmt: skip


def _people_now(given: Facts) -> Iterator[Block]:
    people = given.people
    if people is None:
        yield missing("people-are-known", "Who is there, who came and who left: no roster was imported.", "`quarterdeck import roster FILE`")
        return
    there = Cited(counted(people.there, "person", "people"), "people")
    told = "{there} on the roster; in the last quarter of a year {joined} joined and {left} left."
    yield Sentence(say(told, there=there, joined=people.joined, left=people.left))


def _asks(given: Pack) -> Iterator[Block]:
    rest = given.facts.choices[1 : 1 + _ASKS]
    for choice in rest:
        by = f", due on {day(choice.decide_by)} ({late(choice.decide_by, given.as_of)})" if choice.decide_by else ""
        cost = say(", {cost}", cost=Cited(str(choice.cost), "decisions")) if choice.cost else ()
        yield Sentence(say("Decide: {name}{by}{cost}.", name=choice.name, by=by, cost=cost))
    if given.facts.late:
        names = listing([say("{what} ({who}, {late})", what=one.what, who=who(one.owner), late=late(one.due, given.as_of)) for one in given.facts.late[:_ASKS]])
        yield Sentence(say("Promised and overdue: {names}.", names=names))
    if not rest and not given.facts.late:
        yield Sentence(("Nothing else.",))


def _unseen(given: Pack) -> Iterator[Block]:
    unseen = [group for group in given.assessed.groups if group.outcome is Ended.NOT_ASSESSED]
    titles = listing([(title,) for title in dict.fromkeys(group.judgement.title[:1].lower() + group.judgement.title[1:] for group in unseen[:_UNSEEN])])
    if not unseen:
        yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, _UNTOLD)
        return
    more = f" and {number(len(unseen) - _UNSEEN)} more" if len(unseen) > _UNSEEN else ""
    words = say("Not judged, or not everywhere: {titles}{more}.", titles=titles, more=more)
    yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, words, notes=(_UNTOLD,))


def _decisions(given: Pack) -> Iterator[Section]:
    rows = tuple(
        (
            (choice.name,), listing(list(choice.options), "or"), (str(choice.cost) if choice.cost else "not said",), (choice.reversibility or "not said",),
            (day(choice.decide_by) if choice.decide_by else "not said",), listing(list(choice.deciders)),
        )
        for choice in given.facts.choices
    )  # fmt: skip
    if rows:
        columns = ("Decision", "Options", "Costs or commits", "Way back", "Decide by", "Decided by")
        table = TableBlock("Decisions that nobody has taken yet", columns, "llrlll", rows)
        yield Section("decisions", "Open decisions", (table, Sentence(weighed(given.facts.choices), "note")))


def _outcomes(given: Pack) -> Iterator[Section]:
    rows = tuple(
        (
            (one.objective,), (one.name,), value(one.baseline, one.unit), value(one.current, one.unit) if one.current is not None else ("not measured",),
            value(one.target, one.unit), (percent(one.share) if one.share is not None else "–",), (str(one.due),), (str(one.measured or "–"),),
        )
        for one in given.facts.outcomes
    )  # fmt: skip
    if rows:
        columns = ("Objective", "Result", "Start", "Now", "Target", "Way done", "By", "Measured")
        yield Section("outcomes", "Outcomes against objectives", (TableBlock("Every key result on record", columns, "llrrrrll", rows),))


def _pace(given: Pack) -> Iterator[Section]:
    rows = tuple(
        ((one.project,), (number(one.open),), (number(one.done),), (str(one.half or "no forecast"),), (str(one.sure or "no forecast"),))
        for one in given.facts.paces
    )
    if rows:
        columns = ("Project", "Open", f"Done in {given.facts.paces[0].weeks} weeks", "Done by, even odds", "Done by, 85 of 100")
        note = "Weeks to come are draws of the weeks of the last year; new work is not counted. Dates of initiatives: `quarterdeck roadmap forecast`."
        yield Section(
            "pace", "When the open work is done", (TableBlock("Work items, as their tracker tells them", columns, "lrrll", rows), Sentence((note,), "note"))
        )


def _register(given: Pack) -> Iterator[Section]:
    dangers = given.facts.dangers
    if not dangers:
        return
    currency = dangers[0].loss.currency
    marks = tuple(
        Mark((one.name,), one.loss.range.p50, say("{name}: {loss}.", name=one.name, loss=yearly(one.loss)), spread=one.loss.range)
        for one in dangers
        if one.loss.currency == currency
    )
    so_what = say("{name} weighs most: {loss} expected.", name=dangers[0].name, loss=yearly(dangers[0].loss))
    chart = Chart(
        "ranges", "Expected yearly loss of each open risk", so_what, f"{currency} a year", marks, tuple(p for mark in marks for p in (*mark.words, " "))
    )
    rows = tuple(
        (
            (one.name,), who(one.owner), (f"{percent(one.likelihood.p10)} to {percent(one.likelihood.p90)}",), (str(one.impact),), (str(one.loss),),
            (one.plan,) if one.plan else (TREATED[one.treatment],), (str(one.review or "–"),),
        )
        for one in dangers
    )  # fmt: skip
    columns = ("Risk", "Owner", "Likely within a year", "Would cost", "Expected a year", "What is done", "Review")
    note = (
        "Expected a year: likelihood times impact, both drawn from their ranges in the record. The risks are not added up: whether they come together is "
        "not known."
    )
    beside = (Sentence(say("Found by the assessment, with no amount: {said}", said=one.verdict.sentence)) for one in urgent.grave(given.assessed.groups))
    yield Section("register", "Risks", (chart, TableBlock("Open risks on record", columns, "llrrrll", rows), Sentence((note,), "note"), *beside))


def _spending(given: Pack) -> Iterator[Section]:
    quarter = given.facts.quarter
    if quarter is None:
        return
    told = [(line.purpose, line.planned, line.spent) for line in quarter.lines] + [("together", quarter.planned, quarter.spent)]
    rows = tuple(
        ((name,), (number(round(planned)),), (number(round(spent)) if spent is not None else "–",), (_over(planned, spent),)) for name, planned, spent in told
    )
    table = TableBlock(f"{quarter.name}, {quarter.currency}", ("Purpose", "Planned", "Spent", "Over or under plan"), "lrrr", rows)
    lines = counted(len(quarter.behind), "budget line")
    note = f"Planned: the middle of {lines} on record. Spent: the imported ledger, by its cost centres where they are the purposes."
    yield Section("spending", "Spend against plan", (table, Sentence((note,), "note")))


def _over(planned: float, spent: float | None) -> str:
    if spent is None or not planned:
        return "–"
    return f"{'+' if spent >= planned else '−'}{percent(abs(spent / planned - 1))}"


def _people(given: Pack) -> Iterator[Section]:
    people = given.facts.people
    if people is None:
        return
    blocks: list[Block] = [Sentence(say("{there} on the roster on this day. Nobody is told apart.", there=counted(people.there, "person", "people")))]
    rows = tuple(
        (
            (Name("question", one.question),), (number(one.mean, 2),), (number(one.before, 2) if one.before is not None else "–",), (number(one.answers),),
            (f"{one.lowest:g} to {one.highest:g}" if one.lowest is not None and one.highest is not None else "–",),
        )
        for one in people.asked
    )  # fmt: skip
    if rows:
        columns = ("Question", "Mean", "Round before", "Answers", "Scale")
        blocks.append(TableBlock(f"What people answered: {people.asked[0].survey}", columns, "lrrrr", rows))
    yield Section("people", "People", tuple(blocks))


def _found(given: Pack) -> Iterator[Section]:
    pressing = [group for group in given.assessed.groups if group.pressing]
    rows = tuple(
        (
            (group.severity.value if group.severity else "",), group.sentence, (str(group.money) if group.money else "–",), group.action, (f"`{group.id}`",),
        )
        for group in pressing
    )  # fmt: skip
    unseen = tuple(
        (group.unjudged, (f"{missing_.why}. {missing_.supply}.",))
        for group in given.assessed.groups
        if group.outcome is Ended.NOT_ASSESSED
        for missing_ in group.missing[:1]
    )
    blocks: list[Block] = []
    if rows:
        how = "`quarterdeck explain ID` tells why, with the ID of the last column. A dash: no source links what was found and an amount."
        blocks.append(Sentence((how,), "note"))
        blocks.append(TableBlock("What to act on", ("Severity", "What was found", "May cost a year", "What to do", "ID"), "llrll", rows))
    if unseen:
        blocks.append(TableBlock("What could not be judged", ("What", "Why, and what settles it"), "ll", unseen))
    if blocks:
        yield Section("found", "What the assessment found", tuple(blocks))


def _sources(given: Pack) -> Iterator[Section]:
    rows = tuple(((one.name,), (one.data_of,), (number(one.rows),), one.origin) for one in given.assessed.sources if one.rows)
    yield Section("sources", "Sources", (TableBlock("What this rests on, with the day of its data", ("Source", "Data of", "Rows", "Origin"), "llrl", rows),))
