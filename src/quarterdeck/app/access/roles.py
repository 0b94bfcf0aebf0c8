"""What can be done, who may do it: four roles, and what each allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Permission(StrEnum):
    """Something that a route of the application lets people do. Each route declares one."""

    PUBLISHED = "published"
    """See what was published for the board."""
    READ = "read"
    """See the assessment and the record."""
    WRITE = "write"
    """Change the record: records, acceptances, imports."""
    RUN = "run"
    """Start long work, and stop it."""
    MANAGE = "manage"
    """See and change who has an account, see what everybody did."""
    OWN = "own"
    """One's own account: password, tokens, leaving."""


class Role(StrEnum):
    """What somebody is here."""

    OWNER = "owner"
    CONTRIBUTOR = "contributor"
    READER = "reader"
    BOARD = "board"


_BOARD = frozenset({Permission.PUBLISHED, Permission.OWN})
_READER = _BOARD | {Permission.READ}
_CONTRIBUTOR = _READER | {Permission.WRITE, Permission.RUN}

ALLOWED: Mapping[Role, frozenset[Permission]] = MappingProxyType({
    Role.OWNER: _CONTRIBUTOR | {Permission.MANAGE}, Role.CONTRIBUTOR: _CONTRIBUTOR, Role.READER: _READER, Role.BOARD: _BOARD,
})  # fmt: skip
"""What each role allows."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is in. Without an account it is the one person at this machine, whom git knows."""

    role: Role
    account: str = ""
    name: str = ""
    email: str = ""

    @property
    def called(self) -> str:
        """The name for a sentence."""
        return self.name or self.account or "whoever started the server"


ALONE = Person(Role.OWNER)
"""The one person of a server without accounts."""
