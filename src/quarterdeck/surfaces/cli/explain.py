"""``quarterdeck explain``: the chain behind anything that the product says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, Redacted, out_folder


def explain(
    identifier: str,
    /,
    *,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    rows: Annotated[int, Parameter(help="How many rows of evidence to show.")] = 12,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both.")] = None,
) -> None:
    """Show the chain behind a finding or a measurement: sentence, formula, rows, assumptions, method, dates.

    Parameters
    ----------
    identifier
        The id of a finding or measurement, as printed by `assess` and in the report; its first four characters are enough where they are unique.

    """
    from quarterdeck.app.asking.explain import UnknownIdError  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.asking.explain import explain as explained  # noqa: PLC0415  # as above
    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    try:
        section = explained(recall(out_folder(out)), identifier, rows)
    except (UnknownIdError, NothingThereError) as error:
        raise UsageError(str(error)) from error
    print_section(Disguise.of(redact).section(section))
