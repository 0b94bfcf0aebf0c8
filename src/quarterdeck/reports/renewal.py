"""The renewal brief: for each contract that is due, what it costs to keep, to cancel, to bargain over and to replace, before the notice day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quarterdeck.derived.recorded import missed_working_day, working_day_on_or_before
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say
from quarterdeck.reports.telling import amount, day, late, missing, percent, who

_ANCHOR = "contract-"
"""What the anchor of a contract's section begins with; its id follows."""
YEARS = 3
"""Over how many years leaving is weighed against staying (our judgement: a term or two)."""


@dataclass(frozen=True, slots=True)
class Needing:
    """A system that stands on the vendor: how critical it is, and whether by itself or through another."""

    name: Name
    criticality: str
    how: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A decision that is open, or an action, with the day on which it is due."""

    name: Name
    due: date | None
    owner: Name | None = None
    model: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats that are paid for and those that nobody used, as last counted; with the yearly price of the latter where it is known."""

    paid: int
    unused: int
    yearly: float | None
    currency: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaving costs, and what that is against staying, drawn from the record's ranges: in months of today's price, as a rise of the price."""

    cost: Money
    months: Range
    share: Range
    below: Money
    """Up to which yearly price a replacement costs no more than staying, over the years that are weighed."""


@dataclass(frozen=True, slots=True)
class Performance:
    """What the vendor's year was like, as the company's own incidents and probes tell it; ``None`` where nothing of the sort was imported."""

    incidents: int | None
    hours: float
    owed: float | None
    """Credits that can still be claimed."""
    currency: str
    until: str
    """The first day on which a claim lapses."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """Everything that the record and the imports say about one contract."""

    id: str
    name: Name
    vendor: Name
    owner: Name | None
    said: Name | None
    """What the record says of it in words."""
    last: date | None
    ends: date | None
    renews: bool | None
    """``None`` where nobody wrote it: then the day is told as the last one if it does."""
    cost: Money | None
    once: Money | None
    """What it costs, where that is paid once and not by the year."""
    next_cost: Money | None
    """What it costs by the year in the next term, where the record says how much dearer it may become."""
    dearer: float | None
    """By which share the same became dearer within a year, as its invoices tell."""
    exit_cost: Money | None
    exit_days: Range | None
    paid: tuple[float, str] | None
    leaving: Leaving | None
    """``None`` where nobody wrote what leaving costs, and where that cannot be held against a yearly cost."""
    alternatives: tuple[Name, ...]
    data: tuple[Name, ...]
    needing: tuple[Needing, ...]
    retired: tuple[Name, ...]
    seats: Seats | None
    performance: Performance
    decisions: tuple[Pending, ...]
    actions: tuple[Pending, ...]
    off: frozenset[date] = frozenset()
    """Holidays up to the last day."""

    @property
    def a_percent(self) -> Money | None:
        """What one per cent of its price is worth in a year."""
        return Money(_times(self.cost.range, 0.01), self.cost.currency) if self.cost else None

    @property
    def begin_by(self) -> date | None:
        """When whoever wants to be out at its end begins to leave, by the longest that leaving may take."""
        return self.ends - timedelta(days=round(self.exit_days.p90)) if self.ends and self.exit_days else None


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A contract of which nobody can say whether it is due, and why."""

    name: Name
    why: Name


@dataclass(frozen=True, slots=True)
class Told:
    """What a brief tells: the contracts that are due, those that could not be judged, and how many are on record at all."""

    due: tuple[Renewal, ...]
    unjudged: tuple[Unjudged, ...]
    on_record: int


def renewal_brief(told: Told, company: str, as_of: date, program: str) -> Document:
    """A section for each contract, the nearest day first; then what could not be judged."""
    parts = tuple(_contract(one, as_of) for one in told.due)
    page = Section("summary", "What has to be decided", (Sentence((_lead(told),), "lead"), *parts, *_unjudged(told)))
    footer = say("Made by Quarterdeck {program} from the company's record and imports. Amounts are those that the record gives.", program=program)
    return Document("Renewal brief", say("{company}: contracts.", company=Name("company", company or "The company")), str(as_of), (page,), (footer,))


def numbered(document: Document) -> Document:
    """The brief with its contracts counted where their anchors named them: an id is a name too."""
    count = iter(range(1, len(document.sections[0].blocks) + 1))
    first, *rest = document.sections
    blocks = tuple(
        replace(block, anchor=f"renewal-{next(count)}") if isinstance(block, Section) and block.anchor.startswith(_ANCHOR) else block for block in first.blocks
    )
    return replace(document, sections=(replace(first, blocks=blocks), *rest))


def _lead(told: Told) -> str:
    if told.due:
        return f"{counted(len(told.due), 'contract')} to decide on, the nearest day first."
    if len(told.unjudged) == told.on_record:
        return "Whether a contract has to be decided on within the next quarter cannot be said."
    return f"No contract{' that could be judged' if told.unjudged else ''} has to be decided on within the next quarter."


def _unjudged(told: Told) -> Iterator[Section]:
    if not told.on_record:
        words: Phrase = ("Which contracts have to be decided on: no contract is on record.",)
        supply = "keep contracts in the record (`quarterdeck record new contract`), and assess it"
    elif told.unjudged:
        words = say("{contracts}.", contracts=listing([say("{name} ({why})", name=one.name, why=one.why) for one in told.unjudged]))
        supply = "write what is missing, and mend what is broken, as `quarterdeck check` says"
    else:
        return
    settle = (say("To settle it: {supply}.", supply=supply),)
    yield Section(
        "not-judged", "What could not be judged", (Statement("contracts-are-judged", "contracts-are-judged", "not_assessed", None, words, notes=settle),)
    )


def _contract(one: Renewal, as_of: date) -> Section:
    """One contract. Its heading is the day: names stand in sentences, where redaction finds them. Its anchor is its own, so that texts stay with it."""
    blocks: list[Block] = [
        Sentence(_deadline(one, as_of), "lead"),
        Sentence(_costs(one)),
        _options(one),
        *_performed(one),
        *_hangs(one),
        *_under_way(one, as_of),
        *_unknown(one),
    ]
    return Section(f"{_ANCHOR}{one.id.partition('/')[2]}", f"Until {day(one.last)}" if one.last else "Without a day on record", tuple(blocks))


def _deadline(one: Renewal, as_of: date) -> Phrase:
    whose = say(" {owner} decides.", owner=one.owner) if one.owner else (" Nobody on record decides.",)
    sold = () if one.vendor.text == one.name.text else say(", with {vendor},", vendor=one.vendor)
    if one.last is None or one.ends is None:
        return (*say("{name}{sold} has no day on record.", name=one.name, sold=sold), *whose)
    if one.renews is False:
        told = "{name}{sold} ends on {ends} ({late}) and does not renew by itself."
        return (*say(told, name=one.name, sold=sold, ends=day(one.ends), late=late(one.ends, as_of)), *whose)
    told = (
        "{name}{sold} renews on {ends} unless it is cancelled by {last} ({late}{weekday}).{at_once}"
        if one.renews
        else "{name}{sold} ends on {ends}; whether it renews by itself is not said. If it does, it must be cancelled by {last} ({late}{weekday}).{at_once}"
    )
    words = say(
        told, name=one.name, sold=sold, ends=day(one.ends), last=day(one.last), late=late(one.last, as_of),
        weekday=_weekday(one.last, as_of, one.off), at_once=_at_once(one.last, as_of, one.off),
    )  # fmt: skip
    return (*words, *whose)


def _weekday(last: date, as_of: date, off: frozenset[date]) -> str:
    """The last working day, where it is another than the notice day and still to come."""
    weekday = working_day_on_or_before(last, off)
    return "" if weekday == last or missed_working_day(as_of, last, off) else f", last working day {day(weekday)}"


def _at_once(last: date, as_of: date, off: frozenset[date]) -> str:
    """What there still is to do when no working day is left before the notice day."""
    passed = missed_working_day(as_of, last, off)
    return f" The last working day was {day(passed)} (passed); the notice day itself is {day(last)}: send it today by means that count." if passed else ""


def _costs(one: Renewal) -> Phrase:
    said = say("The contract says {cost}", cost=_price(one)) if one.cost or one.once else ("The record does not say what it costs",)
    paid = say("; invoices of the last year came to {paid}", paid=amount(*one.paid)) if one.paid else ()
    dearer = (
        say("; the same became {share} {how} within a year", share=percent(abs(one.dearer)), how="dearer" if one.dearer > 0 else "cheaper")
        if one.dearer
        else ()
    )
    words = say(" The record adds: {words}", words=one.said) if one.said else ()
    return (*said, *paid, *dearer, ".", *words)


def _price(one: Renewal, unknown: str = "not on record") -> str:
    return f"{one.cost} a year" if one.cost else f"{one.once}, paid once" if one.once else unknown


def _options(one: Renewal) -> TableBlock:
    """What can be done, what it is worth, and what it takes."""
    leaving, unweighed = one.leaving, _unweighed(one)
    others = listing(list(one.alternatives)) if one.alternatives else ("nobody wrote down who else could deliver",)
    rows: tuple[tuple[Phrase, ...], ...] = (
        (("Keep",), (_kept(one),), (_needs(one),)),
        (("Cancel",), (_saved(one),), (_leave(leaving) if leaving else unweighed,)),
        (("Bargain",), (_bargain(one),), (_limit(leaving) if leaving else unweighed,)),
        (("Replace",), (_replace(leaving) if leaving else unweighed,), others),
    )
    return TableBlock("What can be done", ("Option", "Money", "What it takes"), "lll", rows)


def _kept(one: Renewal) -> str:
    following = f"; {one.next_cost} in the next term" if one.next_cost and one.renews is not False else ""
    return f"{one.cost} a year at today's price{following}" if one.cost else _price(one)


def _saved(one: Renewal) -> str:
    return f"saves {one.cost} a year" if one.cost else "saves nothing a year" if one.once else "not on record"


def _unweighed(one: Renewal) -> str:
    """What is said of leaving where it is not weighed against staying."""
    if one.exit_cost is None:
        return "what leaving costs is not on record"
    return f"leaving costs {one.exit_cost}; {_obstacle(one)}"


def _obstacle(one: Renewal) -> str:
    """Why a cost of leaving that is on record cannot be weighed."""
    if one.cost and one.exit_cost and one.cost.currency != one.exit_cost.currency:
        return f"the contract itself is in {one.cost.currency}"
    return "staying may cost nothing" if one.cost else "staying costs nothing a year" if one.once else "what staying costs is not on record"


def _needs(one: Renewal) -> str:
    if one.needing:
        return f"{counted(len(one.needing), 'system')} in use {'stands' if len(one.needing) == 1 else 'stand'} on it"
    return "all that stood on it is retired" if one.retired else "no system names it"


def _bargain(one: Renewal) -> str:
    percentile = f"each percent is worth {one.a_percent} a year" if one.a_percent else "the price is not on record"
    if one.seats and one.seats.unused:
        worth = f", {amount(one.seats.yearly, one.seats.currency)} a year" if one.seats.yearly else ""
        return f"{percentile}; {number(one.seats.unused)} of {number(one.seats.paid)} seats are not used{worth}"
    return percentile


def _leave(leaving: Leaving) -> str:
    return f"leaving costs {leaving.cost}: {_span(leaving.months)} months of today's price"


def _replace(leaving: Leaving) -> str:
    """Up to which price another pays; at none, where leaving costs more than it could save."""
    return f"pays over {YEARS} years below {leaving.below} a year" if leaving.below.range.p10 > 0 else f"hardly pays within {YEARS} years at any price"


def _limit(leaving: Leaving) -> str:
    """How far the price may rise before leaving is cheaper: what the vendor can work out as well."""
    return f"a rise of up to {_span(leaving.share, percent)} costs less than leaving, over {YEARS} years"


def _short(of: float) -> str:
    return number(of, 0 if of >= 10 else 1)  # noqa: PLR2004  # small numbers keep a decimal


def _span(of: Range, told: Callable[[float], str] = _short) -> str:
    return " to ".join(dict.fromkeys(told(end) for end in (of.p10, of.p90)))


def _times(of: Range, factor: float) -> Range:
    return Range(of.p10 * factor, of.p50 * factor, of.p90 * factor)


def _performed(one: Renewal) -> Iterator[Block]:
    """What went wrong within the year, and what is owed for it."""
    seen = one.performance
    if seen.incidents:
        yield Sentence(say("{count} of the year name it, {hours} hours in all.", count=counted(seen.incidents, "incident"), hours=_short(seen.hours)))
    elif seen.incidents is not None:
        yield Sentence(("No incident of the year names it.",))
    if seen.owed:
        yield Sentence(
            say("It owes {owed} for months below what it promised; the first claim lapses on {day}.", owed=amount(seen.owed, seen.currency), day=seen.until)
        )


def _hangs(one: Renewal) -> Iterator[Block]:
    if one.needing:
        rows = tuple(((system.name,), (system.criticality or "not said",), (system.how,)) for system in one.needing)
        yield TableBlock("What stands on it", ("System", "How critical", "How it stands on the vendor"), "lll", rows)
    if one.retired:
        yield Sentence(say("Retired: {systems}.", systems=listing(list(one.retired))))
    if one.exit_days:
        away = f" Whoever wants to be out when it ends begins by {day(one.begin_by)}." if one.begin_by else ""
        yield Sentence(say("Leaving takes {days} days.{away}", days=_span(one.exit_days), away=away))
    if one.data:
        yield Sentence(say("The vendor holds: {data}. Whoever leaves gets it back, and has it deleted.", data=listing(list(one.data))))


def _under_way(one: Renewal, as_of: date) -> Iterator[Block]:
    for choice in one.decisions:
        when = f", due on {day(choice.due)} ({late(choice.due, as_of)})" if choice.due else ""
        weigh = (" Its options are weighed by `quarterdeck decide`.",) if choice.model else ()
        clash = " That is after the notice day." if choice.due and one.last and one.renews is not False and choice.due > one.last else ""
        yield Sentence(say("Open decision: {name}{when}.{clash}{weigh}", name=choice.name, when=when, clash=clash, weigh=weigh))
    for task in one.actions:
        when = f"{day(task.due)} ({late(task.due, as_of)})" if task.due else "no day"
        yield Sentence(say("Open action: {name}, by {owner}, {when}.", name=task.name, owner=who(task.owner), when=when))


def _unknown(one: Renewal) -> Iterator[Block]:
    wanted = {
        "cost": (one.cost is None and one.once is None, "What it costs.", "write `cost` in the contract's record"),
        "exit_cost": (
            one.exit_cost is None,
            "What leaving costs, and so what the other options are worth.",
            "write `exit_cost` in the contract's record",
        ),
        "next_price": (
            one.renews and one.next_cost is None,
            "What the next term costs: prices of the next term are not on record.",
            "ask the vendor in writing, and write the answer as `uplift` in the contract's record",
        ),
        "exit_time": (
            one.exit_days is None and bool(one.needing),
            "How long leaving takes, and so by when it must begin.",
            "write `exit_time` in the contract's record",
        ),
        "ends": (one.last is None, "By when it must be decided.", "write `ends` and `notice` in the contract's record"),
        "renews": (one.renews is None, "Whether it renews by itself.", "write `renews` in the contract's record"),
        "invoices": (one.paid is None, "What was really paid.", "run `quarterdeck import invoices FILE`"),
    }
    for name, (unknown, words, supply) in wanted.items():
        if unknown:
            yield missing(name, words, supply)
