"""What a file of keys and values holds, with the line of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead from the top to a value."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds (dicts, lists, texts, numbers), and on which line each key and list item stands."""

    data: object
    lines: Mapping[Steps, int] = field(default_factory=lambda: MappingProxyType({}))

    def line(self, *steps: str | int) -> int:
        """The line of the value at ``steps``; of what contains it where its own is not known; 0 where neither is."""
        for length in range(len(steps), 0, -1):
            found = self.lines.get(steps[:length])
            if found:
                return found
        return 0

    def at(self, *steps: str | int) -> object:
        """The value at ``steps``; None where there is none."""
        value = self.data
        for step in steps:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value
