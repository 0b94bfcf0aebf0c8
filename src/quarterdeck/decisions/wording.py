"""How amounts, spans and shares are told in a decision paper."""

from __future__ import annotations

from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.text import number

MINUS = "\u2212"


def amount(value: float, unit: str) -> str:
    """Two significant digits and the unit."""
    rounded = two_digits(value)
    told = number(rounded) if float(rounded).is_integer() else f"{rounded:g}"
    return f"{told.replace('-', MINUS)} {unit}"


def span(spread: Range, unit: str) -> str:
    """``12 000 to 40 000 EUR``, p10 to p90."""
    ends = dict.fromkeys(amount(value, "").strip() for value in (spread.p10, spread.p90))
    return f"{' to '.join(ends)} {unit}"


def share(part: float) -> str:
    """``71 %``; never a certainty that was only simulated."""
    return "under 1 %" if 0 < part < 0.01 else "over 99 %" if 0.99 < part < 1 else f"{part:.0%}".replace("%", "\u202f%")  # noqa: PLR2004  # per cent
