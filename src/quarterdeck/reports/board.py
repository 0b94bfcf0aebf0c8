"""The board pack: one page that asks, answers and prices, the same each quarter; behind it what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.section import Block, Chart, Document, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.reports import urgent
from quarterdeck.reports.board_appendix import appendix
from quarterdeck.reports.facts import Facts, Outcome, Quarter
from quarterdeck.reports.groups import Group
from quarterdeck.reports.pack import Pack as Pack  # noqa: PLC0414  # whoever makes a pack looks for it here
from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.telling import (
    PURPOSES,
    TREATED,
    advanced,
    amount,
    asked,
    day,
    evened,
    exactly,
    in_words,
    late,
    missing,
    options,
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
)  # fmt: skip

_RISKS, _RESULTS, _DAYS, _ASKS, _UNSEEN, _URGENT = 5, 3, 4, 3, 2, 3
_RISKS_BESIDE = 3
"""Page one is one page: what cannot wait takes the room of two risks and of what is done about the others, which the appendix tells."""
_WHOLE = 100.0
_UNTOLD: Phrase = ("How risks and outcomes have moved is not assessed: the record keeps no earlier numbers.",)
_KEEP = "keep them in a workspace (`quarterdeck init`, `quarterdeck record new`) and assess it"


def board_pack(given: Pack) -> Document:
    """The whole pack."""
    company = Name("company", given.assessed.company or "The company")
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
    yield Sentence((*options(first), " ", *price(first)))
    past = first.by is not None and first.by < given.as_of
    until = f" by {day(first.by)}" if first.by and not past else ""
    told = "It was due on {day}, from {names}." if past else "To be decided{until}, by {names}."
    deciders = (
        say(told, names=listing(list(first.deciders)), until=until, day=day(first.by) if first.by else "")
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
    told = "{name}: {now} now, {target} wanted, {start} at the start."
    now, target, start = (value(number, one.unit) for number in (one.current or 0.0, one.target, one.baseline))
    words = say(told, name=one.name, now=now, target=target, start=start)
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
            "spend-is-booked",
            f"What was spent in {in_words(quarter.name)}: {amount(quarter.planned, quarter.currency)} was planned, and no ledger was imported.",
            "`quarterdeck import ledger FILE`",
        )  # fmt: skip
    else:
        yield Sentence(_spent(evened(quarter)))


def _spent(quarter: Quarter) -> Phrase:
    spent = quarter.spent or 0.0
    over = spent - quarter.planned
    parts = [
        (f"{exactly(abs(line.spent - line.planned), quarter.currency)} {'more' if line.spent >= line.planned else 'less'} {PURPOSES.get(line.purpose, '')}",)
        for line in quarter.lines
        if line.spent is not None
    ]
    by = say(" ({parts})", parts=listing(parts)) if parts else ()
    return say(
        "In {name} we spent {spent} of {planned} planned: {over} {side}{by}.", name=in_words(quarter.name),
        spent=Cited(exactly(spent, quarter.currency), "spending"),
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
        cost = say(", {cost}", cost=Cited(str(choice.cost), "decisions")) if choice.cost else ()
        yield Sentence((*asked(choice, given.as_of), *cost, "."))
    if given.facts.late:
        names = listing([say("{what} ({who}, {late})", what=one.what, who=who(one.owner), late=late(one.due, given.as_of)) for one in given.facts.late[:_ASKS]])
        yield Sentence(say("Promised and overdue: {names}.", names=names))
    if not rest and not given.facts.late:
        told = "Nothing else." if given.facts.decided else "Whether something else waits cannot be said: no decision is on record."
        yield Sentence((told,))


def _unseen(given: Pack) -> Iterator[Block]:
    unseen = [group for group in given.assessed.groups if group.outcome is Ended.NOT_ASSESSED]
    titles = listing([(told,) for told in dict.fromkeys(_unseen_plainly(group) for group in unseen[:_UNSEEN])])
    if not unseen:
        yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, _UNTOLD)
        return
    more = f" and {number(len(unseen) - _UNSEEN)} more" if len(unseen) > _UNSEEN else ""
    words = say("Not judged, or not everywhere: {titles}{more}.", titles=titles, more=more)
    yield Statement("not-seen", "not-seen", Ended.NOT_ASSESSED.value, None, words, notes=(_UNTOLD,))


def _unseen_plainly(group: Group) -> str:
    """What could not be judged, in words for somebody who builds no software."""
    plain, title = PLAIN.get(group.judgement.name), group.judgement.title
    return plain.unknown if plain else title[:1].lower() + title[1:]
