"""``quarterdeck publish``: a report as it is handed over, kept as it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, Redacted, out_folder
from quarterdeck.surfaces.cli.report import Languages, Reports


def publish(
    name: Reports,
    about: str = "",
    /,
    *,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    language: Annotated[Languages | None, Parameter(help="The language. What the company's file says by default, else `en`.")] = None,
    against: Annotated[str | None, Parameter(help="Say what changed since this run (its id) or day. The newest of an earlier day by default.")] = None,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both.")] = None,
    by: Annotated[str, Parameter(help="Who publishes it.")] = "",
) -> int:
    """Keep a report in every form as it stands now; `quarterdeck serve` shows it under Reports, whatever is assessed afterwards.

    Parameters
    ----------
    name
        Which report, as for `quarterdeck report`.
    about
        What the report is about, by its id.
    """
    from quarterdeck.app.reports.documents import ABOUT  # noqa: PLC0415  # loaded when the command is called

    if about and name not in ABOUT:
        raise UsageError(f"the report {name!r} is about everything; leave {about!r} out")
    return _published(out_folder(out), name, about, language, against, redact or "", by)


def _published(  # the command's options
    folder: Path, name: str, about: str, language: str | None, against: str | None, redact: str, by: str, /
) -> int:
    from quarterdeck.app.asking.kept import NoSuchRecordError  # noqa: PLC0415  # as above
    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # as above
    from quarterdeck.app.reports import editions  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.narratives import NarrativeError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.renewals import NoSuchContractError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.since import NoSuchRunError  # noqa: PLC0415  # as above

    try:
        run = recall(folder)
        look = replace(run.request.company.look, language=language or run.request.company.look.language)
        order = editions.Order(name, about, look, redact, against)
        kept = editions.publish(run, order, by, datetime.now(UTC), lambda words: sys.stderr.write(f"{words}\n"))
    except (NothingThereError, NoSuchContractError, NoSuchRecordError, NoSuchRunError, NarrativeError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from error
    sys.stdout.write(f"{folder / editions.FOLDER / kept.id}\n")
    if kept.missing:
        sys.stderr.write(f"{kept.missing}\n")
    return 0
