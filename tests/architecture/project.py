"""What the tests of this folder say of the project's own files."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file of the project: where it stands, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def where(self) -> str:
        """Its path from the project's root."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def public(self) -> bool:
        """True for a module without a leading underscore in any part of its name."""
        return not any(part.startswith("_") and part != "__init__.py" for part in self.path.relative_to(ROOT).parts)
