"""A recommendation as a paper of one page: the answer first, then how the options stand, what would change it, and what is worth finding out."""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.decisions.recommendation import Lever, Recommendation, Standing
from quarterdeck.decisions.wording import amount, share, span
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, plain, say

_LEVERS = 8
_FLIPS = 4
_LIKELY = 0.01
"""A break-even that one draw in a hundred passes is worth a line; a rarer one is not."""


def paper(found: Recommendation) -> Section:
    """The whole page."""
    return Section(
        found.model,
        plain(found.question),
        (
            Sentence(_answer(found), "lead"),
            *_arguments(found),
            _options(found),
            *changes(found),
            *tornado(found),
            *finding_out(found),
            *found.pictures,
            Sentence(method(found), "note"),
        ),
    )


def basis(found: Recommendation) -> Section:
    """What the page rests on: every number, where it is from, and how far it moves the lead."""
    return Section(f"{found.model}-basis", "What it rests on", (_inputs(found),))


def _answer(found: Recommendation) -> Phrase:
    chosen, rival = found.chosen, found.rival
    if chosen is None:
        return ("None of the options may be chosen: each is barred by something that must hold.",)
    if rival is None or found.lead is None:
        return say("{option}: the only option that may be chosen.", option=_capital(chosen.option))
    verdict = "{option}." if found.firm else "{option}, but not by much." if found.lead.p10 < 0 else "{option}, by a little."
    lead = " It is the best option in {best} of what may happen. Against {rival} it is worth {lead} more (p10 to p90)."
    return say(
        verdict + lead, option=_capital(chosen.option), best=share(chosen.best), rival=rival.option, lead=span(found.lead, found.unit),
    )  # fmt: skip


def _arguments(found: Recommendation) -> Sequence[Block]:
    others = [standing for standing in found.standings if standing is not found.chosen and not standing.barred]
    doors = (_door(found.chosen), *_doors(others)) if found.chosen else ()
    return tuple(Sentence(words) for words in (*doors, *found.arguments))


def _door(chosen: Standing) -> Phrase:
    if chosen.sunk is None:
        return say("{option}: whether there is a way back is not assessed: nobody said what leaving would cost.", option=_capital(chosen.option))
    told = "{option} is a {door} door: who changes their mind after a year has lost {lost} of what it costs."
    return say(told, option=_capital(chosen.option), door=chosen.door, lost=share(chosen.sunk))


def _doors(others: Sequence[Standing]) -> Sequence[Phrase]:
    """Each other option has its own way back, or none."""
    told = (
        f"{one.option} is a {one.door} door ({share(one.sunk)} lost)" if one.sunk is not None else f"the way back from {one.option} is not assessed"
        for one in others
    )  # fmt: skip
    return ((_capital(f"{'; '.join(told)}."),),) if any(one.sunk is not None for one in others) else ()


def _options(found: Recommendation) -> TableBlock:
    rows = tuple(
        (
            (standing.option,),
            (span(standing.worth, found.unit),),
            ("barred",) if standing.barred else (share(standing.best),),
            standing.barred or (amount(standing.regret, found.unit),),
            (standing.door,),
        )
        for standing in found.standings
    )
    return TableBlock("How the options stand", ("option", "worth (p10 to p90)", "best in", "forgone on average", "door"), "lrrrl", rows)


def changes(found: Recommendation) -> Sequence[Block]:
    """Which single number, beyond which value, would make another option the best."""
    if found.chosen is None or not found.levers:
        return ()
    flips = sorted((lever for lever in found.levers if lever.flips_at is not None), key=lambda lever: -lever.beyond)
    told = [lever for lever in flips if lever.beyond >= _LIKELY][:_FLIPS]
    if not told:
        return (Sentence(say("No single number, within its range, would change this. {option} stays ahead.", option=_capital(found.chosen.option))),)
    rows = tuple(((lever.unknown.says,), (_passes(lever),), (_range(lever.unknown),), (share(lever.beyond),)) for lever in told)
    return (TableBlock("What would change the answer", ("if …", "passes", "we take", "chance of that"), "lrrr", rows),)


def _passes(lever: Lever) -> str:
    flip = lever.flips_at or 0.0
    return f"{'below' if flip < lever.unknown.range.p50 else 'above'} {_value(flip, lever.unknown)}"


def tornado(found: Recommendation, most: int = _LEVERS) -> tuple[Chart, ...]:
    """How far each number moves the lead: those that move it most."""
    if found.chosen is None or found.rival is None or not found.levers:
        return ()
    shown = [lever for lever in found.levers[:most] if lever.width > 0]
    if not shown:
        return ()
    widest = shown[0]
    so_what = say("{what} moves the lead most: {ends}.", what=_capital(widest.unknown.says), ends=ends(widest, found.unit))
    marks = tuple(_swing(lever, found.unit) for lever in shown)
    told = "; ".join(plain(mark.words) for mark in marks)
    return (
        Chart(
            "ranges", "What moves the lead of the option that is best on average", so_what, found.unit, marks,
            (f"The lead with each number at its low and high end: {told}.",),
            reference=(0.0, "no lead"),
        ),
    )  # fmt: skip


def _swing(lever: Lever, unit: str) -> Mark:
    low, high = min(lever.lead), max(lever.lead)
    middle = min(max(lever.lead[1], low), high)
    return Mark((_field(lever.unknown),), middle, say("{what}: {ends}", what=_field(lever.unknown), ends=ends(lever, unit)), spread=Range(low, middle, high))


def ends(lever: Lever, unit: str) -> str:
    """From where to where a number moves the lead."""
    return f"{amount(min(lever.lead), '').strip()} to {amount(max(lever.lead), unit)}"


def worth_finding_out(found: Recommendation) -> list[Lever]:
    """What is worth finding out before choosing, that which is worth most first."""
    return sorted((lever for lever in found.levers if lever.worth_knowing > 0), key=lambda lever: -lever.worth_knowing)


def finding_out(found: Recommendation) -> Sequence[Block]:
    """What knowing a number before choosing is worth at most."""
    if found.chosen is None or found.rival is None:
        return ()
    worth = worth_finding_out(found)[:_FLIPS]
    if not worth:
        return (Sentence(("Nothing is worth finding out first: no single number would change the choice often enough.",)),)
    rows = tuple(((lever.unknown.says,), (f"up to {price(lever.worth_knowing, found)}",)) for lever in worth)
    everything = say("Knowing everything before choosing would be worth {all}, on average.", all=price(found.worth_knowing, found))
    return (TableBlock("What is worth finding out before choosing", ("find out", "at most for"), "lr", rows), Sentence(everything, "note"))


def price(worth: float, found: Recommendation) -> str:
    """What a worth is in the model's unit, and in money where the weights say so."""
    told = amount(worth, found.unit)
    return f"{told} ({amount(worth * found.exchange.rate, found.exchange.currency)} by these weights)" if found.exchange else told


def _inputs(found: Recommendation) -> TableBlock:
    rows = tuple(
        ((_field(lever.unknown),), (lever.unknown.says,), (_range(lever.unknown),), (_origin(lever.unknown),))
        for lever in sorted(found.levers, key=lambda lever: lever.unknown.name)
    )
    return TableBlock("Every number, and where it is from", ("name", "says", "range (p10 to p90)", "from"), "llrl", rows)


def method(found: Recommendation) -> Phrase:
    """Which model, how many draws, how exact."""
    return say(
        "Model {model}, {runs} draws, seed {seed}; the Monte Carlo error of the lead is {error} (95 %). `docs/reference/decisions.md` says how it is counted.",
        model=found.model, runs=found.runs, seed=str(found.seed), error=amount(found.error, found.unit),
    )  # fmt: skip


def _origin(unknown: Assumption) -> str:
    return unknown.origin.value if unknown.origin is Origin.GIVEN else f"{unknown.origin.value}: {unknown.because}"


def _range(unknown: Assumption) -> str:
    ends = dict.fromkeys(_value(value, unknown, bare=True) for value in (unknown.range.p10, unknown.range.p90))
    return f"{' to '.join(ends)} {'' if _is_share(unknown) else unknown.unit}".strip()


def _value(value: float, unknown: Assumption, *, bare: bool = False) -> str:
    if _is_share(unknown):
        return f"{value:.1%}".replace(".0%", "%").replace("%", "\u202f%")
    return amount(value, "" if bare else unknown.unit).strip()


def _is_share(unknown: Assumption) -> bool:
    return unknown.scale in {"probability", "signed"} and not unknown.currency


def _field(unknown: Assumption) -> str:
    return unknown.name.replace("_", " ")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
