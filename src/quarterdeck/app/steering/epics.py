"""``forecast --epic``: when one epic of imported work items will be done, with the numbers that reports print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quarterdeck.app.asking.ask import RefusedQueryError, ask
from quarterdeck.derived.epic_forecasts import FEWEST_COMPARED
from quarterdeck.derived.words import percent
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, counted, number, say

_OPEN = """
SELECT epic, made_on, open, grew, cut, certainty, pace_by, compared, done_by, planned_for FROM epic_forecasts
WHERE done_on IS NULL AND made_on = (SELECT max(made_on) FROM epic_forecasts) ORDER BY epic, certainty
"""
_KEPT = """
SELECT avg(share), count(*) FROM (SELECT avg(kept::INTEGER) AS share FROM epic_forecasts WHERE certainty = 0.85 AND kept IS NOT NULL GROUP BY epic)
"""


class UnknownEpicError(LookupError):
    """No open epic of that name can be forecast: the message lists those that can."""


@dataclass(frozen=True, slots=True)
class EpicTold:
    """An open epic: days by certainty (``None``: not foreseeable), by its pace and as promised, and how often such promises held."""

    epic: str
    made_on: date
    open: int
    grew: float
    cut: float
    compared: int
    by_pace: dict[float, date | None]
    done_by: dict[float, date | None]
    planned_for: date | None
    held: float | None
    """The mean over epics of the past of the share of promises at 85 of 100 that were kept."""
    tried: int

    @property
    def corrected(self) -> bool:
        """Whether enough other epics are known."""
        return self.compared >= FEWEST_COMPARED


def epic_told(out: Path, key: str) -> EpicTold:
    """What the assessment in ``out`` says of an epic. Raises ``UnknownEpicError``, and ``NothingThereError`` when the folder holds no assessment."""
    try:
        rows = ask(out, _OPEN).rows
    except RefusedQueryError as error:  # imported, and not assessed since
        raise UnknownEpicError(f"{out} holds imports and no assessment that stands; run `quarterdeck assess` first") from error
    of = [row for row in rows if str(row[0]).lower() == key.lower()]
    if not of:
        known = ", ".join(dict.fromkeys(str(row[0]) for row in rows))
        hint = (
            f"there are forecasts of {known}"
            if known
            else "an epic needs five items, eight weeks of work and open pieces: `quarterdeck import work-items FILE`"
        )
        raise UnknownEpicError(f"--epic {key}: no open epic of that name can be forecast; {hint}")
    ((held, tried),) = ask(out, _KEPT).rows
    epic, made_on, open_, grew, cut, _, _, compared, _, planned = of[0]
    return EpicTold(
        str(epic), _day(made_on) or date.min, int(str(open_)), float(str(grew)), float(str(cut)), int(str(compared)),
        {float(str(row[5])): _day(row[6]) for row in of}, {float(str(row[5])): _day(row[8]) for row in of}, _day(planned),
        None if held is None else float(str(held)), int(str(tried)),
    )  # fmt: skip


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def epic_page(told: EpicTold) -> Section:
    """The sentence, both days for each certainty, the planned day beside them, and how far to trust it."""
    sure, open_ = told.done_by[0.85], counted(told.open, "piece")
    alone = "" if told.corrected else ", by its pace alone: too few other epics are known to correct it"
    lead = (
        say("{epic} ({open} open): nothing of it is open after {day} in 85 of 100 futures{alone}.", epic=told.epic, open=open_, day=str(sure), alone=alone)
        if sure
        else say("{epic} ({open} open): no day can be promised with 85 of 100{alone}.", epic=told.epic, open=open_, alone=alone)
    )
    columns = ("in … of 100 futures", "by its pace alone", f"corrected by {counted(told.compared, 'other epic')}")
    rows: tuple[tuple[Phrase, ...], ...] = tuple(
        ((f"{100 * certainty:.0f}",), (_told(day),), (_told(told.done_by[certainty]) if told.corrected else "too few others",))
        for certainty, day in told.by_pace.items()
    )
    growth = say(
        "On {made}; in a week {grew} pieces came in, and finished items had been cut into {cut}.",
        made=str(told.made_on), grew=number(told.grew, 1), cut=number(told.cut, 1),
    )  # fmt: skip
    blocks: list[Block] = [Sentence(lead, "lead"), TableBlock("Nothing of it is open after", columns, "lll", rows), Sentence(growth, "note")]
    if told.planned_for:
        blocks.append(Sentence((*say("It stands on record for {day}: ", day=str(told.planned_for)), beside(told.planned_for, told.done_by), ".")))
    blocks.append(Sentence((_trust(told),), "note"))
    return Section("forecast", "When an epic will be done", tuple(blocks))


def beside(planned: date, days: dict[float, date | None]) -> str:
    """A planned day beside even odds and 85 of 100."""
    half, sure = days[0.5], days[0.85]
    if sure and sure <= planned:
        return "85 of 100 futures keep it"
    return "more likely kept than not" if half and half <= planned else "more likely missed than kept"


def _told(day: date | None) -> str:
    return str(day) if day else "not foreseeable"


def _trust(told: EpicTold) -> str:
    if told.held is None:
        return "How often such promises held is not assessed: no epic of the past had one that is due by now."
    return f"Tried on {counted(told.tried, 'epic')} of the past: {percent(told.held)} of the promises at 85 of 100 held, each epic counted once."
