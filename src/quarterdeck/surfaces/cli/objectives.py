"""``quarterdeck objectives``: objectives, measures, initiatives, effort and money as one graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.check import workspace


def objectives(
    directory: Path = Path(),
    /,
    *,
    out: Annotated[Path | None, Parameter(help="The assessment that says what was spent: `quarterdeck-out` in the workspace by default.")] = None,
    json: Annotated[bool, Parameter(help="Print nodes and edges as JSON.", negative="")] = False,
) -> int:
    """Show what each objective is carried by: key results, initiatives, and the effort and money that really went there.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.objective_graph import as_dict, drawn, page  # noqa: PLC0415  # loaded when the command is called

    here = workspace(directory)
    found = drawn(here, out or here.root / "quarterdeck-out")
    if json:
        from json import dumps  # noqa: PLC0415  # as above

        sys.stdout.write(dumps(as_dict(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n")
        return 0
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(page(found))
    return 0
