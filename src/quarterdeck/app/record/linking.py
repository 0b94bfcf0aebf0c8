"""Repositories that systems are built from, against those that the company lists: a name that none of them has is a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.app.gathering.syncing import clones
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.kinds.system import System
from quarterdeck.records.reading import nearest
from quarterdeck.sources.git.discover import discover

_SHOWN = 6


def unlisted(workspace: Workspace) -> Iterator[Problem]:
    """A problem for each name that no listed repository has. Where a listed folder is not here, nobody knows what it would hold, and nothing is said."""
    named = [(system, number, name) for system in workspace.records.of(System) for number, name in enumerate(system.repositories)]
    known = _names(workspace) if named else frozenset()
    for system, number, name in named if known else ():
        if name not in known:
            near = nearest(name, sorted(known))
            shown = ", ".join(sorted(known)[:_SHOWN]) + (f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else "")
            mend = f"Did you mean {near}?" if near else f"Listed are {shown}. Write one of them, or list it in quarterdeck.yaml"
            yield Problem(workspace.place("repositories", str(number), ref=system.ref), f"the company lists no repository {name!r}", mend)


def _names(workspace: Workspace) -> frozenset[str]:
    """As `assess` names them; one that `sync` has not brought yet, as its address does. Nothing where the list cannot be followed."""
    listed = workspace.repositories
    if not all(folder.is_dir() for folder in listed.folders):
        return frozenset()
    here = {remote: clones(workspace.root) / remote.folder for remote, _ in listed.remotes}
    brought = {remote: clone for remote, clone in here.items() if clone.is_dir()}
    found, _ = discover([*listed.folders, *brought.values()])
    return frozenset({one.name for one in found} | {remote.name for remote in here if remote not in brought})
