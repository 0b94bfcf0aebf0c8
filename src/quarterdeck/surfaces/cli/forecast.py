"""``quarterdeck forecast``: when so many items will be done, how many by then."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from quarterdeck.app.steering.epics import EpicTold
    from quarterdeck.app.steering.forecasting import Forecasted
    from quarterdeck.kernel.section import Section

_MOST_ITEMS, _MOST_COUNT, _MOST_PERIODS = 2_000, 1_000, 520


def forecast(  # noqa: PLR0913  # a command's options are its arguments
    items: int | None = None,
    /,
    *,
    epic: Annotated[
        str | None, Parameter(help="Instead of a number: an epic of imported work items, by its key; with any other word, which there are.")
    ] = None,
    done: Annotated[str | None, Parameter(help="How many were done in each period of the past, oldest first, zeros included: 3,5,0,4.")] = None,
    of: Annotated[str | None, Parameter(help="Instead of `--done`: the weeks of a repository's imported work items, or of `company`.")] = None,
    out: Annotated[Path, Parameter(help="With `--of` and `--epic`: the folder that `assess` wrote to.")] = DEFAULT_OUT,
    arriving: Annotated[str | None, Parameter(help="How many new ones came in periods of the past: 1,0,2. None by default.")] = None,
    split: Annotated[str | None, Parameter(help="Into how many pieces items of the past were cut: 1,1,2. Each stays whole by default.")] = None,
    by: Annotated[int | None, Parameter(help="Say too how many will be done in so many periods.")] = None,
    json: Annotated[bool, Parameter(help="Print the forecast as JSON.", negative="")] = False,
) -> int:
    """Say when so many items will be done, by exact convolution of what was done in periods of the past, and how often such forecasts were met.

    Parameters
    ----------
    items
        How many there are to do. Periods are what `--done` counts: weeks, days, sprints. With `--of` they are weeks.

    """
    if epic is not None:
        return _epic(out, epic, [items, done, of, arriving, split, by], json=json)
    if items is None:
        raise UsageError("say how many items there are, or which epic: `quarterdeck forecast 30 --done 3,5,0,4`, `quarterdeck forecast --epic SHOP-12`")
    from quarterdeck.app.steering.forecasting import Asked, page  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.steering.forecasting import forecast as forecasted  # noqa: PLC0415  # as above

    _refuse(items, by)
    new, cut = _numbers(arriving, "--arriving"), _numbers(split, "--split", least=1)
    past = _past(_numbers(done, "--done"), of, out)
    found = forecasted(Asked(items, past, new, cut, by))
    if json:
        sys.stdout.write(_as_json(found, items, by))
        return 0
    return _print(page(found))


def _print(section: Section) -> int:
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(section)
    return 0


def _past(done: NDArray[np.int64] | None, of: str | None, out: Path) -> NDArray[np.int64]:
    """What was done, as it was said or as it is known."""
    if (done is None) == (of is None):
        raise UsageError("say what was done in the past: either `--done 3,5,0,4`, or `--of REPOSITORY`")
    return _weeks(out, str(of)) if done is None else done


def _numbers(said: str | None, option: str, least: int = 0) -> NDArray[np.int64] | None:
    import numpy as np  # noqa: PLC0415  # as above

    counts = None if said is None else _counts(said, option)
    if counts and min(counts) < least:
        raise UsageError(f"{option}: an item that is cut into 0 pieces is none; write 1 for one that stayed whole")
    return None if counts is None else np.array(counts)


def _epic(out: Path, epic: str, beside: list[object], *, json: bool) -> int:
    if any(said is not None for said in beside):
        raise UsageError("--epic: what is open of an epic, what was done and what came in is known; say it with `--out` and `--json` alone")
    from quarterdeck.app.asking.recall import NothingThereError  # noqa: PLC0415  # as above
    from quarterdeck.app.steering.epics import UnknownEpicError, epic_page, epic_told  # noqa: PLC0415  # as above

    try:
        told = epic_told(out_folder(out), epic)
    except (UnknownEpicError, NothingThereError) as error:
        raise UsageError(str(error)) from error
    if json:
        sys.stdout.write(_epic_as_json(told))
        return 0
    return _print(epic_page(told))


def _epic_as_json(told: EpicTold) -> str:
    from json import dumps  # noqa: PLC0415  # as above

    days = {name: {f"{certainty:g}": day and str(day) for certainty, day in by.items()} for name, by in (("by_pace", told.by_pace), ("done_by", told.done_by))}
    tried = {"epics": told.tried, "kept": told.held}
    planned = told.planned_for and str(told.planned_for)
    out = {"schema_version": "1.0", "epic": told.epic, "made_on": str(told.made_on), "open": told.open, "came_in_a_week": told.grew, "cut_into": told.cut,
           "compared": told.compared, **days, "planned_for": planned, "tried": tried}  # fmt: skip
    return dumps(out, indent=1) + "\n"


def _refuse(items: int, by: int | None) -> None:
    if not 1 <= items <= _MOST_ITEMS:
        raise UsageError(f"{items} items: write a number from 1 to {_MOST_ITEMS}")
    if by is not None and not 1 <= by <= _MOST_PERIODS:
        raise UsageError(f"--by {by}: write a number of periods from 1 to {_MOST_PERIODS}")


def _weeks(out: Path, of: str) -> NDArray[np.int64]:
    from quarterdeck.app.asking.recall import NothingThereError  # noqa: PLC0415  # as above
    from quarterdeck.app.steering.past import UnknownPastError, done_by_week  # noqa: PLC0415  # it opens the evidence: only where it is asked

    try:
        return done_by_week(out_folder(out), of)
    except (UnknownPastError, NothingThereError) as error:
        raise UsageError(str(error)) from error


def _as_json(found: Forecasted, items: int, by: int | None) -> str:
    from json import dumps  # noqa: PLC0415  # as above

    tried = found.tried and {"asked": found.tried.asked, "kept": found.tried.hits, "apart": found.tried.even}
    ended = found.ended and {"asked": found.ended.tried, "kept": round(found.ended.held, 1), "kept_by_pace": round(found.ended.paced, 1)}
    told = {"schema_version": "1.0", "items": items, "enough": found.enough, "periods": _keyed(found.when), "by_pace": _keyed(found.pace), "by": by,
            "items_by_then": _keyed(found.many), "tried": tried, "tried_as_a_whole": ended}  # fmt: skip
    return dumps(told, indent=1) + "\n"


def _keyed(found: dict[float, int | None] | dict[float, int]) -> dict[str, int | None]:
    return {f"{certainty:g}": value for certainty, value in found.items()}


def _counts(said: str, option: str) -> list[int]:
    words = [word.strip() for word in said.split(",")]
    if not all(word.isascii() and word.isdigit() and int(word) <= _MOST_COUNT for word in words):
        raise UsageError(f"{option} {said}: write whole numbers up to {_MOST_COUNT} with commas between, for instance 3,5,0,4")
    if len(words) > _MOST_PERIODS:
        raise UsageError(f"{option}: {len(words)} periods are more than {_MOST_PERIODS}; give the latest")
    return [int(word) for word in words]
