"""The chief executive's brief: two minutes, one page, no jargon."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement
from quarterdeck.kernel.text import Name, Phrase, counted, listing, say
from quarterdeck.reports.facts import Promise
from quarterdeck.reports.groups import Group
from quarterdeck.reports.pack import Pack
from quarterdeck.reports.plain_changes import plainly_changed
from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.strong import everywhere, well_plainly
from quarterdeck.reports.telling import TREATED, day, evened, exactly, in_words, late, latest, missing, percent, spelled, unread, untold, who, yearly

_RISKS, _FOUND, _STRONG, _UNKNOWN, _DAYS = 2, 3, 3, 2, 2


def chief_brief(given: Pack) -> Document:
    """The whole page."""
    company = Name("company", given.assessed.company) if given.assessed.company else "The company"
    parts = (
        Section("attention", "What needs your attention", tuple(_attention(given))),
        Section("strong", "What goes well", tuple(_strong(given))),
        Section("promised", "What we promised", tuple(_promised(given))),
        Section("cost", "What it costs", tuple(_cost(given))),
        Section("changed", "What changed", tuple(_changed(given))),
        Section("decide", "What you can do", tuple(_decide(given))),
        Section("unknown", "What we do not know", tuple(_unknown(given))),
    )
    page = Section("summary", "In two minutes", (Sentence(_lead(given), "lead"), *parts))
    footer = say("Made by Quarterdeck {program}. What each sentence rests on stands in the board pack and in the assessment.", program=given.assessed.program)
    return Document("Brief for the chief executive", say("{company}: technology.", company=company), str(given.as_of), (page,), (footer,))


def _lead(given: Pack) -> Phrase:
    parts: list[Phrase] = []
    waiting = len(given.facts.choices)
    if waiting:
        parts.append((f"{spelled(waiting, 'decision')} {'waits' if waiting == 1 else 'wait'}",))
    overdue = sum(one.status == "open" and one.due < given.as_of for one in given.facts.promises)
    if overdue:
        parts.append((f"{spelled(overdue, 'promise')} {'is' if overdue == 1 else 'are'} late",))
    quarter = given.facts.quarter
    if quarter and quarter.spent is not None and quarter.planned:
        over = quarter.spent / quarter.planned - 1
        parts.append((f"last quarter cost {percent(abs(over))} {'more' if over >= 0 else 'less'} than planned",))
    if not parts:
        found = len([group for group in given.assessed.groups if group.pressing])
        return say("We looked at the software itself, and found {found} to act on.", found=counted(found, "thing") if found else "nothing")
    told = listing(parts)
    first = told[0]
    return (first[:1].upper() + first[1:] if isinstance(first, str) else first, *told[1:], ".")


def _attention(given: Pack) -> Iterator[Block]:
    for danger in given.facts.dangers[:_RISKS]:
        words = say("{name}. This may cost {loss}.", name=danger.name, loss=yearly(danger.loss))
        plan = say(" What is done: {plan}.", plan=danger.plan) if danger.plan else say(" It is {treated}.", treated=TREATED[danger.treatment])
        notes = (say("{owner} answers for it.{plan}", owner=who(danger.owner), plan=plan),)
        yield Statement(danger.id, "risk", Ended.NOT_MET.value, danger.severity, words, notes=notes)
    groups = [group for group in given.assessed.groups if group.pressing]
    for group in groups[:_FOUND]:
        money = (f"May cost {group.money} a year.",) if group.money else None
        yield Statement(group.id, group.judgement.name, Ended.NOT_MET.value, group.severity, wrong_plainly(group), money)
    yield from untold(given.facts, "risk")
    if not groups and not given.facts.dangers:
        yield Sentence(("Nothing that we could judge.",))


def wrong_plainly(group: Group) -> Phrase:
    """What was found, in words for somebody who builds no software."""
    plain = PLAIN.get(group.judgement.name)
    if plain and {finding.subject.kind for finding in group.findings} == {"company"}:
        return say(plain.wrong.replace(": {where}", ""), where=group.where)  # of the company as a whole its name tells no place
    return say(plain.wrong, where=group.where) if plain else say("{title}: {where}.", title=group.judgement.title, where=group.where)


def _strong(given: Pack) -> Iterator[Block]:
    met = everywhere(given.assessed.groups)
    reached = [one for one in given.facts.outcomes if one.share is not None and one.share >= 1]
    for one in reached[:1]:
        yield Sentence(say("Reached: {name}.", name=one.name))
    for group in met[: _STRONG - len(reached[:1])]:
        well = well_plainly(group)
        rest = group.of - len(group.findings)
        unseen = f", {rest} could not be judged" if rest else ""
        yield Sentence((f"{well} ({len(group.findings)} looked at{unseen}).",))
    if not met and not reached:
        yield Sentence(("Nothing that we could judge is above its mark everywhere yet.",))


def _promised(given: Pack) -> Iterator[Block]:
    open_ = [one for one in given.facts.promises if one.status == "open"][:_DAYS]
    for one in open_:
        to = say(" to {to}", to=one.promised_to) if one.promised_to else ()
        said = say("{name}{to}: {day}, {late}.", name=one.name, to=to, day=day(one.due), late=late(one.due, given.as_of))
        yield Sentence((*said, *_likely(one)))
    ahead = latest(given.facts.paces)
    if ahead and ahead.half and ahead.sure:
        told = "The work that is open today is done by {half} as likely as not, and by {sure} in 85 of 100 cases."
        yield Sentence(say(told, half=day(ahead.half), sure=day(ahead.sure)))
    none = missing("promises", "When what we promised will be done.", "milestones in the record, or `quarterdeck import work-items FILE`")
    yield from untold(given.facts, "milestone", None if open_ or ahead else none)


def _likely(one: Promise) -> Phrase:
    """When its work will be done as likely as not."""
    if not one.forecast:
        return ()
    return say(" As likely as not, its work is done by {half}.", half=day(one.half)) if one.half else (" Its work gives no day by which it is done.",)


def _cost(given: Pack) -> Iterator[Block]:
    quarter = given.facts.quarter
    if quarter is None or quarter.spent is None:
        yield missing("cost", "What technology costs against its plan.", "budget lines in the record, and `quarterdeck import ledger FILE`")
        return
    even = evened(quarter)
    spent, planned = exactly(even.spent or 0.0, quarter.currency), exactly(even.planned, quarter.currency)
    yield Sentence(say("In {name} we spent {spent}. The plan was {planned}.", name=in_words(quarter.name), spent=spent, planned=planned))


def _changed(given: Pack) -> Iterator[Block]:
    if given.compared is None:
        yield Sentence(("What got better or worse we do not know: no earlier look is kept.",))
    else:
        yield from plainly_changed(given.compared, given.changes, given.assessed.groups, 1)


def _decide(given: Pack) -> Iterator[Block]:
    for index, choice in enumerate(given.facts.choices, 1):
        when = f" It was due on {day(choice.by)}." if choice.by and choice.by < given.as_of else ""
        by = f" It is due on {day(choice.by)}." if choice.by and not when else ""
        cost = f" It commits {choice.cost}." if choice.cost else ""
        yield Sentence(say("{index}. Have this decided: {name}.{when}{cost}", index=str(index), name=choice.name, when=when or by, cost=cost))
    if given.facts.decided and not given.facts.choices:
        yield Sentence((f"No decision on record{' that we could read' if unread(given.facts, 'decision') else ''} waits.",))
    none = missing("choices", "Which decisions wait.", "decisions in the record (`quarterdeck init`)")
    yield from untold(given.facts, "decision", None if given.facts.decided else none)


def _unknown(given: Pack) -> Iterator[Block]:
    names = dict.fromkeys(group.judgement for group in given.assessed.groups if group.outcome is Ended.NOT_ASSESSED)
    told = [(PLAIN[judgement.name].unknown,) for judgement in names if judgement.name in PLAIN][:_UNKNOWN]
    rest = counted(len(names) - len(told), "more thing" if told else "thing")
    more = f", and {rest}" if len(names) > len(told) and told else ""
    if names:
        words = say("We do not know everywhere {told}{more}.", told=listing(told), more=more) if told else (f"{rest} could not be judged everywhere.",)
        yield Statement("not-known", "not-known", Ended.NOT_ASSESSED.value, None, words)
    else:
        yield Sentence(("Everything that we looked for could be judged.",))
