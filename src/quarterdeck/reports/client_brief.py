"""The brief for a client of a fractional chief technology officer: two pages without jargon on what is strong, at risk, done and asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.section import Block, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say
from quarterdeck.reports.board import Pack
from quarterdeck.reports.changes import Change
from quarterdeck.reports.chief import wrong_plainly
from quarterdeck.reports.groups import Group, counted_kind, in_sentence
from quarterdeck.reports.plain_changes import plainly_changed
from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.render.prose import prose
from quarterdeck.reports.strong import everywhere, well_plainly
from quarterdeck.reports.telling import asked, day, late, missing, spelled, untold, who, yearly

_STRONG, _FOUND, _RISKS, _DONE, _UNKNOWN, _EACH, _FIRST = 5, 5, 3, 6, 5, 3, 4
"""Changes that a client is told, and in which words."""
_TOOLS = {
    "deliveries": ("deployments", "deployment statuses", "pull requests", "reviews", "pipeline runs"),
    "work": ("work items", "work item transitions"),
    "what broke": ("incidents", "incident updates", "on call shifts", "uptime probes"),
    "key figures": ("series", "usage"),
    "money": ("cost lines", "ledger", "invoices", "seats"),
    "people": ("roster", "survey answers"),
}
"""What a client calls the tables that exports fill."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done since the earlier assessment, or within a quarter: what it was, and the day."""

    what: str
    name: Name
    on: date


@dataclass(frozen=True, slots=True)
class Brief:
    """What the brief is made of."""

    pack: Pack
    since: date | None
    """The day of the earlier assessment; ``None`` where the folder keeps none."""
    changes: Sequence[Change]
    done: Sequence[Done]
    from_: date
    """From which day on the record is asked for what was done."""
    written: Sequence[tuple[str, int]] = ()
    """Kinds of record, and how many there are of each."""


def client_brief(given: Brief) -> Document:
    """Both pages."""
    pack = given.pack
    company = Name("company", pack.assessed.company) if pack.assessed.company else "your company"
    first = (
        Section("looked", "What we looked at", tuple(_looked(given))),
        Section("strong", "What is strong", tuple(_strong(pack))),
        Section("risk", "What is at risk, and what it may cost", tuple(_at_risk(pack))),
    )
    second = (
        Section("did", "What we did", tuple(_did(given))),
        Section("better", "What changed", tuple(plainly_changed(given.since, given.changes, given.pack.assessed.groups, _EACH))),
        Section("ask", "What we ask of you", tuple(_ask(pack))),
        Section("unknown", "What we do not know", tuple(_unknown(pack))),
    )
    page = Section("summary", "In two pages", (Sentence(_lead(pack), "lead"), *first))
    footer = say("Made with Quarterdeck {program}. Amounts: one chance in ten that it is less, one that it is more.", program=pack.assessed.program)
    subtitle = say("For {company}.", company=company)
    return Document("Brief on your technology", subtitle, str(pack.as_of), (page, Section("next", "What was done, and what comes next", second)), (footer,))


def _lead(pack: Pack) -> Phrase:
    pressing = [group for group in pack.assessed.groups if group.pressing]
    strong = everywhere(pack.assessed.groups)
    if not pressing and not strong:
        return ("We could not judge anything yet. This brief says what we need for it.",)
    need = (
        f"{spelled(len(pressing), 'thing')} {'needs' if len(pressing) == 1 else 'need'} attention"
        if pressing
        else "nothing that we could judge needs attention"
    )
    well = f", and {spelled(len(strong), 'thing')} {'is' if len(strong) == 1 else 'are'} in good order" if strong else ""
    return (f"{need[:1].upper()}{need[1:]}{well}.",)


def _looked(given: Brief) -> Iterator[Block]:
    pack, scope = given.pack, given.pack.assessed.scope
    if scope.repositories:
        told = "The software itself: {bases}, with {changes} that {people} made."
        yield Sentence(
            say(
                told, bases=counted(len(scope.repositories), "code base"), changes=counted(scope.commits, "change"),
                people=counted(scope.people, "person", "people"),
            )
        )  # fmt: skip
    brought = {one.name: one.data_of for one in pack.assessed.sources if one.rows and one.origin and str(one.origin[0]).startswith("imported")}
    told_of: list[Phrase] = []
    for words, tables in _TOOLS.items():
        days = [brought.pop(table) for table in tables if table in brought]
        if days:
            told_of.append(_up_to(words, [one for one in days if one != "–"]))
    told_of += [_up_to(table, [newest] if newest != "–" else []) for table, newest in brought.items()]
    if told_of:
        yield Sentence(say("What your tools say: {told}.", told=listing(told_of)))
    else:
        yield missing("exports-are-known", "What your tools say: nobody has given us an export of any.", "`quarterdeck import KIND FILE`")
    if pack.facts.recorded:
        told_of = [(counted_kind(count, kind),) for kind, count in given.written]
        yield Sentence(say("What is written down: {told}.", told=listing(told_of) if told_of else "nothing that we could read"))
    else:
        yield missing("record-is-kept", "What is written down of goals, risks and decisions: there is no record yet.", "`quarterdeck init`")


def _up_to(words: str, days: Sequence[str]) -> Phrase:
    """What is told of, and until when, where its rows have a day."""
    return (f"{words} up to {prose(max(days))}",) if days else (words,)


def _strong(pack: Pack) -> Iterator[Block]:
    found = everywhere(pack.assessed.groups)
    for group in found[:_STRONG]:
        well, rest = well_plainly(group), group.of - len(group.findings)
        unseen = f", {number(rest)} could not be judged" if rest else ""
        whole = {one.subject.kind for one in group.findings} == {"company"}
        yield Sentence((f"{well}." if whole else f"{well} ({number(len(group.findings))} looked at{unseen}).",))
    if len(found) > _STRONG:
        yield Sentence(
            (f"{spelled(len(found) - _STRONG, 'more thing').capitalize()} {'is' if len(found) == _STRONG + 1 else 'are'} in good order too.",), "note"
        )
    if not found:
        yield Sentence(("Nothing that we could judge is in good order everywhere yet.",))


def _at_risk(pack: Pack) -> Iterator[Block]:
    total = pack.assessed.total
    groups = [group for group in pack.assessed.groups if group.pressing]
    priced = sum(group.money is not None for group in groups)
    if total:
        meaning = say(
            "{priced} of the {all} things found carry an amount; the others are no zero. Risks on record are not in it.",
            priced=number(priced),
            all=number(len(groups)),
        )
        yield Figure("What was found may cost", str(total), "a year", meaning, "", total.range)
    for danger in pack.facts.dangers[:_RISKS]:
        words = say("{name}. This may cost {loss}.", name=danger.name, loss=yearly(danger.loss))
        notes = (say("{owner} answers for it.", owner=who(danger.owner)),)
        yield Statement(danger.id, "risk", Ended.NOT_MET.value, danger.severity, words, notes=notes)
    for group in groups[:_FOUND]:
        money = (f"May cost {group.money} a year.",) if group.money else None
        yield Statement(group.id, group.judgement.name, Ended.NOT_MET.value, group.severity, wrong_plainly(group), money)
    more = len(groups[_FOUND:]) + len(pack.facts.dangers[_RISKS:])
    if more:
        told = "{more} more stand in the assessment and in the list of risks; the assessment says what to do about each."
        yield Sentence(say(told, more=number(more)), "note")
    yield from untold(pack.facts, "risk")
    if not groups and not pack.facts.dangers:
        yield Sentence(("Nothing that we could judge.",))


def _did(given: Brief) -> Iterator[Block]:
    rows = tuple(((day(one.on),), (one.what,), (one.name,)) for one in given.done[:_DONE])
    if rows:
        yield TableBlock("", ("Day", "", "What"), "lll", rows, len(given.done) - len(rows))
    elif given.pack.facts.recorded:
        yield missing(
            "work-is-recorded", f"What was done since {day(given.from_)}: no action, promise or decision on record ended since.",
            "set `done` in actions, `reached` in milestones and `date` in decisions when they are",
        )  # fmt: skip
    else:
        yield missing("work-is-recorded", "What was done: there is no record yet.", "`quarterdeck init`")


def _ask(pack: Pack) -> Iterator[Block]:
    for choice in pack.facts.choices[:_FIRST]:
        cost = f" It commits {choice.cost}." if choice.cost else ""
        yield Sentence((*asked(choice, pack.as_of), ".", cost) if cost else (*asked(choice, pack.as_of), "."))
    for task in pack.facts.late[:_FIRST]:
        yield Sentence(say("Promised and late: {what} ({who}, {late}).", what=task.what, who=who(task.owner), late=late(task.due, pack.as_of)))
    yield from untold(pack.facts, "decision")
    if not pack.facts.choices and not pack.facts.late:
        words = "No decision on record waits." if pack.facts.decided else "Whether a decision waits cannot be said: none is on record."
        yield Sentence((words,))


def _unknown(pack: Pack) -> Iterator[Block]:
    names = dict.fromkeys(group.judgement.name for group in pack.assessed.groups if group.outcome is Ended.NOT_ASSESSED)
    told = [(PLAIN[name].unknown,) for name in names if name in PLAIN][:_UNKNOWN]
    if not names:
        yield Sentence(("We could judge everything that we looked for.",))
        return
    more: list[Phrase] = [(f"{number(len(names) - len(told))} more",)] if len(names) > len(told) else []
    words = say("We do not know everywhere {told}.", told=listing([*told, *more]))
    notes = tuple(_settled(group, one) for one, group in _wanted(pack).items())
    yield Statement("not-known", "not-known", Ended.NOT_ASSESSED.value, None, words, notes=notes)


def _wanted(pack: Pack) -> dict[NotAssessed, Group]:
    """What would settle most, each told once, with the first thing that hangs on it."""
    found: dict[NotAssessed, Group] = {}
    for group in pack.assessed.groups:
        for one in group.missing if group.outcome is Ended.NOT_ASSESSED else ():
            found.setdefault(one, group)
    return dict(list(found.items())[:2])


def _settled(group: Group, one: NotAssessed) -> Phrase:
    """Why it is not known, and where: a reason speaks of «it»."""
    plain = PLAIN.get(group.judgement.name)
    what = plain.unknown[:1].upper() + plain.unknown[1:] if plain else group.judgement.title
    return say("{what} ({where}): {why}. To settle it: {supply}.", what=what, where=group.where, why=one.why, supply=in_sentence(one.supply))
