"""The budget of a year as a page and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quarterdeck.decisions.budget import QUARTERS, Budgeted, Line, Outlook, added, by
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say

SCHEMA_VERSION = "1.1"
_NOBODY = {"team": "no team", "system": "no system", "objective": "no objective", "treatment": "not said"}
_REST = (
    "No line, or none told apart: booked for a purpose and for none of its lines, and lines of which no booking can be told to be theirs. A purpose that the "
    "ledger knows goes on at the pace of all its bookings; what that differs from its lines' own pace stands there too."
)
_NAMED = frozenset({"team", "system", "objective"})


def page(found: Budgeted, ways: Sequence[str]) -> Section:
    """The sentence, the lines by quarter, what they will come to, the ways of telling them apart, what is cut, and what could not be told."""
    blocks: list[Block] = [Sentence(_lead(found), "lead")]
    if found.lines:
        blocks += [*tables(found), *_variances(found)]
        blocks += [_grouped(found, way) for way in ways]
        blocks += _cuts(found)
    if found.untold:
        blocks.append(
            TableBlock("What could not be told", ("What", "Why", "What to do"), "lll", tuple(((what,), (why,), (do,)) for what, why, do in found.untold))
        )
    return Section("budget", f"The technology budget of {found.year}", tuple(blocks))


def tables(found: Budgeted) -> Iterator[Block]:
    """The plan by line, what was spent by purpose, and what each line will come to."""
    yield _lines(found)
    yield from _made(found)
    yield from _spent(found)
    yield from _outlooks(found)
    yield from _elsewhere(found)


def _year(lines: Sequence[Line]) -> Range:
    return added(one.amount for line in lines for one in line.plan if one)


def _lead(found: Budgeted) -> Phrase:
    if not found.lines:
        return (f"There is no budget to tell: {next(why for what, why, _ in found.untold if what == 'the budget')}.",)
    plan = _year(found.lines)
    told = Money(plan, found.currency) if plan.p10 < plan.p90 else f"{_amount(plan.p50)} {found.currency}"
    planned = f"The plan of {found.year} is {told} in {counted(len(found.lines), 'line')}"
    if found.actuals is None or found.actuals.newest is None:
        return (f"{planned}; what was spent is not known.",)
    ends = found.completes or (0.0, 0.0)
    between = " to ".join(dict.fromkeys(number(round(end)) for end in ends))
    return (f"{planned}. Booked up to {found.actuals.newest}, it will come to {between} {found.currency}: the rest as planned, or at the pace so far.",)


def _lines(found: Budgeted) -> TableBlock:
    rows: list[tuple[Phrase, ...]] = [
        ((_named(line),), *((_amount(one.amount.p50) if one else "–",) for one in line.plan), (_amount(line.planned),)) for line in found.lines
    ]
    sums = [sum(one.amount.p50 for line in found.lines if (one := line.plan[place])) for place in range(QUARTERS)]
    rows.append((("All lines",), *((_amount(one),) for one in sums), (_amount(sum(sums)),)))
    columns = ("Line", *(span.name for span in found.quarters), "Year")
    return TableBlock(f"What is planned, {found.currency} (the middle of each range)", columns, "l" + "r" * (QUARTERS + 1), tuple(rows))


def _made(found: Budgeted) -> Iterator[Block]:
    """Which plans nobody wrote."""
    says = {"contract": "made of the contract: its price, and its rise after the end of the term", "people": "made of first and last days of people"}
    for origin, words in says.items():
        names = [_named(line) for line in found.lines if any(one and one.origin == origin for one in line.plan)]
        if names:
            yield Sentence(say("Quarters without an amount were {words}: {names}.", words=words, names=listing(names)), "note")


def _named(line: Line) -> Name:
    return Name("budget-line", line.label)


def _spent(found: Budgeted) -> Iterator[Block]:
    """What was spent in each quarter, by purpose: the ledger's cost centres where they are purposes of the plan, else the lines'."""
    told = [one for one in found.spent if one.booked is not None]
    if not told:
        return
    purposes = dict.fromkeys(purpose for one in told for purpose in one.purposes)
    rows: tuple[tuple[Phrase, ...], ...] = tuple(
        (
            (f"{one.span.name}{' so far' if one.span.ends > found.as_of else ''}",), (_amount(one.planned),), (_amount(float(one.booked or 0)),),
            (_amount(float(one.booked or 0) - one.planned) if one.span.ends <= found.as_of else "–",),
            *((_amount(float(one.purposes[purpose][1])),) for purpose in purposes),
        )
        for one in told
    )  # fmt: skip
    if told[1:]:
        over = _amount(sum(float(one.booked or 0) - one.planned for one in told)) if told[-1].span.ends <= found.as_of else "–"
        booked = [sum(float(one.purposes[purpose][1]) for one in told) for purpose in purposes]
        rows += ((("Together",), (_amount(sum(one.planned for one in told)),), (_amount(sum(float(one.booked or 0) for one in told)),), (over,),
                  *((_amount(one),) for one in booked)),)  # fmt: skip
    columns = ("Quarter", "Planned", "Booked", "Difference", *(f"of it {purpose}" for purpose in purposes))
    yield TableBlock(f"What was spent, {found.currency}", columns, "l" + "r" * (len(columns) - 1), rows)
    how = "A booking counts for the purpose that is its cost centre in the ledger, else for that of the budget line that it belongs to."
    yield Sentence((how,), "note")
    if found.dark and len(found.dark) < len(found.lines):
        yield Sentence(say("Of {names} nobody can tell what was booked.", names=listing([_named(line) for line in found.dark])), "note")


def _outlooks(found: Budgeted) -> Iterator[Block]:
    told = [(line, _came(seen, line.planned)) for line in found.lines if (seen := found.outlooks.get(line.ref))]
    rows: list[tuple[Phrase, ...]] = [((_named(line),), *((_amount(one),) for one in sums)) for line, sums in told]
    if rows and found.whole:
        whole, rest = _whole(found, found.whole)
        if any(round(one) for one in rest):
            rows.append((("No line, or none told apart",), *((_amount(one) if round(one) else "–",) for one in rest)))
        rows.append((("All lines",), *((_amount(one),) for one in whole)))
        columns = ("Line", "Due so far", "Booked", "Difference", "Year: rest as planned", "Year: at this pace", "Plan")
        yield TableBlock(f"What it will come to, {found.currency}", columns, "lrrrrrr", tuple(rows))
    if len(rows) > len(told) + 1:
        yield Sentence((_REST,), "note")
    paid = [line.label for line in found.lines if line.ref in found.outlooks and found.outlooks[line.ref].ahead]
    if paid:
        yield Sentence((f"Paid ahead for the year by one booking, which is no pace: {', '.join(paid)}.",), "note")


def _came(seen: Outlook, planned: float) -> tuple[float, ...]:
    """What stands in a row of what it will come to."""
    spent = float(seen.booked)
    return seen.due, spent, spent - seen.due, seen.as_planned, seen.at_this_pace, planned


def _whole(found: Budgeted, seen: Outlook) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """All lines, and what of it is told of none of them."""
    told = [_came(one, line.planned) for line in found.lines if (one := found.outlooks.get(line.ref))]
    whole = _came(seen, sum(line.planned for line in found.lines))
    return whole, tuple(all_ - sum(sums[place] for sums in told) for place, all_ in enumerate(whole))


def _variances(found: Budgeted) -> Iterator[Block]:
    names = {line.ref: _named(line) for line in found.lines}
    rows = tuple(((names[ref],), (_amount(one.price),), (_amount(one.volume),), (_amount(one.price + one.volume),)) for ref, one in found.variances.items())
    if rows:
        yield TableBlock(
            f"Why lines for people differ from the plan, {found.currency}", ("Line", "What each costs", "How many there are", "Difference"), "lrrr", rows
        )


def _elsewhere(found: Budgeted) -> Iterator[Block]:
    outside = sum(one.elsewhere for one in found.spent)
    for amount, what in (
        (outside, "were booked for none of the plan's purposes, and stand in no sum"),
        (found.actuals.claimed if found.actuals else 0, "are claimed by several lines, and count for none of them"),
    ):
        if amount:
            yield Sentence(say("{amount} {currency} {what}.", amount=_amount(float(amount)), currency=found.currency, what=what), "note")


def _grouped(found: Budgeted, way: str) -> TableBlock:
    whole = sum(line.planned for line in found.lines) or 1.0
    rows = tuple(((_head(name, way),), (_amount(float(part)),), (f"{float(part) / whole:.0%}",)) for name, part in by(found.lines, way).items())
    return TableBlock(f"By {way}, {found.currency}", (way.capitalize(), "Year", "Share"), "lrr", rows)


def _head(name: str, way: str) -> str | Name:
    """What a part of the plan is for; of teams, systems and objectives the company's own name."""
    if not name:
        return _NOBODY.get(way, "nothing")
    return Name(way, name) if way in _NAMED else name


def _cuts(found: Budgeted) -> Iterator[Block]:
    if found.cuts is None:
        return
    rows: list[tuple[Phrase, ...]] = []
    for before, after in zip(found.lines, found.cuts, strict=True):
        if before != after:
            behind = ", ".join((*before.heads["system"], *before.heads["objective"])) or "nothing on record"
            rows.append(((_named(before),), (_amount(before.planned),), (_amount(after.planned),), (_amount(before.planned - after.planned),), (behind,)))
    saved = sum(line.planned for line in found.lines) - sum(line.planned for line in found.cuts)
    ahead = [span.name for span in found.quarters if span.begins > found.as_of]
    if not ahead:
        yield Sentence((f"Nothing can be cut in {found.year} any more: every quarter of it has begun. Ask for {found.year + 1} (`--year {found.year + 1}`).",))
        return
    yield Sentence((f"The cut saves {_amount(saved)} {found.currency} in {found.year}, from {ahead[0]} on. What has begun cannot be cut any more.",))
    if rows:
        yield TableBlock(f"What is cut, {found.currency}", ("Line", "Before", "After", "Saved", "What stands on it"), "lrrrl", tuple(rows))


def _amount(of: float) -> str:
    return number(round(of)).replace("-", "−")


def as_dict(found: Budgeted) -> dict[str, object]:
    """As JSON carries it, unrounded."""
    return {
        "schema_version": SCHEMA_VERSION, "year": found.year, "as_of": str(found.as_of), "currency": found.currency,
        "quarters": [{"name": span.name, "begins": str(span.begins), "ends": str(span.ends)} for span in found.quarters],
        "lines": [_line(found, line, after) for line, after in zip(found.lines, found.cuts or found.lines, strict=True)],
        "spent": [
            {
                "quarter": one.span.name, "planned": one.planned, "booked": _cents(one.booked) if one.booked is not None else None,
                "by_purpose": {purpose: {"planned": planned, "booked": _cents(booked)} for purpose, (planned, booked) in one.purposes.items()},
                "difference": round(float(one.booked) - one.planned, 2) if one.booked is not None else None, "belongs_to_none": _cents(one.elsewhere),
            }
            for one in found.spent
        ],
        "planned": [sum(one.amount.p50 for line in found.lines if (one := line.plan[place])) for place in range(QUARTERS)],
        "planned_in_the_year": sum(line.planned for line in found.lines), "completes": list(found.completes) if found.completes else None,
        **_sums(found), "booked_elsewhere": _cents(found.actuals.elsewhere) if found.actuals else None,
        "claimed_by_several": _cents(found.actuals.claimed) if found.actuals else None,
        "booked_until": str(found.actuals.newest) if found.actuals and found.actuals.newest else None,
        "not_told": [{"what": what, "why": why, "supply": supply} for what, why, supply in found.untold],
    }  # fmt: skip


def _sums(found: Budgeted) -> dict[str, object]:
    """What all lines come to, and what of it is told of none."""
    names = ("due", "booked", "difference", "as_planned", "at_this_pace", "planned")
    told = _whole(found, found.whole) if found.whole else (None, None)
    ends = zip(("all_lines", "no_line"), told, strict=True)
    purposes = dict.fromkeys(purpose for one in found.spent for purpose in one.purposes)
    booked = {purpose: _cents(sum((one.purposes[purpose][1] for one in found.spent if one.booked is not None), Decimal(0))) for purpose in purposes}
    together = {of: {name: round(one, 2) for name, one in zip(names, sums, strict=True)} if sums else None for of, sums in ends}
    return {**together, "booked_by_purpose": booked if found.whole else None}


def _line(found: Budgeted, line: Line, after: Line) -> dict[str, object]:
    seen, apart = found.outlooks.get(line.ref), found.variances.get(line.ref)
    booked = found.actuals.lines.get(line.ref) if found.actuals else None
    return {
        "record": line.ref, "label": line.label, **{way: list(names) for way, names in line.heads.items()},
        "plan": [
            {"quarter": span.name, "p10": one.amount.p10, "p50": one.amount.p50, "p90": one.amount.p90, "origin": one.origin}
            for span, one in zip(found.quarters, line.plan, strict=True) if one
        ],
        "booked": [_cents(one) for one in booked] if booked is not None else None,
        "outlook": {"due": seen.due, "as_planned": seen.as_planned, "at_this_pace": seen.at_this_pace, "paid_ahead": seen.ahead,
                    "booked": _cents(seen.booked), "difference": round(float(seen.booked) - seen.due, 2)} if seen else None,
        "variance": {"price": apart.price, "volume": apart.volume} if apart else None,
        "planned_in_the_year": line.planned, "after_cut": after.planned if found.cuts else None,
    }  # fmt: skip


def _cents(of: Decimal) -> float:
    return round(float(of), 2)
