"""``quarterdeck calibration``: what the company's own estimates were worth."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.check import workspace


def calibration(
    directory: Path = Path(),
    /,
    *,
    json: Annotated[bool, Parameter(help="Print it as JSON.", negative="")] = False,
) -> int:
    """Hold estimates that have ended against what they said: work, cost, and what decisions were expected to bring.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.calibrating import as_dict, calibrated, page  # noqa: PLC0415  # loaded when the command is called

    found = calibrated(workspace(directory))
    if json:
        from json import dumps  # noqa: PLC0415  # as above

        sys.stdout.write(dumps(as_dict(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n")
        return 0
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(page(found))
    return 0
