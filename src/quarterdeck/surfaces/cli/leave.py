"""``quarterdeck leave``: what would leave with certain people, and who could take over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck import __version__
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, Redacted, out_folder

if TYPE_CHECKING:
    from quarterdeck.kernel.section import Document
    from quarterdeck.reports.departure import Departure
    from quarterdeck.reports.redaction import Disguise
    from quarterdeck.reports.render.look import Look

Forms = Literal["html", "pdf", "md"]


def leave(
    *people: str,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    format: Annotated[list[Forms] | None, Parameter(help="Write a page in one of these forms; repeat it for more.", negative="")] = None,  # noqa: A002  # the option's name
    to: Annotated[Path | None, Parameter(help="Folder for the page. `reports` in the folder of the assessment by default.")] = None,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both.")] = None,
    json: Annotated[bool, Parameter(help="Print it as JSON.", negative="")] = False,
) -> int:
    """Think a departure through: code that nobody would know any more, systems that would lose their people, what learning it again takes, who could take over.

    Parameters
    ----------
    people
        Who would leave: names as in commits, e-mail addresses, or records (`person/ann`).

    """
    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # as above
    from quarterdeck.app.steering.leaving import UnknownPersonError, departure  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above

    if not people:
        raise UsageError('say who would leave: `quarterdeck leave "Ann Lee"`; more than one name asks what happens if they leave together')
    where, disguise = out_folder(out), Disguise.of(redact)
    try:
        run = recall(where)
        told = departure(run, people)
    except (UnknownPersonError, NothingThereError) as error:
        raise UsageError(in_words(error, redact)) from error
    if json:
        _print_json(told, disguise)
    elif format:
        from quarterdeck.reports.departure import departure_report  # noqa: PLC0415  # as above

        write_page(disguise.document(departure_report(told, __version__)), "departure", format, to or where / "reports", run.request.company.look)
    else:
        from quarterdeck.reports.departure import section  # noqa: PLC0415  # as above
        from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

        print_section(disguise.section(section(told)))
    return 0


def in_words(error: Exception, redact: Redacted | None) -> str:
    """What is wrong; where names are hidden, without those that could be meant."""
    from quarterdeck.app.asking.kept import UnfoundError  # noqa: PLC0415  # as above

    return error.told(redacted=redact is not None) if isinstance(error, UnfoundError) else str(error)


def _print_json(told: Departure, disguise: Disguise) -> None:
    from json import dumps  # noqa: PLC0415  # as above

    from quarterdeck.app.steering.leaving import as_dict  # noqa: PLC0415  # as above

    sys.stdout.write(dumps(as_dict(told, disguise.name), indent=1, ensure_ascii=False) + "\n")


def write_page(made: Document, name: str, forms: list[Forms], folder: Path, look: Look) -> None:
    """A page in each form once, and where it lies. Raises ``UsageError``."""
    from quarterdeck.app.reports import documents  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.missing import MissingExtraError  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    try:
        for form in dict.fromkeys(forms):
            path = folder / f"{name}.{form}"
            path.parent.mkdir(parents=True, exist_ok=True)
            documents.write(made, path, form, look, explained=True)
            sys.stdout.write(f"{clean(str(path))}\n")
    except MissingExtraError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}; name another folder with --to") from error
