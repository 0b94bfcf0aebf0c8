"""``quarterdeck decide``: the model that a decision record names, run on what the record gives."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace
from quarterdeck.surfaces.cli.days import read_day

if TYPE_CHECKING:
    from quarterdeck.app.steering.deciding import Decided
    from quarterdeck.decisions.recommendation import Recommendation

_FEWEST, _MOST = 1_000, 1_000_000


def decide(
    decision: str,
    directory: Path = Path(),
    /,
    *,
    seed: Annotated[int, Parameter(help="Draws depend on it and on the inputs alone.")] = 1,
    runs: Annotated[int, Parameter(help="How many futures are drawn.")] = 100_000,
    as_of: Annotated[str | None, Parameter(help="The day for which people on record are counted (2026-11-21). Today by default.")] = None,
    out: Annotated[Path | None, Parameter(help="The assessment whose evidence is taken: `quarterdeck-out` in the workspace by default.")] = None,
    json: Annotated[bool, Parameter(help="Print the recommendation as JSON.", negative="")] = False,
) -> int:
    """Weigh the options of a decision with the model that its record names, and say what would change the answer.

    Exits with 1 when the record has to be mended first.

    Parameters
    ----------
    decision
        The decision by its id, with or without `decision/` before it.
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.deciding import NoSuchDecisionError  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.steering.deciding import decide as decided  # noqa: PLC0415  # as above

    if not _FEWEST <= runs <= _MOST:
        raise UsageError(f"--runs {runs}: write a number from {_FEWEST} to {_MOST}")
    day = read_day(as_of, "--as-of") or datetime.now(UTC).date()
    here = workspace(directory)
    try:
        found = decided(here, decision, seed, runs, day, out or here.root / "quarterdeck-out")
    except NoSuchDecisionError as error:
        raise UsageError(str(error)) from error
    return _told(found, json=json)


def _told(found: Decided, *, json: bool) -> int:
    """Print the recommendation, or what has to be mended first; the exit code."""
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    if found.recommendation is None:
        sys.stderr.write("".join(f"{clean(str(problem))}\n" for problem in found.problems))
        return 1
    if json:
        sys.stdout.write(_as_json(found.recommendation))
    else:
        _print(found.recommendation)
    return 0


def _print(found: Recommendation) -> None:
    from quarterdeck.decisions.paper import basis, paper  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(paper(found))
    print_section(basis(found))


def _as_json(found: Recommendation) -> str:
    """Everything but the pictures."""
    from json import dumps  # noqa: PLC0415  # as above

    from quarterdeck.decisions.result import as_dict  # noqa: PLC0415  # as above

    return dumps(as_dict(found), indent=1, allow_nan=False) + "\n"
