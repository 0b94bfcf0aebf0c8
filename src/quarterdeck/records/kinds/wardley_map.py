"""Wardley maps: what users need, what that takes, and how evolved each of it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark
from quarterdeck.records.values import Day, Number, Ref, To, Words, YesNo
from quarterdeck.records.wardley import read_map


@dataclass(frozen=True, slots=True, kw_only=True)
class MapComponent:
    """Something on the map."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What people call it: joined to the system or vendor of this name."]
    kind: Annotated[Literal["component", "anchor", "market", "ecosystem", "submap"], "What it is; an anchor is who has the need."] = "component"
    visibility: Annotated[Number | None, "How near it is to whoever has the need, from 0 to 1."] = None
    evolution: Annotated[Number | None, "How evolved it is, from 0 (genesis) to 1 (commodity)."] = None
    moves_to: Annotated[Number | None, "How evolved it will be."] = None
    becomes: Annotated[Words, "What it will be called then."] = ""
    way: Annotated[Literal["build", "buy", "outsource"] | None, "How the company comes by it."] = None
    inertia: Annotated[YesNo, "Whether something holds it where it is."] = False
    pipeline: Annotated[Words, "The component whose pipeline it is a part of."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLink:
    """What a component needs."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    needs: Annotated[Words, "Who needs it."]
    needed: Annotated[Words, "What is needed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class WardleyMap(Named):
    """A Wardley map: a text as OnlineWardleyMaps writes it, below a few keys (`.md`) or alone (`.owm`)."""

    kind: ClassVar[str] = "map"
    folder: ClassVar[str] = "maps"
    prose: ClassVar[bool] = True

    owner: Annotated[Ref | None, To("person", "team"), "Who keeps it true."] = None
    drawn: Annotated[Day | None, "The day on which it was drawn or last looked at."] = None
    components: Annotated[tuple[MapComponent, ...], "What stands on it; read from the text."] = ()
    needs: Annotated[tuple[MapLink, ...], "What needs what; read from the text."] = ()
    notes: Annotated[tuple[Words, ...], "What is noted on it; read from the text."] = ()

    def unread(self) -> Iterator[Remark]:
        """The lines of the text that say nothing that is understood."""
        yield from (Remark(f"body/{one.line}", one.what, one.mend) for one in read_map(self.body).unread)
