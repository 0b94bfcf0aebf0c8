"""The company's own repository of records: where it is, and what it holds. One workspace is one company; nothing of another one is ever read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quarterdeck.app.caches import caches
from quarterdeck.kernel.subject import stable_id
from quarterdeck.records.collection import ROOT_FILE, Records
from quarterdeck.records.loader import load


class NoWorkspaceError(Exception):
    """No folder from here upwards is a workspace: the message says what to do."""


@dataclass(frozen=True)
class Workspace:
    """The records of one company below ``root``."""

    root: Path

    @cached_property
    def records(self) -> Records:
        """All records, checked. What was parsed is kept beside other caches of the user's, apart for each workspace, by the hash of each file."""
        return load(self.root, caches() / "records" / f"{stable_id(str(self.root))}.json")


def find(start: Path) -> Workspace:
    """The workspace that a folder lies in: the nearest one upwards that holds ``quarterdeck.yaml``. Raises ``NoWorkspaceError``."""
    folder = start.resolve()
    for root in (folder, *folder.parents):
        if (root / ROOT_FILE).is_file():
            return Workspace(root)
    raise NoWorkspaceError(f"{start}: neither this folder nor one above it holds {ROOT_FILE}; name the folder of a workspace")
