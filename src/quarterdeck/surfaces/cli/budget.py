"""``quarterdeck budget``: a year's technology budget, what was booked, and what it will come to."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace
from quarterdeck.surfaces.cli.days import read_day

Way = Literal["purpose", "category", "team", "system", "objective", "treatment"]
_CUT = re.compile(r"(?:budget-line/)?(?P<line>[^=]+)=-?(?P<percent>\d+(?:\.\d+)?) ?%")


def budget(
    directory: Path = Path(),
    /,
    *,
    year: Annotated[int | None, Parameter(help="The fiscal year, by the year in which it begins. The one that holds the day by default.")] = None,
    by: Annotated[tuple[Way, ...], Parameter(help="Tell the plan apart by this; may be repeated.")] = ("purpose",),
    cut: Annotated[tuple[str, ...], Parameter(help="Take so much from a line in the quarters ahead: `hosting=20%`; may be repeated.")] = (),
    as_of: Annotated[str | None, Parameter(help="As of the end of this day (2026-11-21). Today by default.")] = None,
    out: Annotated[Path | None, Parameter(help="Where the ledger and bills were imported: `quarterdeck-out` in the workspace by default.")] = None,
    json: Annotated[bool, Parameter(help="Print it as JSON.", negative="")] = False,
) -> int:
    """Tell a year's technology budget: by quarter, against the ledger, at completion, by purpose, team, system and objective, and with cuts.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.budgeting import Asked, BudgetError  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.steering.budgeting import budget as told  # noqa: PLC0415  # as above
    from quarterdeck.reports.budget_page import as_dict, page  # noqa: PLC0415  # as above

    day = read_day(as_of, "--as-of") or datetime.now(UTC).date()
    here = workspace(directory)
    try:
        found = told(here, Asked(day, year, out or here.root / "quarterdeck-out", dict(map(_cut, cut))))
    except BudgetError as error:
        raise UsageError(str(error)) from error
    if json:
        from json import dumps  # noqa: PLC0415  # as above

        sys.stdout.write(dumps(as_dict(found), indent=1, ensure_ascii=False) + "\n")
        return 0
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(page(found, by))
    return 0


def _cut(said: str) -> tuple[str, float]:
    """A line and the share that is taken from it. Raises ``UsageError``."""
    match = _CUT.fullmatch(said.strip())
    if not match or float(match["percent"]) > 100:  # noqa: PLR2004  # a percentage
        raise UsageError(f"--cut {said!r}: write a line and how much of it, for instance hosting=20%")
    return f"budget-line/{match['line']}", float(match["percent"]) / 100
