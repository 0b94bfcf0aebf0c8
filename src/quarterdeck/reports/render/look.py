"""What a company may choose of how its reports look: the size of paper, one colour, its logo, the language.

A renderer is told the look as a whole and wears it while it works, so that a scale deep in a chart need not be handed a colour by all above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from quarterdeck.reports.tongue.spoken import Tongue

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
    language: str = "en"


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


def ours(words: str) -> str:
    """Words that a renderer adds of its own, and numbers and days that it prints, in the language that is worn."""
    language = worn().language
    return words if language == HOUSE.language else _tongue(language).text(words)


@cache
def _tongue(language: str) -> Tongue:
    from quarterdeck.reports.tongue.spoken import Tongue  # noqa: PLC0415  # only where another language is asked for

    return Tongue.speaking(language)
