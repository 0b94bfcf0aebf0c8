"""Capabilities: what the company must be able to do, how much that matters, and how far it is from what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark
from quarterdeck.records.values import Day, Number, Ref, To, Words

MOST = 5
"""The upper end of the three scales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability(Named):
    """What the company is able to do, apart from who does it and with what."""

    kind: ClassVar[str] = "capability"
    folder: ClassVar[str] = "capabilities"
    acyclic: ClassVar[tuple[str, ...]] = ("part_of",)

    part_of: Annotated[Ref | None, To("capability"), "The capability that it is a part of."] = None
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    weight: Annotated[Number | None, "How much the strategy hangs on it, from 1 (others may do it better) to 5 (it decides who wins)."] = None
    now: Annotated[Number | None, "How good the company is at it, from 0 (cannot do it) to 5 (nobody does it better)."] = None
    wanted: Annotated[Number | None, "How good it must be for the strategy, on the same scale."] = None
    judged: Annotated[Day | None, "The day for which `now` was judged."] = None
    because: Annotated[Words, "What `now` rests on: numbers, incidents, what customers say."] = ""
    sourcing: Annotated[Literal["own", "partner", "bought"] | None, "Whether the company means to do it itself."] = None
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "Systems that it is done with."] = ()
    objectives: Annotated[tuple[Annotated[Ref, To("objective")], ...], "Objectives that need it."] = ()

    def faults(self) -> Iterator[Remark]:
        """A number outside of its scale."""
        for key, least in (("weight", 1), ("now", 0), ("wanted", 0)):
            value = getattr(self, key)
            if value is not None and not least <= value <= MOST:
                yield Remark(key, f"{value:g} lies outside of {least} to {MOST}", f"Write a number from {least} to {MOST}")
