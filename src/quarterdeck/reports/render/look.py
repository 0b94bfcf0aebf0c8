"""What a company may choose of how its reports look: the size of paper, one colour, its logo.

A renderer is told the look as a whole and wears it while it works, so that a scale deep in a chart need not be handed a colour by all above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was checked (``logos.checked``): SVG without script or reference, or PNG without anything but dots."""

    content: bytes
    form: Literal["svg", "png"]
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Look:
    """The choices; without any, the look of the house."""

    paper: Paper = "a4"
    accent: str = ""
    """One colour for what can be acted on, as ``#rrggbb``, checked (``accents.legible``); the house's own when empty."""
    accent_dark: str = ""
    """The same on a dark screen."""
    logo: Logo | None = None


HOUSE = Look()
_WORN: ContextVar[Look] = ContextVar("look", default=HOUSE)


@contextmanager
def wearing(look: Look) -> Iterator[None]:
    """While it lasts, whatever is drawn has this look."""
    before = _WORN.set(look)
    try:
        yield
    finally:
        _WORN.reset(before)


def worn() -> Look:
    """The look of what is being drawn."""
    return _WORN.get()
