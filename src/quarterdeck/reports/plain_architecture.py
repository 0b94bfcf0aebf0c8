"""Judgements of architecture in the words of somebody who does not build software."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """A judgement told plainly. ``wrong`` names the place with ``{where}``; ``unknown`` goes on after «we do not know»."""

    wrong: str
    well: str
    unknown: str


ARCHITECTURE: Mapping[str, Plain] = {
    "call-not-on-record": Plain(
        "{where} leans on other systems that nobody wrote down. Who plans a stop of those does not know.",
        "Which system leans on which is written down",
        "whether it is written down which system leans on which",
    ),
    "decision-is-not-kept": Plain(
        "A written decision about {where} no longer says what holds. Who goes by it goes wrong.",
        "What was decided and written down is kept",
        "whether what was decided is kept",
    ),
    "standard-is-broken": Plain(
        "We do not keep what we agreed in «{where}». Each change there takes longer than it should.",
        "We keep what we agreed on how we build",
        "whether we keep what we agreed on how we build",
    ),
    "door-without-decision": Plain(
        "Something that is hard to take back came into {where}, and nobody wrote down why.",
        "What is hard to take back was decided before it came in",
        "whether what is hard to take back was decided",
    ),
}
"""By the judgement's name; a part of `plain_words.PLAIN`."""
