"""The board pack: one page that asks, answers and prices, the same each quarter; behind it what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.reports import urgent
from quarterdeck.reports.board_appendix import appendix
from quarterdeck.reports.decision_paper import answer, standings
from quarterdeck.reports.facts import Choice, Facts, Promise, Quarter
from quarterdeck.reports.groups import Group
from quarterdeck.reports.naming import naming
from quarterdeck.reports.pack import Pack as Pack  # noqa: PLC0414  # whoever makes a pack looks for it here
from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.telling import (
    PURPOSES,
    TREATED,
    WAY,
    advanced,
    amount,
    asked,
    bare,
    day,
    evened,
    exactly,
    in_words,
    late,
    latest,
    missing,
    options,
    price,
    since,
    stake,
    stale,
    trend,
    unmeasured,
    unread,
    untold,
    way,
    weighed,
    who,
)  # fmt: skip
from quarterdeck.reports.walk import Rewriting

_RISKS, _RESULTS, _DAYS, _ASKS, _UNSEEN, _URGENT = 5, 3, 3, 2, 2, 2
_RISKS_BESIDE = 3
"""Page one is one page, in type that a board reads: the appendix tells the rest. What cannot wait takes the room of two risks and of what is done."""
_KEEP = "keep them in a workspace (`quarterdeck init`, `quarterdeck record new`) and assess it"


def board_pack(given: Pack) -> Document:
    """The whole pack."""
    company = Name("company", given.assessed.company) if given.assessed.company else "The company"
    subtitle = say("{company}: technology, for the board.", company=company)
    sections = [_first_page(given), *appendix(given)]
    footer = say("Made by Quarterdeck {program}. Amounts are ranges: one chance in ten below, one in ten above.", program=given.assessed.program)
    return Document("Board pack", subtitle, str(given.as_of), tuple(sections), (footer,))


def _first_page(given: Pack) -> Section:
    parts = (
        *_due(given),
        Section("ask", "The decision asked", tuple(_ask(given))),
        Section("results", "Outcomes", tuple(_results(given))),
        Section("dates", "Delivery", tuple(_dates(given))),
        Section("risks", "Largest risks", tuple(_risks(given))),
        Section("money", "Money and people", (*_money(given.facts), *untold(given.facts, "budget-line"), *_people_now(given.facts))),
        Section("asks", "What else we ask", tuple(_asks(given))),
        Section("unseen", "What we cannot see yet", tuple(_unseen(given))),
    )
    return Section("summary", "In one page", (Sentence(_lead(given), "lead"), *parts))


def _due(given: Pack) -> Iterator[Section]:
    found = urgent.due(given.assessed.groups, given.as_of)
    told = [urgent.told(one, given.facts.choices) for one in found[:_URGENT]]
    if found[_URGENT:]:
        told[-1] = (*told[-1], *say(" {count} more with a day stand in the appendix.", count=len(found) - _URGENT))
    if found:
        yield Section("due", "What cannot wait for the next meeting", tuple(map(Sentence, told)))


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
    when = f", {late(first.by, given.as_of)}" if first.by and first.by < given.as_of else ""
    by = f" It is due on {day(first.by)}." if first.by and not when else ""
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
    found = given.weighed.found if given.weighed else None
    if given.weighed and found and found.chosen:
        names = naming(given.weighed.known)
        yield Sentence(names.phrase(answer(found, briefly=True)))
        yield _narrow(standings(found), names)
        yield Sentence((*price(first), " ", *_when(given, first)))
        return
    yield Sentence((*options(first), " ", *price(first)))
    yield Sentence((*_when(given, first), " ", *weighed([first])))


def _narrow(told: TableBlock, names: Rewriting) -> TableBlock:
    """How often each option is the best, and its way back; what each is worth stands in the appendix."""
    kept = (0, 1, len(told.columns) - 1)
    rows = tuple(tuple(names.phrase(row[index]) for index in kept) for row in told.rows)
    return replace(told, columns=tuple(told.columns[index] for index in kept), align="lrl", rows=rows)


def _when(given: Pack, first: Choice) -> Phrase:
    """What stays without a decision, by when it is due, and who takes it."""
    past = first.by is not None and first.by < given.as_of
    until = f" by {day(first.by)}" if first.by and not past else ""
    told = "It is for {names} to decide{until}."
    deciders = say(told, names=listing(list(first.deciders)), until=until) if first.deciders else ("The record does not say who decides.",)
    stays = stake(first, given.facts)
    return (*((*stays, " ") if stays else ()), *deciders)


def _results(given: Pack) -> Iterator[Block]:
    known = [one for one in given.facts.outcomes if one.share is not None]
    if not known:
        none = missing("outcomes-are-measured", "How far the company's objectives are: no key result is on record.", f"objectives with key results: {_KEEP}")
        yield from untold(given.facts, "objective", none)
        return
    shown = sorted(known, key=lambda one: (one.share or 0.0, one.name.text))[:_RESULTS]
    yield Sentence((*advanced(known, shown), *since(known), *stale(shown, given.as_of)))
    yield TableBlock("", ("Furthest behind", *WAY[1:]), "lrrrr", tuple(((one.name,), *way(one)[1:]) for one in shown))
    beside = unmeasured(given.facts.outcomes)
    if beside:
        yield Sentence(beside, "note")
    yield from untold(given.facts, "objective")


def _dates(given: Pack) -> Iterator[Block]:
    open_ = [one for one in given.facts.promises if one.status == "open"]
    ahead = () if any(one.forecast for one in open_) else tuple(_all_open(given.facts))
    rows = tuple(((one.name,), who(one.owner), (_due_day(one, given.as_of),), *_foreseen(one)) for one in open_[:_DAYS])
    if rows or ahead:
        columns = ("Promised", "By", "Day", "Done, even odds", "Done, 85 of 100")
        yield TableBlock("", columns, "lllll", (*rows, *ahead), len(open_) - len(rows))
    none = missing(
        "delivery-is-forecast", "When what is promised will be done: no milestone is on record, and no work item was imported.",
        "`quarterdeck import work-items FILE`, and milestones in the record",
    )  # fmt: skip
    yield from untold(given.facts, "milestone", None if open_ or ahead else none)


def _all_open(facts: Facts) -> Iterator[tuple[Phrase, ...]]:
    """When all work that is open today will be done, by the pace of items; an epic's own day, corrected by how others went, may be later."""
    last = latest(facts.paces)
    if last:
        yield ("All work open today",), ("–",), ("–",), (Cited(str(last.half), "pace"),), (Cited(str(last.sure), "pace"),)


def _due_day(one: Promise, as_of: date) -> str:
    return f"{one.due} ({late(one.due, as_of)})" if one.due < as_of else str(one.due)


def _foreseen(one: Promise) -> tuple[Phrase, Phrase]:
    """When what is open of it will be done, where a tracker tells."""
    if not one.forecast:
        return ("–",), ("–",)
    half, sure = (str(of) if of else "no day" for of in (one.half, one.sure))
    return (half,), (sure,)


def _risks(given: Pack) -> Iterator[Block]:
    if not given.facts.dangers:
        none = missing("risks-are-recorded", "What may happen and what it would cost: no risk is on record.", f"risks: {_KEEP}")
        yield from untold(given.facts, "risk", none)
        yield from _grave(given)
        return
    crowded = bool(urgent.due(given.assessed.groups, given.as_of))
    shown = given.facts.dangers[: _RISKS_BESIDE if crowded else _RISKS]
    compared = given.facts.since is not None
    alike = {one.loss.currency for one in shown} == {shown[0].loss.currency}
    rows = tuple(
        (
            (one.name,), who(one.owner), (Cited(bare(one.loss) if alike else str(one.loss), "register"),), *(((trend(one),),) if compared else ()),
            (one.plan,) if one.plan and not crowded else (TREATED[one.treatment],),
        )
        for one in shown
    )  # fmt: skip
    columns = ("Risk", "Owner", f"Expected a year{f', {shown[0].loss.currency}' if alike else ''}", *(("Trend",) if compared else ()), "What is done")
    yield TableBlock("", columns, "llr" + "l" * (len(columns) - 3), rows, len(given.facts.dangers) - len(rows))
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


def _money(facts: Facts) -> Iterator[Block]:
    quarter = facts.quarter
    if quarter is None:
        yield missing("spend-is-planned", "Spend against plan: no budget line of the newest quarter is on record.", f"budget lines: {_KEEP}")
    elif quarter.spent is None:
        planned, when = amount(quarter.planned, quarter.currency), in_words(quarter.name)
        if quarter.elsewhere:
            booked = amount(quarter.elsewhere, quarter.currency)
            words = f"What was spent of the {planned} planned for {when}: {booked} were booked, for none of its lines."
            yield missing("spend-is-booked", words, "write `booked_as`, what the ledger calls it, into the budget lines")
            return
        yield missing("spend-is-booked", f"What was spent in {when}: {planned} was planned, and no ledger was imported.", "`quarterdeck import ledger FILE`")
    else:
        yield Sentence((*_spent(evened(quarter)), *_year(facts)))


def _year(facts: Facts) -> Phrase:
    """What the year will come to, by the same figures."""
    budget = facts.budget
    if budget is None or budget.completes is None or budget.actuals is None:
        return ()
    planned = sum(line.planned for line in budget.lines)
    low, high = (exactly(float(f"{end:.3g}"), "").strip() for end in budget.completes)
    ends = low if low == high else f"{low} to {high}"
    return say(
        " {year} will come to {ends} of {planned} planned.", year=str(budget.year), ends=Cited(f"{ends} {budget.currency}", "spending"),
        planned=exactly(round(planned), budget.currency),
    )  # fmt: skip


def _spent(quarter: Quarter) -> Phrase:
    spent = quarter.spent or 0.0
    over = spent - quarter.planned
    moved = [(line.spent - line.planned, PURPOSES.get(line.purpose, "")) for line in quarter.lines if line.spent is not None]
    most, purpose = max(moved, key=lambda of: abs(of[0]), default=(0.0, ""))
    what = f"{exactly(abs(most), quarter.currency)} {'more' if most >= 0 else 'less'} {purpose}"
    by = f" ({'above all ' if moved[1:] else ''}{what})" if most else ""
    dark = f" Of {counted(quarter.dark, 'line')} nobody can tell what was booked." if quarter.dark else ""
    told, planned = (Cited(exactly(of, quarter.currency), "spending") for of in (spent, quarter.planned))
    return say(
        "In {name} we spent {spent} of {planned} planned: {over} {side}{by}.{dark}", name=in_words(quarter.name), spent=told, planned=planned,
        over=exactly(abs(over), quarter.currency), side="over" if over >= 0 else "under", by=by, dark=dark,
    )  # fmt: skip


def _people_now(given: Facts) -> Iterator[Block]:
    people = given.people
    if people is None:
        yield missing("people-are-known", "Who is there, who came and who left: no roster was imported.", "`quarterdeck import roster FILE`")
        return
    there = Cited(counted(people.there, "person", "people"), "people")
    told = "{there} on the roster; in the last three months {joined} joined and {left} left."
    yield Sentence(say(told, there=there, joined=people.joined, left=people.left))


def _asks(given: Pack) -> Iterator[Block]:
    rest = given.facts.choices[1:]
    shown = rest if len(rest) == _ASKS + 1 else rest[:_ASKS]  # a line that counts the last one would be no shorter than it
    for choice in shown:
        cost = say(", {cost}", cost=Cited(str(choice.cost), "decisions")) if choice.cost else ()
        left = len(rest) - len(shown) if choice is shown[-1] else 0
        yield Sentence((*asked(choice, given.as_of), *cost, ".", *(say(" {count} more stand in the appendix.", count=left) if left else ())))
    if given.facts.late:
        first, *others = given.facts.late
        oldest = say("Promised and overdue: {what} ({who}, {late})", what=first.what, who=who(first.owner), late=late(first.due, given.as_of))
        yield Sentence((*oldest, *(say(", and {count} more.", count=len(others)) if others else (".",))))
    if not rest and not given.facts.late:
        told = "Nothing else." if given.facts.decided else "Whether something else waits cannot be said: no decision is on record."
        yield Sentence((told,))


def _unseen(given: Pack) -> Iterator[Block]:
    unseen = [group for group in given.assessed.groups if group.outcome is Ended.NOT_ASSESSED]
    titles = listing([(told,) for told in dict.fromkeys(_unseen_plainly(group) for group in unseen[:_UNSEEN])])
    moved = _unmoved(given.facts)
    if unseen:
        more = f" and {number(len(unseen) - _UNSEEN)} more" if len(unseen) > _UNSEEN else ""
        words = say("Not judged everywhere: {titles}{more}.", titles=titles, more=more)
        yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, words, notes=(moved,) if moved else ())
    elif moved:
        yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, moved)


def _unmoved(facts: Facts) -> Phrase:
    """What cannot be set beside the last quarter."""
    parts = [] if facts.since else ["risks"]
    parts += [] if any(one.before is not None for one in facts.outcomes) else ["outcomes"]
    return (f"How {' and '.join(parts)} have moved is not assessed: no earlier numbers are on record.",) if parts else ()


def _unseen_plainly(group: Group) -> str:
    """What could not be judged, in words for somebody who builds no software."""
    plain, title = PLAIN.get(group.judgement.name), group.judgement.title
    return plain.unknown if plain else title[:1].lower() + title[1:]
