"""``forecast``: when so many items will be done, from what was done in periods of the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import counted, say
from quarterdeck.maths.forecasting import Backtest, at_least, backtested, backtested_end, how_many, sure, when_done

Counts = NDArray[np.int64]
CERTAINTIES = (0.5, 0.7, 0.85, 0.95)
PROMISED = 0.85
_FEWEST, _MOST, _AHEAD = 12, 52, 4
"""A forecast is tried on the past where there are this many periods to learn from, and as many to look ahead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """So many items; what was done in each period, oldest first; what came in and into how many pieces items were cut, where that is known."""

    items: int
    done: Counts
    arriving: Counts | None = None
    split: Counts | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Forecasted:
    """Periods by certainty (``None``: not within the horizon), items by certainty at ``by``, and how the past was met (``None``: too short)."""

    asked: Asked
    when: dict[float, int | None]
    many: dict[float, int]
    tried: Backtest | None
    ended: tuple[float, int] | None = None
    """Of forecasts of when so many items are done, with what came in and was cut: how many held, of how many (``None``: not tried)."""


def forecast(asked: Asked) -> Forecasted:
    """The exact answer, by convolution."""
    chances = when_done(asked.done, asked.items, asked.arriving, asked.split)
    many = how_many(asked.done, asked.by) if asked.by is not None else None
    tried = backtested(asked.done, _learned(asked.done), _AHEAD, PROMISED) if len(asked.done) >= _FEWEST + _AHEAD else None
    return Forecasted(
        asked, {certainty: sure(chances, certainty) for certainty in CERTAINTIES},
        {certainty: at_least(many, certainty) for certainty in CERTAINTIES} if many is not None else {}, tried, _ended(asked),
    )  # fmt: skip


def _ended(asked: Asked) -> tuple[float, int] | None:
    """How often the same question would have been answered rightly, where something comes in or is cut, and the past tells both for the same periods."""
    told = asked.arriving is not None or asked.split is not None
    if not told or len(asked.done) < _FEWEST + _AHEAD or (asked.arriving is not None and len(asked.arriving) != len(asked.done)):
        return None
    return backtested_end(asked.done, asked.items, asked.arriving, asked.split, _learned(asked.done), _AHEAD, PROMISED)


def _learned(done: Counts) -> int:
    """A year where there is one, half of what there is otherwise: short pasts promise too much (docs/explanation/forecasts.md)."""
    return min(_MOST, max(_FEWEST, len(done) // 2))


def page(found: Forecasted) -> Section:
    """The sentence, the table, and how far to trust it."""
    asked, promised = found.asked, found.when[PROMISED]
    lead = (
        say("{items} will be done within {periods} in 85 of 100 futures.", items=counted(asked.items, "item"), periods=counted(promised, "period"))
        if promised is not None
        else say("{items}: no forecast. At this pace they may never be done.", items=counted(asked.items, "item"))
    )
    columns = ("in … of 100 futures", "done within", *(("at least this many by then",) if found.many else ()))
    rows = tuple(
        (
            (f"{certainty:.0%}".removesuffix("%"),), (counted(periods, "period") if periods is not None else "not foreseeable",),
            *(((str(found.many[certainty]),),) if found.many else ()),
        )
        for certainty, periods in found.when.items()
    )  # fmt: skip
    heading = "How sure" if asked.by is None else f"How sure; by then: in {counted(asked.by, 'period')}"
    blocks: tuple[Block, ...] = (Sentence(lead, "lead"), TableBlock(heading, columns, "lr" + "r" * bool(found.many), rows), _trust(found))
    return Section("forecast", "Forecast from throughput", blocks)


def _trust(found: Forecasted) -> Sentence:
    if found.tried is None or found.tried.rate is None:
        said = "How often such forecasts were met is not assessed: it takes {least} periods of the past, and {given} were given."
        return Sentence(say(said, least=_FEWEST + _AHEAD, given=len(found.asked.done)), "note")
    said = (
        "Tried on this past (learn from {learned} periods, promise the next {ahead} with 85 %): kept {hits} of {asked} times, {rate}; "
        "{even} of them overlap nowhere."
    )
    rate = f"{found.tried.rate:.0%}".replace("%", "\u202f%")
    if found.asked.arriving is not None or found.asked.split is not None:
        said += _grown(found)
    return Sentence(
        say(said, learned=_learned(found.asked.done), ahead=_AHEAD, hits=found.tried.hits, asked=found.tried.asked, rate=rate, even=found.tried.even), "note"
    )


def _grown(found: Forecasted) -> str:
    """The same of the whole question, with what comes in and is cut."""
    if found.ended is None:
        return " What comes in was not tried: say it for the same periods as what was done."
    held, tried = found.ended
    items = counted(found.asked.items, "item")
    if not tried:
        return f" With what came in and what items are cut into it was not tried: {items} would not have been done before this past ends."
    rate = f"{held / tried:.0%}".replace("%", "\u202f%")
    told = f"{items}, with what came in then and what items are cut into, at every fourth period"
    return f" The whole question tried ({told}): kept {held:.0f} of {tried} times, {rate}."
