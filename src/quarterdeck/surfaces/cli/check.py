"""``quarterdeck check``: everything that is wrong with the records, in one go."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.days import read_day

if TYPE_CHECKING:
    from quarterdeck.app.record.workspace import Workspace
    from quarterdeck.kernel.problem import Problem

Format = Literal["text", "json", "sarif"]


def check(
    directory: Path = Path(),
    /,
    *,
    format: Annotated[Format, Parameter(help="How to say it: `text` for people, `json`, or `sarif` (2.1.0) for code hosts and editors.")] = "text",  # noqa: A002  # the option's name
    as_of: Annotated[str | None, Parameter(help="Say what is overdue at the end of this day (2026-11-21). Today by default.")] = None,
) -> int:
    """Check all records of a workspace: unknown keys, wrong values, references that lead nowhere, duplicates, circles, currencies that do not meet.

    Exits with 1 when anything is wrong. What is overdue, or told as done on a day to come, is said too, and is no fault.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    today = read_day(as_of, "--as-of") or datetime.now(UTC).date()
    from quarterdeck.app.record.dressing import dress  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.record.linking import unlisted  # noqa: PLC0415  # as above

    here = workspace(directory)
    records = here.records
    slips = _of_acceptances(here)
    found = (*records.problems, *records.unread, *unlisted(here), *_of_models(here), *slips, *dress(here).problems)
    problems = tuple(sorted(found, key=lambda one: (one.place.path, one.place.line, one.place.column)))
    nothing = {one.place.path for one in slips}
    overdue, ahead = tuple(one for one in records.overdue(today) if one.place.path not in nothing), records.ahead(today)
    if format == "sarif":
        from quarterdeck.app.record.sarif import sarif  # noqa: PLC0415  # as above

        sys.stdout.write(sarif(problems, overdue, ahead))
    elif format == "json":
        said = {"problems": problems, "overdue": overdue, "ahead": ahead}
        whole = {"records": len(records.files), **{name: [_told(one) for one in told] for name, told in said.items()}}
        sys.stdout.write(json.dumps(whole, indent=2) + "\n")
    else:
        _say(problems, overdue, ahead, len(records.files))
    return 1 if problems else 0


def _of_models(here: Workspace) -> Iterator[Problem]:
    """What decisions say to their models; where none names one, nobody pays for loading them."""
    from quarterdeck.records.kinds.decision import Decision  # noqa: PLC0415  # as above

    if any(decision.model for decision in here.records.of(Decision)):
        from quarterdeck.app.steering.deciding import misread  # noqa: PLC0415  # half a second, with numpy

        yield from misread(here)


def _of_acceptances(here: Workspace) -> tuple[Problem, ...]:
    """Acceptances of a finding that there is not; where nobody accepted any, nobody pays for loading the findings."""
    from quarterdeck.records.kinds.acceptance import Acceptance  # noqa: PLC0415  # as above

    if not here.records.of(Acceptance):
        return ()
    from quarterdeck.app.record.company import of_nothing  # noqa: PLC0415  # half a second, with every finding

    return tuple(dict(of_nothing(here)).values())


def workspace(directory: Path) -> Workspace:
    """The workspace around a folder. Raises ``UsageError``."""
    from quarterdeck.app.record.workspace import NoWorkspaceError, find  # noqa: PLC0415  # loaded when the command is called

    if not directory.is_dir():
        raise UsageError(f"{directory}: there is no such folder")
    try:
        return find(directory)
    except NoWorkspaceError as error:
        raise UsageError(str(error)) from error


def _told(problem: Problem) -> dict[str, object]:
    place = asdict(problem.place)
    return {"file": place["path"], "line": place["line"], "column": place["column"], "what": problem.what, "mend": problem.mend}


def _say(problems: tuple[Problem, ...], overdue: tuple[Problem, ...], ahead: tuple[Problem, ...], records: int) -> None:
    from quarterdeck.kernel.text import counted  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import short  # noqa: PLC0415  # as above

    lines = [short(str(problem)) for problem in problems]
    for heading, found in (("Overdue:", overdue), ("Told as done, on a day to come:", ahead)):
        lines += [*([""] if lines else []), heading, *(short(str(problem)) for problem in found)] if found else []
    told = [counted(records, "record"), counted(len(problems), "problem"), f"{counted(len(overdue), 'thing')} overdue"]
    told += [f"{counted(len(ahead), 'thing')} on a day to come"] if ahead else []
    lines += [*([""] if lines else []), f"{', '.join(told)}."]
    sys.stdout.write("\n".join(lines) + "\n")
