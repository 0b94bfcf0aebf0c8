"""``quarterdeck challenge``: what the record says against its own plan."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace
from quarterdeck.surfaces.cli.days import read_day


def challenge(
    directory: Path = Path(),
    /,
    *,
    as_of: Annotated[str | None, Parameter(help="Argue as of the end of this day (2026-11-21). Today by default.")] = None,
    share: Annotated[int, Parameter(help="How many percent of people's time go to initiatives, the rest to keeping things running.")] = 60,
    out: Annotated[Path | None, Parameter(help="The assessment that says what systems run on: `quarterdeck-out` in the workspace by default.")] = None,
    json: Annotated[bool, Parameter(help="Print the arguments as JSON.", negative="")] = False,
) -> int:
    """Argue with the plan: people promised twice, one person on every path, contracts and support that end first, dates that come too late, no reason to stop.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.challenging import as_dict, disputed, page  # noqa: PLC0415  # loaded when the command is called

    if not 1 <= share <= 100:  # noqa: PLR2004  # a percentage, as is said
        raise UsageError(f"--share {share}: write a percentage from 1 to 100")
    day = read_day(as_of, "--as-of") or datetime.now(UTC).date()
    here = workspace(directory)
    found = disputed(here, day, share / 100, out or here.root / "quarterdeck-out")
    if json:
        from json import dumps  # noqa: PLC0415  # as above

        sys.stdout.write(dumps(as_dict(found), indent=1, ensure_ascii=False) + "\n")
        return 0
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(page(found))
    return 0
