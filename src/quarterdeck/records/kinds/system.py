"""Systems, containers and components, as the C4 model tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, future
from quarterdeck.records.values import Day, Outage, Ref, To, Words, YesNo


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
    alerts: Annotated[Words, "Where the alerts on it are defined, if not in the files of a repository: a tool, an address."] = ""
    runbook: Annotated[Words, "Where it stands what to do when it fails: an address, or a path."] = ""
    rto: Annotated[Outage | None, "How long it may be away at most (recovery time objective): `4 hours`."] = None
    rpo: Annotated[Outage | None, "How much of the newest data may be lost at most (recovery point objective): `15 minutes`."] = None
    recovery_tested: Annotated[Day | None, "The day on which bringing it back within `rto` was last tested."] = None

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Tested on a day to come."""
        yield from future("recovery_tested", self.recovery_tested, as_of, "was tested on {day}, which is still to come")
