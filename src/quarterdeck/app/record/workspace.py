"""The company's own repository of records: where it is, and what it holds. One workspace is one company; nothing of another one is ever read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from quarterdeck.app.gathering.caches import caches
from quarterdeck.app.gathering.syncing import Chosen, Listed, addresses, chosen
from quarterdeck.app.record.home import MARK, root_around
from quarterdeck.kernel.problem import Place
from quarterdeck.kernel.subject import stable_id
from quarterdeck.records.collection import COMPANY, Records, parse_file
from quarterdeck.records.loader import load
from quarterdeck.records.reading import Slip, steps_of
from quarterdeck.records.values import Ref


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

    @cached_property
    def fingerprint(self) -> str:
        """Which record this is: another one where a byte of a file is another."""
        files = self.records.files
        return stable_id(*(f"{ref} {hashlib.sha256(files[ref].data).hexdigest()}" for ref in sorted(files, key=str)))

    @cached_property
    def repositories(self) -> Chosen:
        """What the company's file, and the file that it names, list: folders, addresses, and what cannot be used.

        A file that is broken elsewhere is read all the same: its own problems stand among those of the records.
        """
        said, other = self._listed
        listed = [Listed(one, self.place("repositories", str(number))) for number, one in enumerate(said) if one.strip()]
        more, problems = addresses(self.root, other) if other else ([], [])
        found = chosen(self.root, [*listed, *more])
        return replace(found, problems=(*problems, *found.problems))

    @property
    def _listed(self) -> tuple[Sequence[str], str]:
        """The repositories as they are written, and the file that holds more of them."""
        company, file = self.records.company, self.records.files.get(COMPANY)
        if company or file is None:
            return (company.repositories, company.repositories_file) if company else ((), "")
        keys = parse_file(file).data or {}
        said, other = keys.get("repositories"), keys.get("repositories_file")
        return [one if isinstance(one, str) else "" for one in said] if isinstance(said, list) else (), other if isinstance(other, str) else ""

    def place(self, *steps: str, ref: Ref = COMPANY) -> Place:
        """Where a key of a record stands."""
        return self.records.files[ref].place(Slip(steps_of("/".join(steps)), "", ""))


def find(start: Path) -> Workspace:
    """The workspace that a folder lies in: the nearest one upwards that holds ``quarterdeck.yaml``. Raises ``NoWorkspaceError``."""
    root = root_around(start)
    if root is None:
        raise NoWorkspaceError(f"{start}: neither this folder nor one above it holds {MARK}; name the folder of a workspace")
    return Workspace(root)
