"""The places of the application, in the order in which a technology leader's day meets them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quarterdeck.app.access.roles import Permission
from quarterdeck.app.catalogue import PRACTICES


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the navigation."""

    address: str
    name: str
    group: str = ""
    needs: Permission = Permission.READ
    """Shown to those who may."""


_LEADING = (
    ("/roadmap", "Roadmap"), ("/objectives", "Objectives"), ("/decisions", "Decisions"), ("/risks", "Risks"), ("/vendors", "Vendors and renewals"),
    ("/budget", "Budget"), ("/teams", "Teams"),
)  # fmt: skip


@cache
def places(*, recorded: bool) -> tuple[Place, ...]:
    """All of them; ``recorded`` says whether there is a record."""
    practices = tuple(Place(f"/practices/{practice.name}", practice.title, "Practices") for practice in PRACTICES)
    plans = tuple(Place(address, name, "Lead") for address, name in _LEADING) if recorded else ()
    record = (Place("/records", "Records", "Record"), Place("/history", "What changed", "Record")) if recorded else ()
    return (
        Place("/", "Overview"),
        Place("/findings", "Findings"),
        Place("/maps", "Maps"),
        Place("/reports", "Reports"),
        Place("/published", "Published", "", Permission.PUBLISHED),
        *plans,
        *practices,
        *record,
        Place("/evidence", "What was looked at", "Evidence"),
        Place("/supply", "Supply evidence", "Evidence"),
        Place("/again", "Work", "Evidence"),
        Place("/account", "Account", "You", Permission.OWN),
        Place("/log", "People and log", "You", Permission.MANAGE),
    )
