"""``quarterdeck data``: the reference data on this machine, and how it is brought up to date."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

from cyclopts import App, Parameter

from quarterdeck.kernel.text import counted, number
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.cli.application import UsageError

if TYPE_CHECKING:
    from quarterdeck.app.gathering.reference import Held

data = App(name="data", help="Reference data: advisories, exploited vulnerabilities, end of life.")

_PROBLEMS = 5


@data.default
def show() -> None:
    """Say which published data this machine holds, how old it is, and where it lies."""
    from quarterdeck.app.gathering.reference import cache_folder, held  # noqa: PLC0415  # loaded when the command is called

    today, cache = datetime.now(UTC).date(), cache_folder()
    for one in held(cache):
        _say(_line(one, today), sys.stdout)
    _say(f"Kept in {cache}. `quarterdeck data update` brings it up to date; `--from DIR` takes it from a folder, without a network.", sys.stdout)


@data.command
def update(
    *,
    from_: Annotated[
        Path | None,
        Parameter(name="--from", help="A folder with the published files, laid out as the cache is, in place of the network."),
    ] = None,
) -> int:
    """Fetch published advisories, exploited vulnerabilities and end-of-life dates into the cache.

    Nothing about your code leaves the machine: whole files are fetched, the same for everybody. Without a network, copy a cache folder and give it
    with `--from`.
    """
    if from_ is not None and not from_.is_dir():
        raise UsageError(f"--from {from_}: there is no such folder; give one that holds osv/PyPI/all.zip, kev/… or endoflife/…")
    return 0 if _update(from_, sys.stdout) else 1


def offer() -> None:
    """On a terminal, where no advisories are at hand: ask whether to fetch them before work starts. Elsewhere do nothing at all.

    Everything is said on standard error: standard output belongs to the command.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    from quarterdeck.app.gathering.reference import has_advisories  # noqa: PLC0415  # only where somebody can answer

    if has_advisories():
        return
    _say(
        "No security advisories are on this machine: without them no package can be checked. Fetch the published files now? They are large. [y/N] ",
        sys.stderr,
        end="",
    )
    if sys.stdin.readline().strip().lower() in {"y", "yes"}:
        _update(None, sys.stderr)


def _update(folder: Path | None, to: TextIO) -> bool:
    """Bring the published files in and say ``to`` whom what came; whether anything did and nothing failed."""
    from quarterdeck.app.gathering.reference import bring_up_to_date  # noqa: PLC0415  # loaded when the command is called

    done = bring_up_to_date(folder)
    for one in done.sets:
        _say(f"{one.name}: {counted(one.rows, 'entry', 'entries')} of {one.as_of}. {one.origin}", to)
    if done.missing:
        _say(f"Not there: {', '.join(done.missing)}. What needs them is not assessed.", to)
    for problem in done.problems[:_PROBLEMS]:
        _say(f"! {clean(str(problem))}", to)
    if len(done.problems) > _PROBLEMS:
        _say(f"  and {number(len(done.problems) - _PROBLEMS)} more problems", to)
    return bool(done.sets) and not done.problems


def _line(one: Held, today: date) -> str:
    if one.data_of is None:
        return f"{one.name}: not here{f' ({one.why})' if one.why else ''}. What needs it is not assessed."
    age = (today - one.data_of).days
    return f"{one.name}: {counted(one.rows, 'entry', 'entries')} of {one.data_of}, {counted(max(age, 0), 'day')} old. {one.origin}"


def _say(words: str, to: TextIO, end: str = "\n") -> None:
    print(words, file=to, end=end, flush=True)
