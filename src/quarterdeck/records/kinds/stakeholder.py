"""Stakeholders: people and bodies whom decisions touch, and what they need to hear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Duration, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Named):
    """Somebody who decides, advises, or must be told."""

    kind: ClassVar[str] = "stakeholder"
    folder: ClassVar[str] = "stakeholders"

    role: Annotated[Words, "Their office: chief executive, board, works council, auditor."] = ""
    organisation: Annotated[Words, "Where they belong, when it is not the company."] = ""
    person: Annotated[Ref | None, To("person"), "Their record, when they work here."] = None
    part: Annotated[Literal["decides", "advises", "is-informed"] | None, "Their part in decisions about technology."] = None
    interests: Annotated[tuple[Words, ...], "What they care about."] = ()
    needs: Annotated[Words, "What they need from technology, in their words."] = ""
    told_by: Annotated[Ref | None, To("person"), "Who keeps them informed."] = None
    told_every: Annotated[Duration | None, "How often: `1 month`."] = None
