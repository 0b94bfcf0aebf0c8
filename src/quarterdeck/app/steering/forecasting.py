"""``forecast``: when so many items will be done, from what was done in periods of the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, counted, say
from quarterdeck.maths.forecasting import Backtest, Chances, EndTried, Question, at_least, backtested, backtested_end, how_many, level_by, sure

Counts = NDArray[np.int64]
CERTAINTIES = (0.5, 0.7, 0.85, 0.95)
PROMISED = 0.85
_FEWEST, _MOST, _AHEAD = 12, 52, 4
"""A forecast is tried on the past where there are this many periods to learn from, and as many to look ahead."""
_TO_PROMISE = 5
"""Periods of the past from which something is promised.

The median of five lies between the least and the most that was done in 15 of 16 cases (two in 2⁵ have all of them on one side); with four it is 7 of 8.
That 5 is enough to say anything is our judgement.
"""


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
    """Periods by certainty (``None``: not within the horizon), items by certainty at ``by``, and how the past was met (``None``: too short).

    ``pace`` is what the pace alone says, ``when`` what is said after the same question was tried on the past (``ended``); both are one without trials.
    """

    asked: Asked
    pace: dict[float, int | None]
    when: dict[float, int | None]
    many: dict[float, int]
    tried: Backtest | None
    ended: EndTried | None = None

    @property
    def enough(self) -> bool:
        """Whether the past is long enough to promise anything from."""
        return len(self.asked.done) >= _TO_PROMISE


def forecast(asked: Asked) -> Forecasted:
    """The exact answer, by convolution, and the same corrected by how often it would have held."""
    question = Question(asked.done, asked.items, asked.arriving, asked.split)
    chances = question.chances(slice(None))
    tried = backtested(asked.done, _learned(asked.done), _AHEAD, PROMISED) if len(asked.done) >= _FEWEST + _AHEAD else None
    ends = {certainty: _ended(question, certainty) for certainty in CERTAINTIES}
    return Forecasted(
        asked, {certainty: sure(chances, certainty) for certainty in CERTAINTIES}, _corrected(chances, ends),
        _many(asked.done, asked.by) if asked.by is not None else {}, tried, ends[PROMISED],
    )  # fmt: skip


def _many(done: Counts, by: int) -> dict[float, int]:
    """How many are done by then, corrected likewise; never more with a greater certainty."""
    chances = how_many(done, by)
    levels = np.maximum.accumulate([level_by(done, _learned(done), by, _AHEAD, certainty) for certainty in CERTAINTIES])
    return {certainty: at_least(chances, float(level)) for certainty, level in zip(CERTAINTIES, levels, strict=True)}


def _corrected(chances: Chances, ends: dict[float, EndTried | None]) -> dict[float, int | None]:
    """Within how many periods it is done, asked with what the past asks for; never sooner with a greater certainty than with a smaller one."""
    levels = np.maximum.accumulate([certainty if end is None else end.level for certainty, end in ends.items()])
    return {certainty: sure(chances, float(level)) for certainty, level in zip(ends, levels, strict=True)}


def _ended(question: Question, certainty: float) -> EndTried | None:
    """How often the same question would have been answered rightly, where what came in is known of the same periods."""
    told, new = len(question.done), question.arriving
    if told < _FEWEST + _AHEAD or (new is not None and len(new) != told):
        return None
    return backtested_end(question, _learned(question.done), _AHEAD, certainty)


def _learned(done: Counts) -> int:
    """A year where there is one, half of what there is otherwise: short pasts promise too much (docs/explanation/forecasts.md)."""
    return min(_MOST, max(_FEWEST, len(done) // 2))


def page(found: Forecasted) -> Section:
    """The sentence, the table, and how far to trust it."""
    asked, promised = found.asked, found.when[PROMISED]
    items = counted(asked.items, "item")
    if promised is None:
        lead = say("{items}: no forecast. At this pace they may never be done.", items=items)
    elif not found.enough:
        given = counted(len(asked.done), "period")
        said = "{items}: nothing can be promised from {given} of the past. Give {least} or more."
        return Section("forecast", "Forecast from throughput", (Sentence(say(said, items=items, given=given, least=_TO_PROMISE), "lead"),))
    else:
        lead = say("{items} will be done within {periods} in 85 of 100 futures.", items=items, periods=counted(promised, "period"))
    apart = found.pace != found.when
    columns = ("in … of 100 futures", "done within", *(("by the pace alone",) if apart else ()), *(("at least this many by then",) if found.many else ()))
    rows = tuple(
        (
            (f"{certainty:.0%}".removesuffix("%"),), _within(periods), *((_within(found.pace[certainty]),) if apart else ()),
            *(((str(found.many[certainty]),),) if found.many else ()),
        )
        for certainty, periods in found.when.items()
    )  # fmt: skip
    heading = "How sure" if asked.by is None else f"How sure; by then: in {counted(asked.by, 'period')}"
    blocks: tuple[Block, ...] = (Sentence(lead, "lead"), TableBlock(heading, columns, "lr" + "r" * (len(columns) - 2), rows), _trust(found))
    return Section("forecast", "Forecast from throughput", blocks)


def _within(periods: int | None) -> Phrase:
    return (counted(periods, "period") if periods is not None else "not foreseeable",)


def _trust(found: Forecasted) -> Sentence:
    if found.tried is None or found.tried.rate is None:
        said = "How often such forecasts were met is not assessed: it takes {least} periods of the past, and {given} were given."
        return Sentence(say(said, least=_FEWEST + _AHEAD, given=len(found.asked.done)), "note")
    said = (
        "Tried on this past (learn from {learned} periods, promise the next {ahead} with 85 %): kept {hits} of {asked} times, {rate}; "
        "{even} of them overlap nowhere."
    )
    rate = f"{found.tried.rate:.0%}".replace("%", "\u202f%")
    said += _whole(found)
    return Sentence(
        say(said, learned=_learned(found.asked.done), ahead=_AHEAD, hits=found.tried.hits, asked=found.tried.asked, rate=rate, even=found.tried.even), "note"
    )


def _whole(found: Forecasted) -> str:
    """The same of the whole question, with what comes in and is cut."""
    if found.ended is None:
        return " What comes in was not tried: say it for the same periods as what was done."
    tried, items = found.ended.tried, counted(found.asked.items, "item")
    grown = found.asked.arriving is not None or found.asked.split is not None
    told = f"{items}, with what came in then and what items are cut into" if grown else items
    if not tried:
        return f" The whole question ({told}) was not tried: they would not have been done before this past ends. So it is answered by the pace alone."
    held, paced = (f"{share:.0f} of {tried} times" for share in (found.ended.held, found.ended.paced))
    return f" The whole question tried ({told}, at every fourth period): kept {paced} by the pace alone, {held} as corrected each time by those before."
