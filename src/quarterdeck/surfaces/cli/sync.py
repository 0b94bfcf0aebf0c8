"""``quarterdeck sync``: bring the repositories that a workspace lists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace

if TYPE_CHECKING:
    from quarterdeck.app.gathering.syncing import Synced


def sync(directory: Path = Path(), /) -> int:
    """Clone and fetch the repositories that the workspace lists by their address, with your own git and its credentials.

    They lie in the workspace, in a folder that git ignores. Nothing else touches the network. Exits with 1 when one could not be brought.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.gathering import syncing  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.kernel.text import counted  # noqa: PLC0415  # as above
    from quarterdeck.records.collection import COMPANY  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    here = workspace(directory)
    wanted = here.repositories
    problems = (*here.records.broken.get(COMPANY, ()), *wanted.problems)
    if not wanted.remotes and not problems:
        raise UsageError(f"{here.root}: no address is listed; write some under `repositories:` in quarterdeck.yaml")
    for problem in problems:
        sys.stdout.write(f"! {clean(str(problem))}\n")
    try:
        done = syncing.sync(here.root, wanted.remotes, _say)
    except syncing.SyncBusyError as error:
        raise UsageError(f"{error}; wait for it") from error
    except OSError as error:
        raise UsageError(f"{here.root}: cannot be written: {error.strerror or error}") from error
    failed = sum(one.problem is not None for one in done)
    bad = failed + len(problems)
    told = f"{counted(len(done) - failed, 'repository', 'repositories')} up to date" + (f", {counted(bad, 'problem')}" if bad else "")
    sys.stdout.write(f"{told}. Next: `quarterdeck assess` in the workspace.\n")
    return 1 if bad else 0


def _say(one: Synced) -> None:
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    told = f"! {one.problem}" if one.problem else f"{one.remote.name}: {'new commits or tags' if one.changed else 'nothing new'}"
    sys.stdout.write(clean(told) + "\n")
