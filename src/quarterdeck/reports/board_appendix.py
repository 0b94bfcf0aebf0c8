"""What a board pack rests on: the sections behind its first page, in the same order each quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Block, Chart, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Part, Phrase, counted, listing, number, plain, say
from quarterdeck.reports import urgent
from quarterdeck.reports.budget_page import tables
from quarterdeck.reports.decision_paper import standings
from quarterdeck.reports.facts import Choice, Danger, Outcome, Promise, Quarter
from quarterdeck.reports.groups import Group, alike, named
from quarterdeck.reports.landscape import landscape, roadmap
from quarterdeck.reports.naming import naming
from quarterdeck.reports.pack import Pack
from quarterdeck.reports.telling import TREATED, WAY, advanced, amount, bare, day, exactly, late, percent, value, way, weighed, who, yearly

_CURVES, _GRAVEST, _HEAVIEST, _MOST = 3, 12, 8, 25
_SUMS = frozenset({"all lines", "together"})
_DASH = "A dash: no source links what was found and an amount. "
_HOW = f"`quarterdeck explain ID` tells why, with the ID of the last column. {_DASH}The assessment tells everything: `quarterdeck report assessment`."
_WHOLE = 100.0


def appendix(given: Pack) -> Iterator[Section]:
    """Each of them that has something to say."""
    for make in (_decisions, _outcomes, _promised, _roadmap, _pace, _landscape, _register, _spending, _people, _found, _sources):
        yield from (replace(section, blocks=tuple(map(_short, section.blocks))) for section in make(given))


def _short(block: Block) -> Block:
    """A table of as many rows as a board reads, with its sum: a register of hundreds is read in the application."""
    if isinstance(block, Section):
        return replace(block, blocks=tuple(map(_short, block.blocks)))
    if not isinstance(block, TableBlock) or len(block.rows) <= _MOST:
        return block
    sums = block.rows[-1:] if plain(block.rows[-1][0]).lower() in _SUMS else ()
    return replace(block, rows=(*block.rows[: _MOST - len(sums)], *sums), more=block.more + len(block.rows) - _MOST)


def _decisions(given: Pack) -> Iterator[Section]:
    rows = tuple(
        (
            (choice.name,), listing(list(choice.options), "or"), (str(choice.cost) if choice.cost else "not said",), (choice.reversibility or "not said",),
            (_by(choice),), listing(list(choice.deciders)),
        )
        for choice in given.facts.choices
    )  # fmt: skip
    if rows:
        columns = ("Decision", "Options", "Costs or commits", "Way back", "Decide by", "Decided by")
        table = TableBlock("Decisions that nobody has taken yet", columns, "llrlll", rows)
        yield Section("decisions", "Open decisions", (*_weighed(given), table, Sentence(weighed(given.facts.choices), "note")))


def _weighed(given: Pack) -> Iterator[Block]:
    """What each option of the first decision is worth."""
    if given.weighed and given.weighed.found and given.weighed.found.chosen:
        told = replace(standings(given.weighed.found), caption="What each option is worth")
        yield naming(given.weighed.known).block(told)


def _by(choice: Choice) -> str:
    """The day by which one must act, with the day on record where that would be too late."""
    if choice.by is None:
        return "not said"
    return f"{day(choice.by)} (on record: {day(choice.decide_by)})" if choice.binds and choice.decide_by else day(choice.by)


def _outcomes(given: Pack) -> Iterator[Section]:
    rows = tuple((say("{name} ({objective})", name=one.name, objective=one.objective), *way(one), (str(one.due),)) for one in given.facts.outcomes)
    if not rows:
        return
    days = sorted({one.before_on for one in given.facts.outcomes if one.before_on})
    when = "" if not days else f" of {days[0]}" if len(days) == 1 else f" of {days[0]} to {days[-1]}"
    told = f"Before: the reading{when}. Way done: the share of the way from start to target."
    blocks = (*_ways(given), TableBlock("Every key result on record", ("Result (objective)", *WAY, "Due"), "lrrrrrl", rows), Sentence((told,), "note"))
    yield Section("outcomes", "Outcomes against objectives", blocks)


def _ways(given: Pack) -> Iterator[Block]:
    """How far each result has come, from the least to the greatest."""
    known = sorted((one for one in given.facts.outcomes if one.share is not None), key=lambda one: (one.share or 0.0, one.name.text))
    if not known:
        return
    marks = tuple(_way(one) for one in known)
    alternative = tuple(part for mark in marks for part in (*mark.words, " "))
    yield Chart("bars", "Share of the way from start to target", advanced(known, known), "%", marks, alternative, reference=(_WHOLE, "target"))


def _way(one: Outcome) -> Mark:
    now, target, start = (value(of, one.unit) for of in (one.current or 0.0, one.target, one.baseline))
    words = say("{name}: {now} now, {target} wanted, {start} at the start.", name=one.name, now=now, target=target, start=start)
    return Mark((one.name,), round((one.share or 0.0) * _WHOLE), words)


def _promised(given: Pack) -> Iterator[Section]:
    """Days that somebody counts on, with how what is open of them goes; and what should have been done by now."""
    open_ = [one for one in given.facts.promises if one.status == "open"]
    blocks: list[Block] = []
    if open_:
        rows = tuple(((one.name,), who(one.promised_to), who(one.owner), (str(one.due),), _stands(one, given.as_of)) for one in open_)
        blocks.append(TableBlock("Milestones on record", ("Promised", "To", "By", "Day", "Stands"), "lllll", rows))
    if given.facts.late:
        tasks = tuple(((one.what,), who(one.owner), (str(one.due),), (late(one.due, given.as_of),)) for one in given.facts.late)
        blocks.append(TableBlock("Promised and overdue", ("What", "By", "Day", "Stands"), "llll", tasks))
    if blocks:
        yield Section("promised", "What we promised", tuple(blocks))


def _stands(one: Promise, as_of: date) -> Phrase:
    """How far off its day is, and when the work that is open of it will be done, where a tracker tells."""
    if not one.forecast:
        return (late(one.due, as_of),)
    days = "no day" if not one.half else "{half} with even odds, " + ("{sure} in 85 of 100 futures" if one.sure else "no day in 85 of 100 futures")
    how = "as other epics went" if one.corrected else "at its pace"
    return say(f"{{late}}; {how} {days}", late=late(one.due, as_of), half=day(one.half) if one.half else "", sure=day(one.sure) if one.sure else "")


def _roadmap(given: Pack) -> Iterator[Section]:
    chart = roadmap(given.works, given.as_of)
    if chart:
        told = "A bar runs from the first to the last day on record. The lighter bar reaches from even odds to 85 of 100: by the range that the work was"
        note = f"{told} estimated at, the people on it, and that it is not done yet."
        yield Section("roadmap", "Roadmap", (chart, Sentence((note,), "note")))


def _landscape(given: Pack) -> Iterator[Section]:
    chart = landscape(given.systems)
    if chart:
        yield Section("landscape", "Landscape", (chart,))


def _pace(given: Pack) -> Iterator[Section]:
    rows = tuple(
        ((one.project,), (number(one.open),), (number(one.done),), (str(one.half or "no forecast"),), (str(one.sure or "no forecast"),))
        for one in given.facts.paces
    )
    if rows:
        columns = ("Project", "Open", f"Done in {given.facts.paces[0].weeks} weeks", "Done by, even odds", "Done by, 85 of 100")
        note = "Weeks to come are draws of the weeks of the last year; new work is not counted. Dates of initiatives: `quarterdeck roadmap forecast`."
        table = TableBlock("Work items, as their tracker tells them", columns, "lrrll", rows)
        apart = any(one.corrected for one in given.facts.promises if one.status == "open")
        why = "What was promised may be done later than this says: its days are corrected by how late forecasts of other epics were, and these are not."
        notes = (Sentence((note,), "note"), *((Sentence((why,), "note"),) if apart else ()))
        yield Section("pace", "When the open work is done", (*([given.fan] if given.fan else []), table, *notes))


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
    alike = {one.loss.currency for one in dangers} == {currency}
    told = bare if alike else str
    rows = tuple(
        (
            (one.name,), who(one.owner), (f"{percent(one.likelihood.p10)} to {percent(one.likelihood.p90)}",), (told(one.impact),), (told(one.loss),),
            _done(one, given.as_of),
        )
        for one in dangers
    )  # fmt: skip
    money = (f"{title}, {currency}" if alike else title for title in ("Would cost", "Expected a year"))
    columns = ("Risk", "Owner", "Likely within a year", *money, "What is done, and when it is looked at again")
    note = (
        "Expected a year: likelihood times impact, both drawn from their ranges in the record. The risks are not added up: whether they come together is "
        "not known."
    )
    beside = (Sentence(say("Found by the assessment, with no amount: {said}", said=one.verdict.sentence)) for one in urgent.grave(given.assessed.groups))
    table = TableBlock("Open risks on record", columns, "llrrrl", rows)
    yield Section("register", "Risks", (chart, *_exceedance(dangers), table, Sentence((note,), "note"), *beside))


def _done(one: Danger, as_of: date) -> Phrase:
    """What is done about a risk, and the day of its next review, where there is one; how late that is, where it has passed."""
    told: Phrase = (one.plan,) if one.plan else (TREATED[one.treatment],)
    if one.review and one.review < as_of:
        return (*told, f"; review was due on {day(one.review)}, {late(one.review, as_of)}")
    return (*told, f"; review {day(one.review)}") if one.review else told


def _exceedance(dangers: Sequence[Danger]) -> Iterator[Block]:
    """How likely a year costs more than an amount, of the gravest risks: what their expected loss does not say."""
    shown = [one for one in dangers[:_CURVES] if one.exceeds and one.loss.currency == dangers[0].loss.currency]
    told = [(one, rare) for one in shown if (rare := _rarely(one)) is not None]
    if not told:
        return
    currency = dangers[0].loss.currency
    marks = tuple(
        Mark((one.name,), share, say("{name}: more than {amount} in {share} of years.", name=one.name, amount=amount(of, currency), share=percent(share / 100)),
             group=((one.name,),), at=str(round(of)))
        for one in shown
        for of, share in one.exceeds
    )  # fmt: skip
    worst, rare = max(told, key=lambda pair: pair[1])
    so_what = say("In one year of a hundred, {name} costs more than {amount}.", name=worst.name, amount=amount(rare, currency))
    alternative = tuple(
        part
        for one, of in told
        for part in say(
            "{name}: more than nothing in {any} of years, more than {amount} in one of a hundred. ", name=one.name, any=percent(one.exceeds[0][1] / 100),
            amount=amount(of, currency),
        )
    )  # fmt: skip
    yield Chart("curve", f"Share of years in which a risk costs more than an amount, in {currency}", so_what, "%", marks, alternative)


def _rarely(danger: Danger) -> float | None:
    """The amount that a year exceeds once in a hundred; nothing where the risk itself is rarer."""
    often = [of for of, share in danger.exceeds if share >= 1]
    return often[-1] if often and often[-1] > 0 else None


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
    note = f"Planned: the middle of {lines} on record. Spent: the imported ledger and bills, as `quarterdeck budget` tells them."
    budget = given.facts.budget
    yearly_ = (Section("budget", f"The budget of {budget.year}", tuple(tables(budget))),) if budget else ()
    yield Section("spending", "Spend against plan", (*_waterfall(quarter), table, Sentence((note,), "note"), *yearly_))


def _waterfall(quarter: Quarter) -> Iterator[Block]:
    """From the plan to what was spent, purpose by purpose, to the last digit, as the table below."""
    steps = [(line.purpose.capitalize(), line.spent - line.planned) for line in quarter.lines if line.spent is not None]
    if quarter.spent is None or len(steps) < len(quarter.lines) or not steps:
        return
    worst, by = max(steps, key=lambda step: abs(step[1]))
    said = [("Planned", quarter.planned), *steps, ("Spent", quarter.spent)]
    words = [(f"{name}: {exactly(of, quarter.currency)}.",) for name, of in said]
    marks = tuple(Mark((name,), of, told, group=(("total",),) if name in {"Planned", "Spent"} else ()) for (name, of), told in zip(said, words, strict=True))
    side = "more" if by >= 0 else "less"
    so_what = say("{purpose} moved it most: {amount} {side} than planned.", purpose=worst, amount=exactly(abs(by), quarter.currency), side=side)
    yield Chart("waterfall", f"From plan to spending, {quarter.name}", so_what, quarter.currency, marks, tuple(p for told in words for p in (*told, " ")))


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
        blocks.append(Sentence(("Which end of a scale is good, an export of answers does not tell: read each mean beside its question.",), "note"))
    yield Section("people", "People", tuple(blocks))


def _found(given: Pack) -> Iterator[Section]:
    """The gravest of what was found, how the rest spreads over the practices, and what weighs most of what could not be judged."""
    pressing = [group for group in given.assessed.groups if group.pressing]
    priced = any(group.money for group in pressing[:_GRAVEST])
    rows = tuple(
        (
            (group.severity.value if group.severity else "",), group.sentence, *([(str(group.money) if group.money else "–",)] if priced else []), group.action,
            (f"`{group.id}`",),
        )
        for group in pressing[:_GRAVEST]
    )  # fmt: skip
    unseen = [
        (_unjudged(together), (f"{missing_.why}. {missing_.supply}.",))
        for together in alike([group for group in given.assessed.groups if group.outcome is Ended.NOT_ASSESSED])
        for missing_ in together[0].missing[:1]
    ]
    blocks: list[Block] = []
    if rows:
        columns = ("Severity", "What was found", *(["May cost a year"] if priced else []), "What to do", "ID")
        blocks.append(Sentence((_HOW if priced else _HOW.replace(_DASH, ""),), "note"))
        blocks.append(TableBlock("What to act on first", columns, "llrll" if priced else "llll", rows, len(pressing) - len(rows)))
    if len(pressing) > len(rows) or len(unseen) > _HEAVIEST:
        blocks.append(_spread(given, pressing))
    if unseen:
        shown = tuple(unseen[:_HEAVIEST])
        blocks.append(TableBlock("What could not be judged", ("What", "Why, and what settles it"), "ll", shown, len(unseen) - len(shown)))
    if blocks:
        yield Section("found", "What the assessment found", tuple(blocks))


def _spread(given: Pack, pressing: Sequence[Group]) -> TableBlock:
    """How much there is to act on in each practice, by severity, and how much could not be judged."""
    there = [severity for severity in Severity if any(group.severity is severity for group in pressing)]
    rows = []
    for practice in given.assessed.practices:
        own = [group for group in pressing if group.practice == practice.name]
        blind = sum(group.outcome is Ended.NOT_ASSESSED for group in given.assessed.groups if group.practice == practice.name)
        counts = [sum(group.severity is severity for group in own) for severity in there] + [blind]
        if any(counts):
            rows.append(((practice.title,), *((number(count) if count else "–",) for count in counts)))
    columns = ("Practice", *(severity.value.capitalize() for severity in there), "Not judged everywhere")
    return TableBlock("All that was found, by practice", columns, "l" + "r" * (len(there) + 1), tuple(rows))


def _unjudged(together: tuple[Group, ...]) -> Phrase:
    """One judgement, or several that wait for the same."""
    first, *others = together
    if not others:
        return first.unjudged
    told = named([one.judgement.title for one in together])
    return say("{count} judgements could not be made in {where}: {told}.", count=len(together), where=first.where, told=told)


def _sources(given: Pack) -> Iterator[Section]:
    """What came from the same place, or was imported, and is of the same day stands in one row: how many rows each has, the assessment says."""
    together: dict[tuple[str, Phrase], list[Phrase]] = {}
    files: dict[tuple[str, Phrase], dict[Phrase, None]] = {}
    for one in given.assessed.sources:
        if one.rows:
            imported = one.origin[:1] == _IMPORTED
            key = one.data_of, _IMPORTED if imported else one.origin
            together.setdefault(key, []).append((one.name,))
            files.setdefault(key, {}).update({one.origin[1:]: None} if imported else {})
    rows = tuple((listing(names), (key[0],), (*key[1], *_listed(tuple(files[key])))) for key, names in together.items())
    yield Section("sources", "Sources", (TableBlock("What this rests on, with the day of its data", ("Source", "Data of", "Origin"), "lll", rows),))


_IMPORTED: Phrase = ("imported from ",)


def _listed(files: Sequence[Phrase]) -> Iterator[Part]:
    for place, names in enumerate(files):
        yield from (", ", *names) if place else names
