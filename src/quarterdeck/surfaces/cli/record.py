"""``quarterdeck record``: list, show, make and change records, with the care that a person would take."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import App, Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace

if TYPE_CHECKING:
    from quarterdeck.records.collection import Records
    from quarterdeck.records.values import Ref
    from quarterdeck.records.versioning import Commit

record = App(name="record", help="List, show, make and change the company's records.")

In: TypeAlias = Annotated[Path, Parameter(name="--in", help="The workspace, or a folder in it. This folder by default.")]
Format: TypeAlias = Annotated[Literal["text", "json"], Parameter(help="For people, or for programs.")]
Author: TypeAlias = Annotated[str, Parameter(help="Who made the change, as 'Anna Lind <anna@example.org>'. Whom git knows by default.")]
Message: TypeAlias = Annotated[str, Parameter(help="Why, for the history.")]
Committed: TypeAlias = Annotated[bool, Parameter(help="Commit the change to git.")]
Body: TypeAlias = Annotated[Path | None, Parameter(help="A file with the text below the keys; - reads standard input.")]


@record.command(name="list")
def listed(kind: str = "", /, *, in_: In = Path(), format: Format = "text") -> int:  # noqa: A002  # the option's name
    """List the records of a kind, or how many there are of each.

    Parameters
    ----------
    kind
        The kind (risk, risks, budget-line, …). All kinds by default.

    """
    from quarterdeck.app.record.recording import kind_of  # noqa: PLC0415  # loaded when the command is called

    records = workspace(in_).records
    with _told():
        wanted = kind_of(kind).kind if kind else ""
    found = [_row(records, ref) for ref in sorted(records.files, key=str) if wanted in {"", ref.kind}]
    if format == "json":
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        _print([f"{row['record']}\t{row['name']}\t{row['state']}" for row in found] or [f"There is no {wanted or 'record'} yet."])
    return 0


@record.command
def show(name: str, /, *, in_: In = Path(), format: Format = "text") -> int:  # noqa: A002  # likewise
    """Show one record as its file holds it; as JSON with the fingerprint that `set --seen` takes.

    Parameters
    ----------
    name
        Kind and id, as other records refer to it: team/payments.

    """
    from quarterdeck.app.record import recording  # noqa: PLC0415  # loaded when the command is called

    with _told():
        shown = recording.show(workspace(in_), _ref(name))
    if format == "json":
        told = {"record": str(shown.ref), "file": shown.file.path, "fingerprint": shown.fingerprint, "keys": shown.keys}
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    else:
        _print([f"# {shown.file.path}", *shown.file.data.decode("utf-8", "replace").splitlines()])
    return 0


@record.command
def new(  # a command's options are its arguments
    name: str, /, *said: str, in_: In = Path(), body: Body = None, author: Author = "", message: Message = "", commit: Committed = True
) -> int:
    """Make a record: `quarterdeck record new team/payments name=Payments members=person/anna,person/ben`.

    Parameters
    ----------
    name
        Kind and id: team/payments.
    said
        KEY=VALUE for each key. Lists are written with commas.

    """
    from quarterdeck.app.record import recording  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.record.assigning import read_assignments  # noqa: PLC0415  # likewise

    with _told():
        ref, place = _ref(name), workspace(in_)
        changes = read_assignments(recording.kind_of(ref.kind), said, {})
        values = {str(steps[0]): value for steps, value in changes.items() if value is not None}
        file = recording.new(place, ref, values, _text(body) or "", _commit(commit, author, message or f"{ref}: new"))
    _print([f"Wrote {file.path}."])
    return 0


@record.command(name="set")
def change(  # likewise
    name: str,
    /,
    *said: str,
    in_: In = Path(),
    body: Body = None,
    author: Author = "",
    message: Message = "",
    commit: Committed = True,
    seen: Annotated[str, Parameter(help="The fingerprint that `show --format json` gave: refuse when the file has changed since.")] = "",
) -> int:
    """Change keys of a record and leave everything else in its file as it is: `quarterdeck record set action/restore status=done done=2026-11-21`.

    Parameters
    ----------
    name
        Kind and id: team/payments.
    said
        KEY=VALUE for each key; nothing behind = takes the key away. Within groups: key_results.0.current=5.

    """
    from quarterdeck.app.record import recording  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.record.assigning import read_assignments  # noqa: PLC0415  # likewise

    with _told():
        ref, place = _ref(name), workspace(in_)
        shown = recording.show(place, ref)
        if seen and seen != shown.fingerprint:
            raise UsageError(f"{shown.file.path} has changed since it was read; read it again, and make the change anew")
        changes = read_assignments(recording.kind_of(ref.kind), said, shown.keys)
        why = message or f"{ref}: {', '.join('.'.join(map(str, steps)) for steps in changes) or 'text'}"
        file = recording.edit(place, shown, changes, _text(body), _commit(commit, author, why))
    _print([f"Changed {file.path}." if file is not shown.file else f"{file.path} says so already; nothing was changed."])
    return 0


@record.command
def schemas(*, in_: In = Path()) -> int:
    """Write the JSON Schemas of all kinds into the workspace, for editors that complete and check while somebody writes."""
    from quarterdeck.app.record.editors import write_editor_files  # noqa: PLC0415  # loaded when the command is called

    _print([f"Wrote {path}." for path in write_editor_files(workspace(in_).root)] or ["All are current."])
    return 0


def _row(records: Records, ref: Ref) -> dict[str, str]:
    held = records.sound.get(ref)
    state = "broken" if ref in records.broken else "draft" if held and held.drafted else "silenced" if ref in records.silenced else ""
    return {"record": str(ref), "name": held.label if held else "", "state": state, "file": records.files[ref].path}


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be done is said in words, with exit code 2."""
    from quarterdeck.app.record.assigning import UnusableAssignmentError  # noqa: PLC0415  # loaded when a command is called
    from quarterdeck.app.record.recording import NoRecordError, RefusedError  # noqa: PLC0415  # likewise
    from quarterdeck.records.editing import NotEditedError  # noqa: PLC0415  # likewise
    from quarterdeck.records.emitting import UnwritableError  # noqa: PLC0415  # likewise
    from quarterdeck.records.versioning import VersioningError  # noqa: PLC0415  # likewise
    from quarterdeck.records.writer import NotCommittedError, StaleError  # noqa: PLC0415  # likewise

    try:
        yield
    except RefusedError as error:
        raise UsageError("nothing was written, because the record would be broken:\n" + "\n".join(f"  {problem}" for problem in error.problems)) from error
    except (UnusableAssignmentError, NoRecordError, NotEditedError, UnwritableError, VersioningError, NotCommittedError, StaleError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"nothing was written: {error.strerror or error}") from error


def _ref(name: str) -> Ref:
    from quarterdeck.app.record.recording import NoRecordError, kind_of  # noqa: PLC0415  # likewise
    from quarterdeck.assumptions.spoken import UnusableError  # noqa: PLC0415  # likewise
    from quarterdeck.records.values import Ref, read_ref  # noqa: PLC0415  # likewise

    try:
        ref = read_ref(name)
    except UnusableError as error:
        raise NoRecordError(str(error)) from error
    return Ref(kind_of(ref.kind).kind, ref.id)


def _commit(wanted: bool, author: str, message: str) -> Commit | None:  # noqa: FBT001  # what the option says
    from quarterdeck.records.versioning import Author, Commit  # noqa: PLC0415  # likewise

    return Commit(message, Author.read(author)) if wanted else None


def _text(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--body {path}: {error}") from error


def _print(lines: list[str]) -> None:
    """Lines without anything that steers a terminal; columns are parted by tabs and drawn beneath each other."""
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # likewise

    rows = [[clean(cell) for cell in line.split("\t")] for line in lines]
    widths = [max((len(row[column]) for row in rows if len(row) > column + 1), default=0) for column in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(widths[column]) if column + 1 < len(row) else cell for column, cell in enumerate(row)]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
