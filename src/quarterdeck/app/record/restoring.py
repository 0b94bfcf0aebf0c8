"""The versions of a record in the workspace's own history: who changed what when, and putting one of them back."""

from __future__ import annotations

from dataclasses import dataclass

from quarterdeck.app.record.recording import Shown, remove, replace, restore
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import File, belongs_to
from quarterdeck.records.differences import Difference, differences
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Author, Commit, Version, VersioningError, commit, contents, has_history, parent, removals, versions

_REMOVALS = 500
"""Commits that took something away, among which is looked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a record: its commit (none for what is not committed yet), and what it says otherwise than the one before."""

    version: Version | None
    told: tuple[Difference, ...]
    first: bool
    """Whether it was written here first."""
    now: bool
    """Whether the file holds exactly this."""


@dataclass(frozen=True, slots=True)
class Past:
    """The newest versions of a record, the newest first, and whether there are older ones."""

    steps: tuple[Step, ...]
    older: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A commit, and the records that it changed."""

    version: Version
    records: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A record that was taken away and is not there now: the commit that did it, and the path of its file."""

    ref: Ref
    path: str
    version: Version


def past(workspace: Workspace, shown: Shown, most: int, after: int = 0) -> Past:
    """The versions of a record, each held against the one before it."""
    path = shown.file.path
    found = versions(workspace.root, path, most + 1, after)
    held = [None if data is None else File(path, data) for data in contents(workspace.root, path, [one.id for one in found])]
    steps = []
    for index, version in enumerate(found[:most]):
        before = held[index + 1] if index + 1 < len(found) else None
        now = held[index]
        steps.append(Step(version, differences(before, now), before is None, now is not None and now.data == shown.file.data))
    if not after and (not held or held[0] is None or held[0].data != shown.file.data):
        steps.insert(0, Step(None, differences(held[0] if held else None, shown.file), not held, now=True))
    return Past(tuple(steps), len(found) > most)


def touched(workspace: Workspace, most: int, after: int = 0) -> tuple[list[Touched], bool]:
    """The newest commits that changed records, with the records, and whether there are older ones."""
    found = versions(workspace.root, ".", most + 1, after)
    return [Touched(one, tuple(dict.fromkeys(ref for path in one.paths if (ref := _record(path))))) for one in found[:most]], len(found) > most


def put_back(workspace: Workspace, shown: Shown, id_: str, author: Author) -> File:
    """Write a version of a record again, as a new commit: nothing is taken out of history, and what nobody committed yet is committed before.

    Raises ``VersioningError`` and what ``replace`` raises.
    """
    (data,) = contents(workspace.root, shown.file.path, [id_])
    if data is None:
        return shown.file
    _keep_what_stands(workspace, shown, author)
    return replace(workspace, shown, data, Commit(f"{shown.ref}: back to {id_[:12]}", author))


def undo_creation(workspace: Workspace, shown: Shown, author: Author) -> None:
    """Take a record away by a commit; what nobody committed yet is committed before, so that all of it can be brought back.

    Raises what ``remove`` raises: nothing is removed that other records name.
    """
    if has_history(workspace.root):
        _keep_what_stands(workspace, shown, author)
    remove(workspace, shown, Commit(f"{shown.ref}: removed", author))


def removed(workspace: Workspace, most: int = _REMOVALS) -> list[Removed]:
    """Records that were taken away and are not there now, the newest first."""
    found: dict[Ref, Removed] = {}
    for version in removals(workspace.root, most):
        for path in version.paths:
            ref = _record(path)
            if ref and ref not in workspace.records.files and ref not in found:
                found[ref] = Removed(ref, path, version)
    return list(found.values())


def bring_back(workspace: Workspace, one: Removed, author: Author) -> File:
    """Write a removed record as it last stood. Raises ``VersioningError`` and what ``restore`` raises."""
    (data,) = contents(workspace.root, one.path, [parent(workspace.root, one.version.id)])
    if data is None:
        raise VersioningError("its last version is not in the history")
    return restore(workspace, one.ref, File(one.path, data), Commit(f"{one.ref}: brought back", author))


def _keep_what_stands(workspace: Workspace, shown: Shown, author: Author) -> None:
    root, path = workspace.root, shown.file.path
    newest = contents(root, path, [one.id for one in versions(root, path, 1)])
    if newest != [shown.file.data]:
        commit(root, [path], Commit(f"{shown.ref}: as it was changed by hand", author))


def _record(path: str) -> Ref | None:
    belongs = belongs_to(path)
    return None if belongs is None or isinstance(belongs, Problem) else belongs[1]
