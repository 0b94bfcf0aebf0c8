"""What a step of a pipeline may do."""

from __future__ import annotations

from enum import Flag, auto


class Kind(Flag):
    """What a step does; it may do several things. OPAQUE: it does something that cannot be told from here."""

    NOTHING = 0
    TESTS = auto()
    CHECKS = auto()
    BUILDS = auto()
    DEPLOYS = auto()
    OPAQUE = auto()


FOUR: tuple[Kind, ...] = (Kind.TESTS, Kind.CHECKS, Kind.DEPLOYS, Kind.BUILDS)
"""What the table asks about, in the order in which the evidence is told."""


def words(text: str) -> frozenset[str]:
    """The words of a catalogue's list."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a catalogue's list: separated by commas or new lines, without the spaces around them."""
    return frozenset(phrase.strip() for line in text.splitlines() for phrase in line.split(",") if phrase.strip())
