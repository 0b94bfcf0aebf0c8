"""``quarterdeck onboard``: where somebody who is new to a system begins, and who can introduce it."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quarterdeck import __version__
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, Redacted, out_folder
from quarterdeck.surfaces.cli.leave import Forms, in_words, write_page


def onboard(
    name: str,
    /,
    *,
    without: Annotated[list[str] | None, Parameter(help="Somebody who will not be there to ask; repeat it for more.", negative="")] = None,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    format: Annotated[list[Forms] | None, Parameter(help="Write a page in one of these forms; repeat it for more.", negative="")] = None,  # noqa: A002  # the option's name
    to: Annotated[Path | None, Parameter(help="Folder for the page. `reports` in the folder of the assessment by default.")] = None,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both.")] = None,
    json: Annotated[bool, Parameter(help="Print it as JSON.", negative="")] = False,
) -> int:
    """Show where a newcomer, or a team that takes over, begins to read a system: in which order, with which tests and documents, and who can introduce it.

    Parameters
    ----------
    name
        The system, by the id of its record, or a repository.
    """
    from quarterdeck.app.asking.kept import NoSuchRecordError  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # as above
    from quarterdeck.app.steering.leaving import UnknownPersonError, people_of  # noqa: PLC0415  # as above
    from quarterdeck.app.steering.newcomers import as_dict, path_of  # noqa: PLC0415  # as above
    from quarterdeck.reports.newcomers import path_report, section  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above

    where, disguise = out_folder(out), Disguise.of(redact)
    try:
        run = recall(where)
        told = path_of(run, name, people_of(run, without or ()))
    except (UnknownPersonError, NoSuchRecordError, NothingThereError) as error:
        raise UsageError(in_words(error, redact)) from error
    if json:
        sys.stdout.write(dumps(as_dict(told, disguise.name), indent=1, ensure_ascii=False) + "\n")
    elif format:
        write_page(disguise.document(path_report(told, __version__)), "onboarding", format, to or where / "reports", run.request.company.look)
    else:
        from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

        print_section(disguise.section(section(told)))
    return 0
