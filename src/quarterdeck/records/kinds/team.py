"""Teams, by the four types of Team Topologies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Named):
    """People who work together for long."""

    kind: ClassVar[str] = "team"
    folder: ClassVar[str] = "teams"
    acyclic: ClassVar[tuple[str, ...]] = ("part_of",)

    type: Annotated[Literal["stream-aligned", "platform", "enabling", "complicated-subsystem"] | None, "Its type after Team Topologies."] = None
    mission: Annotated[Words, "What it is there for."] = ""
    members: Annotated[tuple[Annotated[Ref, To("person")], ...], "Who belongs to it."] = ()
    lead: Annotated[Ref | None, To("person"), "Who leads it."] = None
    part_of: Annotated[Ref | None, To("team"), "The larger team or department that it belongs to."] = None
    vendor: Annotated[Ref | None, To("vendor"), "Whose people it consists of, where they are not the company's own."] = None
    time_zone: Annotated[Words, "The time zone of its working hours, where it is not the company's: `America/New_York`."] = ""
    channel: Annotated[Words, "Where others reach it."] = ""
