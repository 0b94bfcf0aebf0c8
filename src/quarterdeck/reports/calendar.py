"""The calendar of renewals: every contract on record by the last day to act, with what it costs and what stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.reports.renewal import Renewal
from quarterdeck.reports.telling import day, late, who

_QUARTER = timedelta(days=92)
_COLUMNS = ("Contract", "Vendor", "Last day to act", "Renews by itself", "A year", "Systems on it", "Who decides", "More")


def calendar(contracts: Sequence[Renewal], as_of: date) -> Section:
    """By the last day to act: those that have passed, the next quarter, the quarter after, later, and those of which nobody wrote a day."""
    return Section("renewals", "Renewals", tuple(_blocks(contracts, as_of)))


def _blocks(contracts: Sequence[Renewal], as_of: date) -> Iterator[Block]:
    soon = [one for one in contracts if one.last and as_of <= one.last <= as_of + _QUARTER]
    if not contracts:
        yield Sentence(("No contract is on record. Write one: its vendor, its term, its notice, and the last day to act is told from them.",), "lead")
        return
    yield Sentence(say("{due} of {all} to be decided on within a quarter.", due=len(soon), all=counted(len(contracts), "contract")), "lead")
    held = sorted(contracts, key=lambda one: (one.last or date.max, one.id))
    for caption, rows in (
        ("The last day has passed", [one for one in held if one.last and one.last < as_of]),
        ("Within a quarter", [one for one in held if one in soon]),
        ("In the quarter after", [one for one in held if one.last and as_of + _QUARTER < one.last <= as_of + 2 * _QUARTER]),
        ("Later", [one for one in held if one.last and one.last > as_of + 2 * _QUARTER]),
        ("No day is on record", [one for one in held if not one.last]),
    ):
        if rows:
            yield TableBlock(caption, _COLUMNS, "llllrrll", tuple(_row(one, as_of) for one in rows))


def _row(one: Renewal, as_of: date) -> tuple[Phrase, ...]:
    short = one.id.rpartition("/")[2]
    last = f"{day(one.last)}, {late(one.last, as_of)}" if one.last and one.last < as_of else day(one.last) if one.last else "–"
    renews = "not written" if one.renews is None else "yes" if one.renews else "no"
    cost = str(one.cost) if one.cost else f"{one.once} once" if one.once else "–"
    return (
        (one.name,), (one.vendor,), (last,), (renews,), (cost,),
        (str(len(one.needing)) if one.needing else "–",), who(one.owner),
        (Cited("record", one.id), ", ", Cited("brief", f"report/renewal/{short}")),
    )  # fmt: skip
