"""Systems, containers and components, as the C4 model tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Ref, To, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class DataStore:
    """A place where a system keeps data."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What people call it."]
    technology: Annotated[Words, "What it runs on: PostgreSQL 16, S3."] = ""
    holds: Annotated[tuple[Words, ...], "The kinds of data in it."] = ()
    personal_data: Annotated[YesNo | None, "Whether data about people is in it."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Named):
    """Software that runs, and who answers for it."""

    kind: ClassVar[str] = "system"
    folder: ClassVar[str] = "systems"
    acyclic: ClassVar[tuple[str, ...]] = ("part_of",)

    level: Annotated[Literal["system", "container", "component"], "Its level in the C4 model."] = "system"
    part_of: Annotated[Ref | None, To("system"), "What it is a part of."] = None
    owner: Annotated[Ref | None, To("team"), "The team that answers for it."] = None
    criticality: Annotated[Literal["critical", "high", "medium", "low"] | None, "How much the business suffers while it is down."] = None
    lifecycle: Annotated[Literal["planned", "building", "live", "sunset", "retired"] | None, "Where it stands in its life."] = None
    repositories: Annotated[tuple[Words, ...], "The repositories that it is built from, by the names that `assess` gives them."] = ()
    environments: Annotated[tuple[Words, ...], "Where it runs: production, staging."] = ()
    data_stores: Annotated[tuple[DataStore, ...], "Where it keeps data."] = ()
    hosting: Annotated[Words, "Whose machines it runs on, and where: AWS eu-central-1, own rack."] = ""
    vendors: Annotated[tuple[Annotated[Ref, To("vendor")], ...], "Vendors without whom it stands still."] = ()
    depends_on: Annotated[tuple[Annotated[Ref, To("system")], ...], "Systems without which it stands still."] = ()
    technologies: Annotated[tuple[Annotated[Ref, To("technology")], ...], "What it is made with."] = ()
