"""How a judgement ended, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The four ends of a judgement. Absence is an end of its own: never a pass."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a finding matters, strongest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Severity).index(self)

    @property
    def mark(self) -> str:
        """A shape, so that colour never speaks alone."""
        return {"critical": "▲", "high": "◆", "medium": "●", "low": "○"}[self.value]


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """No basis for a number: why, and what would settle it (naming only commands that exist)."""

    why: str
    supply: str
