"""How practices print shares in sentences."""

from __future__ import annotations

from quarterdeck.kernel.text import number


def percent(share: float) -> str:
    """A share as ``53 %``; one that is small but not zero as ``under 1 %``, one that is large but not whole as ``over 99 %``."""
    if 0 < share < 0.01:  # noqa: PLR2004  # one per cent, as said
        return "under 1\u202f%"
    if 0.99 < share < 1:  # noqa: PLR2004  # likewise
        return "over 99\u202f%"
    return f"{number(100 * share)}\u202f%"


def as_words(text: str) -> str:
    """SQL: the words of a text in small letters between single spaces, so that a name is found as words and never within one."""
    return f"' ' || regexp_replace(lower({text}), '[^a-z0-9]+', ' ', 'g') || ' '"
