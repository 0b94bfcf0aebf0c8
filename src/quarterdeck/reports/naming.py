"""Names in words that were written without knowing them as names: found and made names again, so that redaction misses none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quarterdeck.kernel.text import Name, Part, Phrase
from quarterdeck.reports.walk import Rewriting


def naming(names: Iterable[Name]) -> Rewriting:
    """Makes each of these names a value of its own wherever its words stand, the longest first; also where a sentence gave it a capital or took it."""
    known: dict[str, Name] = {}
    for name in names:
        for spelled in (name.text, name.text[:1].lower() + name.text[1:], name.text[:1].upper() + name.text[1:]):
            known.setdefault(spelled, name)
    known.pop("", None)
    if not known:
        return Rewriting(lambda phrase: phrase)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(known, key=lambda one: (-len(one), one))))})(?!\w)")

    def named(part: Part) -> Iterable[Part]:
        if not isinstance(part, str):
            return (part,)
        return (known.get(piece, piece) for piece in pattern.split(part) if piece)

    def phrase(given: Phrase) -> Phrase:
        return tuple(piece for part in given for piece in named(part))

    return Rewriting(phrase)
