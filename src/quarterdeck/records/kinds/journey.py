"""Journeys: what users come to do, step by step, and the systems that have to be there for each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from quarterdeck.records.record import Named
from quarterdeck.records.values import Amount, Chance, Ref, To, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyStep:
    """A step, and what it cannot do without."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What the user does: pays, opens the door."]
    system: Annotated[Ref, To("system"), "The system without which the step cannot be taken."]
    level: Annotated[Ref | None, To("service-level"), "The service level that counts how often the step works; else what is known of the system."] = None
    optional: Annotated[YesNo, "Whether the journey goes on without it."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(Named):
    """What somebody comes to do. It works while each of its steps does."""

    kind: ClassVar[str] = "journey"
    folder: ClassVar[str] = "journeys"

    steps: Annotated[tuple[JourneyStep, ...], "The steps in order; all of them must work, unless one is `optional`."] = ()
    users: Annotated[Words, "Who takes it: customers in the shop, couriers."] = ""
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for the whole of it."] = None
    target: Annotated[Chance | None, "How large a share of the time, or of the attempts, it shall work: `99.5%`."] = None
    worth_per_hour: Annotated[Amount | None, "What an hour without it costs in sales and goodwill: `200..900 EUR`."] = None
