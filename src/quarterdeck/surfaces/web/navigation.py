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


_SHOWS = {
    "/": "what changed, what falls due, what is at risk and what could not be seen",
    "/findings": "everything that was found: to be narrowed, accepted for a while with a reason, given to somebody",
    "/maps": "the landscape of systems, where changes pile up, and who knows what",
    "/evidence": "which repositories and files were looked at, how new they are, and what was wrong with them",
    "/risks": "each risk on record with what it may cost a year, as a range",
    "/vendors": "every contract by its last day to act, and every vendor as a whole",
    "/objectives": "what is done for each objective, and what it took",
    "/budget": "what each quarter was planned to cost and what was booked",
    "/teams": "what each team answers for, and what was found there",
    "/reports": "a draft of the report, to be read and published",
}
"""What stands on a page once something was assessed."""


def shows(path: str) -> str:
    """What stands on a page once something was assessed, for who opens it before: the questions of a practice, else what it is for."""
    practice = next((one for one in PRACTICES if path == f"/practices/{one.name}"), None)
    return f"what is found of it: {practice.question}" if practice else next((_SHOWS[one] for one in sorted(_SHOWS, reverse=True) if path.startswith(one)), "")


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
