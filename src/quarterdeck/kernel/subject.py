"""What a number or a judgement is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A thing that can be measured: its kind (as the evidence names it), its key, unique within the kind, and what people call it."""

    kind: str
    key: str
    label: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The key alone: kinds are told by the context."""
        return self.key


def stable_id(*parts: str) -> str:
    """Twelve hexadecimal digits that are the same in every run for the same parts, in the same order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
