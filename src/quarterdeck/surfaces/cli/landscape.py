"""``quarterdeck landscape``: systems and containers as text that other tools draw."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder


def landscape(*, out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT) -> int:
    """Print the landscape of the assessment as a workspace of Structurizr (C4): the record's systems, the containers that files tell of, what calls what.

    `quarterdeck landscape > workspace.dsl`, then open it in Structurizr, or turn it into Mermaid or PlantUML with its command line.
    """
    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.reports.worlds import world  # noqa: PLC0415  # as above
    from quarterdeck.reports.c4 import structurizr  # noqa: PLC0415  # as above

    try:
        run = recall(out_folder(out))
    except NothingThereError as error:
        raise UsageError(str(error)) from error
    sys.stdout.write(structurizr(world(run)))
    return 0
