"""The vendor review, for those who decide about a vendor; and the pack for a meeting with it, which says nothing that it should not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.money import Money
from quarterdeck.kernel.section import Block, Chart, Document, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.reports.groups import Group
from quarterdeck.reports.renewal import Needing, Pending, Seats
from quarterdeck.reports.standing import holds, unseen, wrong
from quarterdeck.reports.telling import amount, day, late, missing, percent, who

_SHOWN, _BROKE, _HANGING = 8, 6, 6
_SOON = 183
"""Days before the last day to act from which the next term's price is asked for (our judgement: half a year)."""
SHAREABLE = frozenset({"price-rose-beyond-the-contract", "service-credit-can-be-claimed"})
"""Judgements that the vendor itself is told in a meeting: what it owes. All others are ours."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A contract: what it costs, when it ends and must be acted on, what leaving it costs. ``None`` where nobody wrote it."""

    name: Name
    cost: Money | None
    once: Money | None
    last: date | None
    ends: date | None
    renews: bool | None
    exit_cost: Money | None
    owner: Name | None
    promised: str = ""
    """The share of time that it promises to be there."""


@dataclass(frozen=True, slots=True)
class Level:
    """A service level of a system that stands on the vendor, and how much of its error budget is spent; ``why`` says why that is not known."""

    name: Name
    system: Name
    target: str
    spent: float | None
    explains: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Billed:
    """What its invoices of one quarter of a calendar year came to."""

    quarter: str
    starts: date
    amount: float


@dataclass(frozen=True, slots=True)
class Bills:
    """Its invoices in one currency: by quarter, of the last year and of the one before."""

    currency: str
    quarters: tuple[Billed, ...]
    year: float
    before: float | None


@dataclass(frozen=True, slots=True)
class Broke:
    """An incident whose title or cause names the vendor."""

    name: Name
    began: date
    hours: float | None


@dataclass(frozen=True, slots=True)
class Tickets:
    """Work items of the last year that name the vendor: how many, how many are open, and within how many days half of the others were done."""

    raised: int
    open: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the record says is to be done about the vendor, of the last year: done by its day, done later, and overdue."""

    kept: int
    later: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Supplier:
    """Everything that the record, the imports and the assessment say of one vendor."""

    name: Name
    provides: Name | None
    owner: Name | None
    criticality: str
    data: tuple[Name, ...]
    kept_in: Name | None
    alternatives: tuple[Name, ...]
    papers: tuple[Paper, ...]
    unread: tuple[Name, ...]
    """Contracts whose records could not be read."""
    bills: Bills | None
    needing: tuple[Needing, ...]
    retired: tuple[Name, ...]
    levels: tuple[Level, ...]
    broke: tuple[Broke, ...] | None
    """``None`` where no incident was ever imported."""
    seats: Seats | None
    decisions: tuple[Pending, ...]
    actions: tuple[Pending, ...]
    groups: Sequence[Group]
    measured: tuple[tuple[str, Name, Cited], ...]
    """What was measured of it and of its contracts: which measure, of what, and the value."""
    tickets: Tickets | None = None
    """``None`` where no work item was ever imported."""
    agreed: Agreed | None = None
    """``None`` where nothing was."""


def vendor_review(given: Supplier, company: str, as_of: date, program: str) -> Document:
    """The whole review: a page, then judgements, measurements and what could not be seen."""
    parts = (
        Section("expectations", "What we expect of it", tuple(_expectations(given))),
        Section("contracts", "Contracts", tuple(_contracts(given, as_of))),
        Section("spend", "What it costs", tuple(_spend(given))),
        Section("dependence", "What hangs on it", tuple(_dependence(given))),
        Section("performance", "How it has done", (*_performance(given), *_kept(given))),
        Section("asks", "What to ask for, and to do", (*_asks(given, as_of), *_own(given, as_of)) or (Sentence(("Nothing that is on record.",)),)),
    )
    page = Section("summary", "In one page", (Sentence(_lead(given, as_of), "lead"), *parts))
    subtitle = say("{company}: {vendor}.", company=Name("company", company or "The company"), vendor=given.name)
    behind = (
        Section("found", "What the assessment found", tuple(wrong(given.groups))),
        Section("holds", "What holds", tuple(holds(given.groups))),
        Section("unseen", "What could not be judged", tuple(unseen(given.groups))),
        *_measured(given),
    )
    footer = say("Made by Quarterdeck {program} from the company's record, imports and assessment. For the company alone.", program=program)
    return Document("Vendor review", subtitle, str(as_of), (page, *behind), (footer,))


def meeting_pack(given: Supplier, company: str, as_of: date, program: str) -> Document:
    """One page to put on the table: what we expect, how it went, what we ask. What leaving costs, who else could deliver and what we plan is left out."""
    parts = (
        Section("expectations", "What we expect", tuple(_expectations(given))),
        Section("performance", "How it has gone", tuple(_performance(given))),
        Section("asks", "What we ask", tuple(_asks(given, as_of)) or (Sentence(("Nothing on record is to be asked for.",)),)),
    )
    lead = say("What we expect of {vendor}, how it has gone, and what we ask.", vendor=given.name)
    subtitle = say("{company} and {vendor}.", company=Name("company", company or "The company"), vendor=given.name)
    footer = say("Made by Quarterdeck {program}. Numbers are {company}'s own.", program=program, company=Name("company", company or "the company"))
    return Document("Meeting pack", subtitle, str(as_of), (Section("summary", "For the meeting", (Sentence(lead, "lead"), *parts)),), (footer,))


def _lead(given: Supplier, as_of: date) -> Phrase:
    hanging = counted(len(given.needing), "system")
    stands = f"{hanging} in use {'stands' if len(given.needing) == 1 else 'stand'} on it" if given.needing else "no system on record stands on it"
    days = sorted((paper.last, paper.name.text) for paper in given.papers if paper.last and paper.last >= as_of)
    act = f"; the next day to act is {day(days[0][0])} ({late(days[0][0], as_of)})" if days else "; no day to act is on record"
    if given.bills and given.bills.year:
        paid = say("We paid {vendor} {paid} in the last year", vendor=given.name, paid=amount(given.bills.year, given.bills.currency))
    else:
        paid = say("What {vendor} was paid is not known", vendor=given.name)
    return say("{paid}; {stands}{act}.", paid=paid, stands=stands, act=act)


def _expectations(given: Supplier) -> Iterator[Block]:
    if given.provides:
        yield Sentence(say("It delivers: {provides}.", provides=given.provides))
    else:
        yield missing("provides", "What it delivers.", "write `provides` in the vendor's record")
    if given.data:
        where = say(", kept in {place}", place=given.kept_in) if given.kept_in else ", and where it keeps them is not on record"
        yield Sentence(say("It holds {data}{where}.", data=listing(list(given.data)), where=where))
    for paper in given.papers:
        if paper.promised:
            yield Sentence(say("{name} promises to be there {share} of the time.", name=paper.name, share=paper.promised))
    if given.levels:
        told = listing([say("{name} ({system}): {target}", name=one.name, system=one.system, target=one.target) for one in given.levels])
        yield Sentence(say("Our own service levels that need it: {told}.", told=told))
    else:
        yield missing(
            "expected-levels", "How good its service must be: no service level of a system that needs it is on record.",
            "keep service levels (`quarterdeck record new service-level/ID`)",
        )  # fmt: skip


def _contracts(given: Supplier, as_of: date) -> Iterator[Block]:
    rows = tuple(
        (
            (paper.name,), (_price(paper),), (day(paper.ends) if paper.ends else "not on record",), (_act(paper, as_of),),
            (str(paper.exit_cost) if paper.exit_cost else "not on record",), who(paper.owner),
        )
        for paper in given.papers
    )  # fmt: skip
    if rows:
        columns = ("Contract", "Costs", "Term ends", "Last day to act", "Leaving costs", "Who decides")
        yield TableBlock("", columns, "llllll", rows[:_SHOWN], max(0, len(rows) - _SHOWN))
    if given.unread:
        words = say("What {names} say: their records could not be read.", names=listing(list(given.unread)))
        yield missing("contracts-are-read", words, "mend what is broken, as `quarterdeck check` says")
    elif not rows:
        yield missing("contracts-are-recorded", "What was agreed with it: no contract is on record.", "write one (`quarterdeck record new contract/ID`)")


def _price(paper: Paper) -> str:
    return f"{paper.cost} a year" if paper.cost else f"{paper.once}, once" if paper.once else "not on record"


def _act(paper: Paper, as_of: date) -> str:
    if paper.last is None:
        return "not on record"
    how = "" if paper.renews else ", does not renew" if paper.renews is False else ", if it renews"
    return f"{day(paper.last)} ({late(paper.last, as_of)}{how})"


def _spend(given: Supplier) -> Iterator[Block]:
    bills = given.bills
    if bills is None:
        yield missing("invoices-are-known", "What was paid: no invoices of it in one currency were imported.", "`quarterdeck import invoices FILE`")
        return
    marks = tuple(
        Mark(
            (one.quarter,), one.amount, say("{quarter}: {amount}", quarter=one.quarter, amount=amount(one.amount, bills.currency)), at=str(one.starts),
            group=(("invoices",),),
        )
        for one in bills.quarters
    )  # fmt: skip
    told = say("Invoices of the last year came to {year}", year=amount(bills.year, bills.currency))
    if bills.before:
        change = bills.year / bills.before - 1
        more = say(", {share} {side} than the year before.", share=percent(abs(change)), side="more" if change >= 0 else "less")
    else:
        more = (". Those of the year before are not known.",)
    yield Chart("columns", "Invoices by quarter", (*told, *more), bills.currency, marks, (*listing([mark.words for mark in marks]), "."))


def _dependence(given: Supplier) -> Iterator[Block]:
    if given.needing:
        rows = tuple(((one.name,), (one.criticality or "not said",), (one.how,)) for one in given.needing[:_HANGING])
        yield TableBlock("", ("System", "How critical", "How it stands on the vendor"), "lll", rows, max(0, len(given.needing) - _HANGING))
    else:
        yield missing("dependence", "What hangs on it: no system in use names it.", "name the vendor under `vendors` in the systems that need it")
    if given.retired:
        yield Sentence(say("Retired: {systems}.", systems=listing(list(given.retired))))
    if given.alternatives:
        yield Sentence(say("Who else could deliver: {others}.", others=listing(list(given.alternatives), "or")))
    else:
        yield missing("alternatives", "Who else could deliver.", "write `alternatives` in the vendor's record")


def _performance(given: Supplier) -> Iterator[Block]:
    for why in dict.fromkeys(one.why for one in given.levels if one.spent is None):
        names = listing([one.name for one in given.levels if one.spent is None and one.why == why])
        yield missing(
            "levels-are-kept",
            say("Whether these levels are kept: {names}. {why}", names=names, why=_sentence(why)),
            "import what counts them: series or probes",
        )
    for one in given.levels:
        if one.spent is not None:
            spent = Cited(percent(one.spent), one.explains)
            kept = "it was kept" if one.spent <= 1 else "it was missed"
            yield Sentence(say("{name}: {spent} of what may fail has failed, so {kept}.", name=one.name, spent=spent, kept=kept))
    yield from _named(given)
    yield from _raised(given)
    if given.seats:
        told = "{unused} of {paid} seats were used by nobody when last counted."
        yield Sentence(say(told, unused=given.seats.unused, paid=given.seats.paid))


def _raised(given: Supplier) -> Iterator[Block]:
    tickets = given.tickets
    if tickets is None:
        yield missing("vendor-tickets", "How many tickets it took: no work item was imported.", "`quarterdeck import work-items FILE`")
    elif tickets.raised:
        within = f"; half of the others were done within {counted(max(1, round(tickets.days)), 'day')}" if tickets.days is not None else ""
        yield Sentence((f"{counted(tickets.raised, 'ticket')} of the last year {'names' if tickets.raised == 1 else 'name'} it: {tickets.open} open{within}.",))
    else:
        yield Sentence(("No ticket of the last year names it, in title or labels.",))


def _kept(given: Supplier) -> Iterator[Block]:
    """What we had agreed to do about it: ours, and not for its eyes."""
    agreed = given.agreed
    if agreed:
        parts = [
            (f"{count} {words}",) for count, words in ((agreed.kept, "done by its day"), (agreed.later, "done later"), (agreed.overdue, "overdue")) if count
        ]
        yield Sentence(say("Of what is on record to be done about it, of the last year: {parts}.", parts=listing(parts)))


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."


def _named(given: Supplier) -> Iterator[Block]:
    if given.broke is None:
        yield missing("vendor-incidents", "What broke because of it: no incident was imported.", "`quarterdeck import incidents FILE`")
    elif given.broke:
        rows = tuple(
            ((one.name,), (str(one.began),), (f"{number(one.hours, 1)} hours" if one.hours is not None else "not said",)) for one in given.broke[:_BROKE]
        )
        caption = "Incidents of the last year whose title or cause names it"
        yield TableBlock(caption, ("Incident", "Began", "Lasted"), "lll", rows, max(0, len(given.broke) - _BROKE))
    else:
        yield Sentence(("No incident of the last year names it, in title or cause. Incidents that nobody traced to it are not counted.",))


def _asks(given: Supplier, as_of: date) -> Iterator[Block]:
    """What the vendor itself can be asked for."""
    for paper in given.papers:
        if paper.renews and paper.last and 0 <= (paper.last - as_of).days <= _SOON:
            yield Sentence(
                say("Tell us in writing, well before {ends}, what the next term of {name} costs.", ends=day(paper.ends or paper.last), name=paper.name)
            )
    for one in given.levels:
        if one.spent is not None and one.spent > 1:
            yield Sentence(say("Tell us which part of what failed in {name} was yours, and what you change.", name=one.name))
    if given.seats and given.seats.unused:
        yield Sentence(say("Take {unused} of {paid} seats off the bill: nobody uses them.", unused=given.seats.unused, paid=given.seats.paid))
    for group in given.groups:
        if group.pressing and group.judgement.name in SHAREABLE:
            yield from (Sentence(finding.verdict.sentence) for finding in group.findings[:_SHOWN])
    if given.data and given.kept_in is None:
        yield Sentence(say("Tell us where you keep {data}.", data=listing(list(given.data))))


def _own(given: Supplier, as_of: date) -> Iterator[Block]:
    """What we have to do ourselves."""
    for choice in given.decisions:
        when = f", due on {day(choice.due)} ({late(choice.due, as_of)})" if choice.due else ""
        yield Sentence(say("Decide: {name}{when}.", name=choice.name, when=when))
    for task in given.actions:
        when = f"{day(task.due)} ({late(task.due, as_of)})" if task.due else "no day"
        yield Sentence(say("Do: {name}, {owner}, {when}.", name=task.name, owner=who(task.owner), when=when))
    unpriced = [paper.name for paper in given.papers if paper.exit_cost is None]
    if unpriced:
        yield Sentence(say("Find out what leaving costs: {names}.", names=listing(unpriced)))


def _measured(given: Supplier) -> Iterator[Section]:
    rows = tuple(((title,), (subject,), (value,), (f"`{value.explains}`",)) for title, subject, value in given.measured)
    if rows:
        table = TableBlock("What was measured of it and its contracts", ("Measure", "Of", "Value", "ID"), "llrl", rows)
        yield Section("measured", "Measurements", (table, Sentence(("`quarterdeck explain ID` shows the rows behind each.",), "note")))
