"""``quarterdeck assess``: from repositories to a report."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.days import read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.app.gathering.ahead import Ahead
    from quarterdeck.app.pipeline import History
    from quarterdeck.app.record.standing import Brief
    from quarterdeck.app.record.terms import Terms
    from quarterdeck.app.request import Request
    from quarterdeck.evidence.code import MailmapEntry
    from quarterdeck.surfaces.cli.progress import Told

DEFAULT_OUT = Path("quarterdeck-out")
_FARTHEST_EAST = timedelta(hours=14)  # where a day begins first
_MOST_JOBS = 64  # a process for each: more only take memory from each other
Redacted = Literal["people", "code", "all"]
Severities = Literal["critical", "high", "medium", "low"]

Assumed = Annotated[
    list[str] | None,
    Parameter(help="An assumption or criterion of your own, as NAME=VALUE: loaded_engineer_cost='90k..120k EUR'. Repeat for more.", negative=""),
]
Deep = Annotated[
    bool | None,
    Parameter(help="Parse the code, and follow every line to the commit that wrote it: takes about as long again. Kept up to date unless --no-deep."),
]


def assess(  # noqa: PLR0913  # a command's options are its arguments
    *paths: Path,
    workspace: Annotated[Path | None, Parameter(help="Assess what this workspace lists, as it says. The one around this folder by default.")] = None,
    out: Annotated[Path, Parameter(help="Folder for evidence and report; it ignores itself in git. In a workspace it lies there.")] = DEFAULT_OUT,
    json: Annotated[bool, Parameter(help="Print the whole result as JSON on standard output.", negative="")] = False,
    as_of: Annotated[str | None, Parameter(help="Assess as things stood at the end of this day (2026-11-21). Today by default.")] = None,
    since: Annotated[str | None, Parameter(help="Measure periods from this day on. A year before --as-of by default.")] = None,
    assume: Assumed = None,
    mailmap: Annotated[Path | None, Parameter(help="A .mailmap that says which signatures belong together.")] = None,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both in every output.")] = None,
    fail_on: Annotated[Severities | None, Parameter(help="Exit with 1 when a finding is at least this severe.")] = None,
    seed: Annotated[int, Parameter(help="Seed of the draws behind money ranges.")] = 1,
    deep: Deep = None,
    jobs: Annotated[int | None, Parameter(help="Processes side by side. The number of cores by default.")] = None,
) -> int:
    """Assess git repositories and write a report.

    PATHS are repositories (normal, bare, worktrees) or folders that hold some. Nothing in them is written to or executed.

    Parameters
    ----------
    paths
        Repositories, or folders that hold some. By default what the workspace around this folder lists, and without one this folder.

    """
    started = time.monotonic()
    from quarterdeck.app.gathering.ahead import Ahead  # noqa: PLC0415  # loaded when the command is called

    day, first = _days(as_of, since)
    place = out_folder(out, workspace, paths)
    with Ahead() as ahead:
        if (root := _root(workspace, paths)) is None:
            ahead.ask(paths or (Path(),), day, place)
        from quarterdeck.app.request import Request  # noqa: PLC0415  # as above, while git is at work

        brief = _brief(root, paths, day)
        return _run(Request(
            brief.paths, place, day, first, _terms(assume or [], brief), (*brief.mailmap, *_mailmap(mailmap)), brief.standing,
            brief.records, brief.problems, seed, _jobs(jobs), deep,
        ), ahead, as_json=json, redact=redact, fail_on=fail_on, started=started)  # fmt: skip


def _run(request: Request, ahead: Ahead, *, as_json: bool, redact: str | None, fail_on: str | None, started: float) -> int:
    from quarterdeck.app import pipeline  # noqa: PLC0415  # as above
    from quarterdeck.app.keeping.store import StoreBusyError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports import publish  # noqa: PLC0415  # as above
    from quarterdeck.kernel.outcome import Severity  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.data import offer  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.progress import progress  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.summary import print_summary  # noqa: PLC0415  # as above

    offer()
    disguise = Disguise.of(redact)
    try:
        with progress(disguise) as told:
            run = pipeline.assess(request, datetime.now(UTC).replace(tzinfo=None), told, partial(_first_look, told), ahead)
            told.start("writing the report", 0)
            published = publish.publish(run, disguise)
    except StoreBusyError as error:
        raise UsageError(f"{error}; wait for it, or name another folder with --out") from error
    except OSError as error:
        raise UsageError(f"{request.out}: cannot be written: {error.strerror or error}; name another folder with --out") from error
    if as_json:
        from quarterdeck.surfaces.cli.result import printed  # noqa: PLC0415  # as above

        sys.stdout.write(printed(run, disguise))
    else:
        print_summary(run, published.summary, published.page, time.monotonic() - started)
    if not run.entries:
        return 2
    worst = published.summary.worst
    return 1 if fail_on and worst and Severity(worst).rank <= Severity(fail_on).rank else 0


def _first_look(told: Told, histories: Sequence[History]) -> None:
    """Tell first numbers; where there is something new, what concludes and renders is made ready while the run waits for git."""
    if histories:
        Thread(target=_load_what_comes_last, daemon=True).start()
    told.first_look(histories)


def _load_what_comes_last() -> None:
    import_module("quarterdeck.app.concluding.conclusion")
    import_module("quarterdeck.app.reports.summing_up")
    import_module("quarterdeck.reports.render.html").prepare()


def _jobs(said: int | None) -> int:
    if said is not None and said < 1:
        raise UsageError(f"--jobs {said}: write 1 or more")
    return min(said or os.cpu_count() or 1, _MOST_JOBS)


def _days(as_of: str | None, since: str | None) -> tuple[date, date | None]:
    """The day to assess, today unless one is named, and the first of the period, where one is."""
    now = datetime.now(UTC)
    day, first = _past(read_day(as_of, "--as-of") or now.date(), now), read_day(since, "--since")
    if first and first > day:
        raise UsageError(f"--since {first} is after --as-of {day}: a period cannot end before it starts")
    return day, first


def _past(day: date, now: datetime) -> date:
    """A day that has begun somewhere on earth: of any later one nothing is known, and its silence would read like a judgement."""
    if day > (now + _FARTHEST_EAST).date():
        raise UsageError(f"--as-of {day}: that day has not come (it is {now.date()}, UTC), and nothing is known of it; write an earlier one")
    return day


def _root(directory: Path | None, paths: tuple[Path, ...]) -> Path | None:
    """The workspace that is named, else the one around this folder; none where paths are named, for they may be anybody's."""
    from quarterdeck.app.record.home import MARK, root_around  # noqa: PLC0415  # as above

    if directory and paths:
        raise UsageError("name paths or --workspace, not both: a workspace says which repositories are its company's")
    root = None if paths else root_around(directory or Path())
    if root is None and directory:
        raise UsageError(f"{directory}: neither this folder nor one above it holds {MARK}; name the folder of a workspace")
    return root


def _brief(root: Path | None, paths: tuple[Path, ...], day: date) -> Brief:
    """What a workspace says; without one, what is named, or else this folder."""
    from quarterdeck.app.record.standing import Brief  # noqa: PLC0415  # as above

    if root is None:
        return Brief(paths or (Path(),))
    from quarterdeck.app.record.company import brief  # noqa: PLC0415  # reading records takes longer to load than all else
    from quarterdeck.app.record.workspace import Workspace  # noqa: PLC0415  # as above

    told = brief(Workspace(root), day)
    if not told.paths and not told.problems:
        raise UsageError(f"{root}: the workspace lists no repositories; write some under `repositories:` in quarterdeck.yaml")
    return told


def out_folder(said: Path, directory: Path | None = None, paths: tuple[Path, ...] = ()) -> Path:
    """Where evidence and report lie: as was said; by default in the workspace, where there is one around this folder."""
    from quarterdeck.app.record.home import root_around  # noqa: PLC0415  # as above

    root = None if said != DEFAULT_OUT or paths else root_around(directory or Path())
    return root / DEFAULT_OUT if root else said


def _terms(said: list[str], brief: Brief) -> Terms:
    from quarterdeck.app.record.terms import UnusableTermError  # noqa: PLC0415  # as above

    try:
        return brief.standing.terms(said)
    except UnusableTermError as error:
        raise UsageError(str(error)) from error


def _mailmap(path: Path | None) -> tuple[MailmapEntry, ...]:
    if path is None:
        return ()
    from quarterdeck.app.gathering.mailmaps import read_mailmap  # noqa: PLC0415  # as above

    try:
        return read_mailmap(path)
    except OSError as error:
        raise UsageError(f"--mailmap {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise UsageError(f"--mailmap {path}: {error}") from error
