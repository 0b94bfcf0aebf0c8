"""The decision paper: one page that asks for one decision, with what each option is worth and what happens without it; behind it what that rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quarterdeck.decisions.paper import basis, changes, ends, finding_out, method, price, tornado, worth_finding_out
from quarterdeck.decisions.recommendation import Recommendation, Standing
from quarterdeck.decisions.wording import amount, share, span
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, plain, say
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.reports.facts import Choice, Danger
from quarterdeck.reports.naming import naming
from quarterdeck.reports.telling import binding, day, late, missing, yearly

_CONTEXT, _DANGERS, _LAPSES, _FAULTS, _LEVERS, _FLIPS = 2, 2, 3, 3, 5, 3
"""Paragraphs of context, risks, contracts, faults, bars and break-evens that page one has room for."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A contract with a vendor of what it is about, whose last day to act lies within a quarter."""

    name: Name
    last: date
    ends: date
    renews: bool | None
    cost: Money | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision on record, what its model says of it, and what hangs on it."""

    decision: Decision
    deciders: tuple[Name, ...]
    consulted: tuple[Name, ...]
    found: Recommendation | None
    faults: tuple[Name, ...]
    """What has to be mended before its model can be run."""
    dangers: tuple[Danger, ...]
    lapses: tuple[Lapse, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """Kind and file of the risks and contracts that could not be read: what they say is not known."""
    known: tuple[Name, ...] = ()
    """Names that stand as mere text in the model's own words."""
    choice: Choice | None = None
    """The decision as other reports ask for it, while nobody has taken it: with the day by which one must act."""


def decision_paper(given: Weighed, company: str, as_of: date, program: str) -> Document:
    """The page, and what it rests on."""
    parts = (
        Section("ask", "The decision asked", tuple(_asked(given))),
        Section("options", "How the options stand", tuple(_standings(given))),
        Section("mind", "What would change the answer", tuple(_mind(given))),
        Section("without", "If nobody decides", tuple(_without(given, as_of))),
        Section("after", "Afterwards", tuple(_after(given, as_of))),
    )
    page = Section("summary", "In one page", (Sentence(_lead(given, as_of), "lead"), *(part for part in parts if part.blocks)))
    names = naming(given.known)
    subtitle = say("{company}: {name}.", company=Name("company", company or "The company"), name=Name("decision", given.decision.name))
    footer = say("Made by Quarterdeck {program}. Ranges: one chance in ten that it is less, one that it is more.", program=program)
    sections = tuple(names.section(section) for section in (page, *_behind(given)))
    return Document("Decision paper", subtitle, str(as_of), sections, (footer,))


def _lead(given: Weighed, as_of: date) -> Phrase:
    """What is asked, of whom, by when; of a decision that was taken, what it was."""
    decision, name = given.decision, Name("decision", given.decision.name)
    if decision.status != "proposed":
        when = f" since {day(decision.date)}" if decision.date else ""
        chosen = say(": {option}", option=Name("option", decision.chosen)) if decision.chosen else ("; the record does not say for which option",)
        return say("{name} is {status}{when}{chosen}.", name=name, status=decision.status, when=when, chosen=chosen)
    asked = say("We ask {who} to decide", who=listing(list(given.deciders))) if given.deciders else ("We ask for a decision",)
    nobody = "" if given.deciders else " The record does not say who decides."
    if decision.decide_by is None:
        return say("{asked}: {name}. The record names no day.{nobody}", asked=asked, name=name, nobody=nobody)
    until = given.choice.by if given.choice and given.choice.by else decision.decide_by
    told = "{asked} now: {name}. It was due on {day}, and is {late}.{nobody}" if until < as_of else "{asked} by {day} ({late}): {name}.{nobody}"
    lead = say(told, asked=asked, name=name, day=day(until), late=late(until, as_of), nobody=nobody)
    return (*lead, *(binding(given.choice) if given.choice else ()))


def _asked(given: Weighed) -> Iterator[Block]:
    decision = given.decision
    for paragraph in _context(decision):
        yield Sentence((Name("reason", paragraph),))
    if decision.options:
        each = listing([(f"({place}) ", Name("option", option)) for place, option in enumerate(decision.options, 1)], "or")
        yield Sentence(say("The options: {options}.", options=each))
    else:
        yield missing("options-are-recorded", "Which options there are.", "list them under `options` in the decision's record")
    door = {"easy": ", and going back is easy", "costly": ", and going back is costly", "irreversible": ", and there is no way back"}
    back = door.get(decision.reversibility or "", "")
    if decision.cost:
        yield Sentence(say("As the record says, it costs or commits {cost}{back}.", cost=str(decision.cost), back=back))
    elif back:
        yield Sentence(say("What it costs is not on record{back}.", back=back))


def _context(decision: Decision) -> list[str]:
    """The first paragraphs of the record's text, before its next heading; else its description."""
    told: list[str] = []
    for block in decision.body.strip().split("\n\n"):
        words = block.strip()
        if words.startswith("# ") and not told:
            continue
        if words.startswith(("#", "- ", "* ", ">")):
            break
        told += [" ".join(words.split())] if words else []
    return told[:_CONTEXT] or ([decision.description] if decision.description else [])


def _standings(given: Weighed) -> Iterator[Block]:
    found = given.found
    if found is None:
        yield from _unweighed(given)
        return
    yield Sentence(answer(found))
    yield standings(found)
    if found.exchange:
        told = "By these weights, one point is worth {worth}."
        yield Sentence(say(told, worth=amount(found.exchange.rate, found.exchange.currency)), "note")
    if found.unweighed:
        options = listing([Name("option", option) for option in found.unweighed])
        yield Sentence(say("Not weighed, because the model does not know them: {options}.", options=options), "note")


def _unweighed(given: Weighed) -> Iterator[Block]:
    words = "What each option is worth, and how likely it is the best."
    if not given.decision.model:
        supply = "name a `model` in the decision's record, with its `inputs`; `docs/reference/decisions.md` says which there are"
        yield missing("options-are-weighed", words, supply)
        return
    said = say("The record names the model {model}, which cannot be run yet. {words}", model=Name("reason", given.decision.model), words=words)
    notes = tuple((fault,) for fault in given.faults[:_FAULTS])
    yield Statement("options-are-weighed", "options-are-weighed", "not_assessed", None, said, notes=notes)


def standings(found: Recommendation) -> TableBlock:
    """Each option: how often it is the best, what it is worth, what choosing it gives up, and the way back."""
    rows = tuple(_standing(one, found) for one in found.standings)
    worth = "Worth" if found.exchange is None else "Worth, in points"
    return TableBlock("", ("Option", "Best in", worth, "Given up on average", "Way back after a year"), "lrrrl", rows)


_CONTESTED = " Most other methods put another option first: the choice is open."


def answer(found: Recommendation, *, briefly: bool = False) -> Phrase:
    """Which option we recommend, and by how much; ``briefly`` without what it is worth against the next."""
    chosen, rival = found.chosen, found.rival
    if chosen is None:
        return ("No option may be chosen: each fails something that must hold.",)
    if rival is None or found.lead is None:
        return say("{option} is the only option that may be chosen.", option=chosen.option)
    verdict = "We recommend {option}." if found.firm else "{option} leads, and not by much."
    told = verdict + " It is the best in {best} of the futures that we drew." + ("" if briefly else " Against {rival}, it is worth {lead}.")
    told += _CONTESTED if found.contested else ""
    return say(told, option=chosen.option, best=share(chosen.best), rival=rival.option, lead=_between(found))


def _between(found: Recommendation) -> str:
    assert found.lead is not None  # asked for only where there are two options
    low, high = found.lead.p10, found.lead.p90
    if low < 0 < high:
        return f"{amount(-low, found.unit)} less to {amount(high, found.unit)} more"
    return f"between {amount(low, '').strip()} and {amount(high, found.unit)} more"


def _standing(one: Standing, found: Recommendation) -> tuple[Phrase, ...]:
    if one.barred:
        return ((one.option,), ("barred",), (span(one.worth, found.unit),), one.barred, (_way_back(one),))
    return ((one.option,), (share(one.best),), (span(one.worth, found.unit),), (amount(one.regret, found.unit),), (_way_back(one),))


def _way_back(one: Standing) -> str:
    if one.sunk is None:
        return "not assessed: its cost is not on record"
    return f"{'hard' if one.door == 'one-way' else 'open'}: {share(one.sunk)} of its cost is lost"


def _mind(given: Weighed) -> Iterator[Block]:
    found = given.found
    if found is None or found.chosen is None or found.rival is None:
        return
    for chart in tornado(found, _LEVERS):
        widest = found.levers[0]
        so_what = say("The lead hangs most on this: {what}. It moves the lead from {ends}.", what=widest.unknown.says, ends=ends(widest, found.unit))
        yield replace(chart, so_what=so_what, marks=tuple(replace(mark, label=_short(mark.label, given.decision)) for mark in chart.marks))
    for block in changes(found):
        yield (
            replace(block, caption="", columns=("If …", "Passes", "We take", "Chance of that"), rows=block.rows[:_FLIPS])
            if isinstance(block, TableBlock)
            else block
        )
    best = worth_finding_out(found)[:1]
    told = "Most worth finding out before choosing: {what}. It is worth up to {price}."
    nothing = "Nothing is worth finding out first: no single number would change the choice often enough."
    yield Sentence(say(told, what=best[0].unknown.says, price=price(best[0].worth_knowing, found)) if best else (nothing,))


def _short(label: Phrase, decision: Decision) -> Phrase:
    """What a bar is called, with an option's number in place of its name."""
    words = plain(label)
    for place, option in enumerate(decision.options, 1):
        if words.startswith(f"{option}: "):
            return (f"({place}) {words.removeprefix(f'{option}: ')}",)
    return label


def _without(given: Weighed, as_of: date) -> Iterator[Block]:
    if given.decision.status != "proposed":
        return
    for one in given.lapses[:_LAPSES]:
        cost = say(", for {cost} a year", cost=str(one.cost)) if one.cost else ()
        told = "{name} renews on {ends}{cost}, unless somebody cancels it by {last} ({late})."
        if one.renews is None:
            told = "{name} ends on {ends}; whether it renews is not on record. If it does{cost}, the last day to cancel is {last} ({late})."
        clash = " That is before this decision is due." if given.decision.decide_by and one.last < given.decision.decide_by else ""
        words = say(told, name=one.name, ends=day(one.ends), cost=cost, last=day(one.last), late=late(one.last, as_of))
        yield Sentence((*words, clash) if clash else words)
    for danger in given.dangers[:_DANGERS]:
        yield Sentence(say("The risk «{name}» stays open on the same systems. It may cost {loss}.", name=danger.name, loss=yearly(danger.loss)))
    more = len(given.dangers[_DANGERS:]) + len(given.lapses[_LAPSES:])
    if more:
        yield Sentence((f"{counted(more, 'more contract or risk hangs', 'more contracts and risks hang')} on the same systems.",), "note")
    if given.unread:
        files = listing([Name("path", path) for _, path in given.unread])
        words = say("Everything that hangs on it: {files} could not be read.", files=files)
        yield missing("without-a-decision", words, "mend what is broken, as `quarterdeck check` says")
    elif not given.lapses and not given.dangers:
        yield missing(
            "without-a-decision", "What happens without a decision: no open risk and no contract that is due names the same systems.",
            "name its `systems` in the decision's record, and keep risks and contracts",
        )  # fmt: skip


def _after(given: Weighed, as_of: date) -> Iterator[Block]:
    decision = given.decision
    if given.consulted:
        yield Sentence(say("Asked beforehand: {names}.", names=listing(list(given.consulted))))
    if decision.expected_outcome:
        yield Sentence(say("If it is right, we shall see: {outcome}", outcome=Name("reason", decision.expected_outcome)))
    if decision.review_date:
        yield Sentence(say("We look at it again on {day} ({late}).", day=day(decision.review_date), late=late(decision.review_date, as_of)))
    else:
        yield missing(
            "review-is-planned", "When we look at it again, and what we should see by then.", "write `review_date` and `expected_outcome` in its record"
        )


def _behind(given: Weighed) -> Iterator[Section]:
    found = given.found
    if found is None:
        return
    told: Sequence[Block] = [Sentence(words) for words in found.arguments]
    blocks = (*told, *changes(found)[:1], *finding_out(found), *found.pictures, Sentence(method(found), "note"))
    yield Section("worked-out", "How the answer was worked out", blocks)
    yield basis(found)
    spoken = number(found.runs)
    yield Section(
        "words", "How to read it",
        (
            Sentence(say("Best in: the share of {runs} drawn futures in which no other option is worth more.", runs=spoken)),
            Sentence(("Worth: one chance in ten that it is less than the first number, one in ten that it is more than the second.",)),
            Sentence(("Given up on average: what the best option of each future would have been worth more than this one.",)),
            Sentence(("Way back: how much of its cost is gone for somebody who changes their mind after a year.",)),
        ),
    )  # fmt: skip
