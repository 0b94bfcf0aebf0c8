"""What a run comes to, on one screen: as plain values, so that a run whose answer stands already can say it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of something, as lines of texts, and how many more there are."""

    lines: list[list[str]]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Scope, findings with their money, what could not be assessed."""

    commits: int
    people: int
    dormant: int
    found: Listed
    """Severity, sentence, money (or nothing), id."""
    total: str
    """Money of all findings together; empty where fewer than two carry some."""
    accepted: Listed
    """Sentence, who accepted it and until when, id."""
    missing: Listed
    """Findings by name, where, why with what to supply, further reasons."""
    problems: Listed
    worst: str
    """The greatest severity of what nobody accepted; empty without any."""

    @classmethod
    def kept(cls, said: dict[str, Any]) -> Summary:
        """From what `dataclasses.asdict` made of one. Raises ``TypeError`` for anything else."""
        told: dict[str, Any] = {name: Listed(**value) if isinstance(value, dict) else value for name, value in said.items()}
        return cls(**told)
