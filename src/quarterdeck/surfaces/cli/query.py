"""``quarterdeck query`` and ``quarterdeck tables``: everything gathered and computed, in SQL."""

from __future__ import annotations

import csv
import json
import math
import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder

if TYPE_CHECKING:
    from rich.console import Console

    from quarterdeck.app.asking.ask import Answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NARROWEST = 9
"""Columns of fewer letters than this break nearly every word: a table of them cannot be read."""


def query(
    sql: str,
    /,
    *,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    format: Annotated[Literal["table", "csv", "json"], Parameter(help="How to print the answer.")] = "table",  # noqa: A002  # the option's name
) -> None:
    """Ask everything gathered and computed, in SQL: one SELECT, in a closed sandbox.

    Parameters
    ----------
    sql
        One SELECT, for instance "SELECT path, sum(added) FROM file_changes GROUP BY path ORDER BY 2 DESC LIMIT 10". `quarterdeck tables` names what there is.

    """
    from quarterdeck.app.asking.ask import RefusedQueryError, ask  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.asking.recall import NothingThereError  # noqa: PLC0415  # as above

    try:
        answer = ask(out_folder(out), sql)
    except (RefusedQueryError, NothingThereError) as error:
        raise UsageError(str(error)) from error
    {"table": _as_table, "csv": _as_csv, "json": _as_json}[format](answer)


def _as_table(answer: Answer) -> None:
    from rich.console import Console  # noqa: PLC0415  # only where a table is printed
    from rich.table import Table  # noqa: PLC0415  # as above
    from rich.text import Text  # noqa: PLC0415  # as above

    if not answer.rows:
        until = f" up to {answer.as_of}, the day of the assessment: what happened later is not shown" if answer.as_of else ""
        print(f"No rows{until}.", file=sys.stderr)  # noqa: T201  # the command line speaks here
    width = shutil.get_terminal_size().columns
    console = Console(highlight=False, width=width)
    if len(answer.columns) * _NARROWEST > width:
        _as_records(answer, console)
        return
    table = Table(box=None, pad_edge=False)
    for name in answer.columns:
        table.add_column(clean(name), overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text("" if value is None else clean(str(value))) for value in row))
    console.print(table)


def _as_records(answer: Answer, console: Console) -> None:
    """More columns than the terminal can hold side by side: each row by itself, a line for each of its columns."""
    from rich.text import Text  # noqa: PLC0415  # as above

    names = [clean(name) for name in answer.columns]
    longest = max(len(name) for name in names)
    for row in answer.rows:
        for name, value in zip(names, row, strict=True):
            console.print(Text(f"{name:<{longest}}  {'' if value is None else clean(str(value))}".rstrip()), soft_wrap=True)
        console.print()


def _as_csv(answer: Answer) -> None:
    """Cells that a spreadsheet would run as a formula begin with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([clean(name) for name in answer.columns])
    writer.writerows([_cell(value) for value in row] for row in answer.rows)


def _cell(value: object) -> object:
    if isinstance(value, str):
        text = "\n".join(clean(line) for line in value.split("\n"))  # neither a terminal nor what shows the file later is steered
        return "'" + text if text.startswith(_FORMULA) or value.startswith(_FORMULA) else text
    return value


def _as_json(answer: Answer) -> None:
    if len(set(answer.columns)) < len(answer.columns):
        raise UsageError("two columns of the answer have one name, and JSON would keep one of them; give each its own with AS")
    rows = [{name: _finite(value) for name, value in zip(answer.columns, row, strict=True)} for row in answer.rows]
    sys.stdout.write(json.dumps(rows, indent=1, default=_plain) + "\n")


def _finite(value: object) -> object:
    """JSON has no word for infinity or for what is no number: they become null, also inside lists and structures."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    return value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def tables(
    *names: str,
    out: Annotated[Path, Parameter(help="Accepted like the other commands' --out; the tables are the same in every folder.")] = DEFAULT_OUT,
) -> None:
    """Describe each table and column that `query` reads.

    Parameters
    ----------
    names
        The tables to describe. All by default.

    """
    from quarterdeck.app.asking.ask import tables as known  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.kernel.table import PROVENANCE  # noqa: PLC0415  # as above

    del out
    described = known()
    unknown = set(names) - {table.name for table, _ in described}
    if unknown:
        raise UsageError(f"there is no table {', '.join(sorted(unknown))}; there are {', '.join(table.name for table, _ in described)}")
    for table, observed in described:
        if names and table.name not in names:
            continue
        print(f"{table.name}: {table.says}")  # noqa: T201  # the command line speaks here
        for column in (*table.columns, *(PROVENANCE if observed else ())):
            print(f"  {column.name} ({column.sql.lower()}{', may be empty' if column.nullable else ''}): {column.says}")  # noqa: T201  # as above
        print()  # noqa: T201  # as above
