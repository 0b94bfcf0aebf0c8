"""Which value in the JSON of a run each number of a report is: whole sentences first, then numbers by what explains them, then by what a section is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quarterdeck.kernel.quantity import two_digits
from quarterdeck.kernel.section import Section
from quarterdeck.kernel.text import Cited, Name, Phrase, number, plain
from quarterdeck.reports.finishing import in_prose
from quarterdeck.reports.telling import day
from quarterdeck.reports.walk import phrases_in

NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:\.\d+)?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS}) \d{{4}}\b")
_TYPED = re.compile(r"`[^`]*`")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def leaves(value: object) -> Iterator[str | float]:
    """Every text and number in a piece of JSON."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield value


def counts(value: object) -> Iterator[int]:
    """How many there are in each list, and how many of them are alike in something: what «3 of 8» counts."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from counts(inner)
    elif isinstance(value, list | tuple):
        yield len(value)
        heads: Counter[tuple[str, str]] = Counter()
        for inner in value:
            yield from counts(inner)
            if isinstance(inner, Mapping):
                heads.update((key, str(of)) for key, of in inner.items() if not isinstance(of, Mapping | list))
                heads.update((key, "known") for key, of in inner.items() if of is not None)
        yield from heads.values()


def prints(of: float) -> Iterator[str]:
    """A number in each way in which the house prints one: exact, rounded to two or three digits, as a share."""
    size = abs(of)
    for shown in (size, size * 100):
        yield from (number(shown, decimals) for decimals in range(6))
    for digits in (two_digits(size), float(f"{size:.3g}")):
        yield number(digits)
        yield f"{digits:g}"


class Pool:
    """Everything that may be printed of a piece of JSON."""

    def __init__(self, *pieces: object, as_of: date) -> None:
        self.days, self.numbers = set[str](), set[str]()
        for leaf in leaves(pieces):
            if isinstance(leaf, str):
                self._text(leaf, as_of)
            else:
                self.numbers.update(prints(leaf))
        self.numbers.update(number(count) for count in counts(pieces))

    def _text(self, text: str, as_of: date) -> None:
        for iso in _ISO.findall(text):
            told = date.fromisoformat(iso)
            self.days.add(day(told))
            self.numbers.add(number(abs((told - as_of).days)))
        self.days.update(_DAY.findall(text))
        self.numbers.update(NUMBER.findall(_ISO.sub("", text)))


def strangers(phrase: Phrase, pool: Pool) -> list[str]:
    """Numbers and days of a sentence that the pool does not hold. Names are somebody's words, and what is typed is typed."""
    told = "\0".join(part if isinstance(part, str) else part.text for part in phrase if not isinstance(part, Name))
    told = _TYPED.sub("", told)
    days, rest = _DAY.findall(told), _DAY.sub("", told)
    return [one for one in days if one not in pool.days] + [one for one in NUMBER.findall(rest) if one not in pool.numbers]


@dataclass(frozen=True, slots=True)
class Told:
    """What a run said to programs: its texts, each finding and measurement by its id."""

    json: Mapping[str, Any]
    texts: frozenset[str]
    sentences: tuple[str, ...]
    by_id: Mapping[str, object]
    as_of: date

    @classmethod
    def of(cls, json: Mapping[str, Any], as_of: date) -> Told:
        """Texts with their days in words, as reports say them."""
        texts = frozenset(in_prose(leaf) for leaf in leaves(json) if isinstance(leaf, str))
        sentences = tuple({in_prose(one[key]) for one in json["findings"] for key in ("sentence", "action") if one[key] and NUMBER.search(one[key])})
        return cls(json, texts, sentences, {one["id"]: one for kind in ("measurements", "findings") for one in json[kind]}, as_of)

    def of_id(self, id_: str) -> object:
        """The finding or measurement with this id."""
        return self.by_id[id_]

    def strangers(self, section: Section, pool: Pool) -> Iterator[tuple[str, list[str]]]:
        """Each sentence of a section with numbers that are told nowhere, and which those are. Places on an axis of time are no numbers."""
        for phrase in phrases_in(section):
            words = plain(phrase)
            if not NUMBER.search(words) or words in self.texts or _ISO.fullmatch(words):
                continue
            cited = [part for part in phrase if isinstance(part, Cited) and part.explains in self.by_id]
            rest = tuple(part for part in phrase if not isinstance(part, Cited) or part.explains not in self.by_id)
            found = [one for part in cited for one in strangers((part,), Pool(self.by_id[part.explains], as_of=self.as_of))]
            if found := [*found, *strangers(rest, pool)]:
                known = "".join(text for text in self.sentences if text in words)
                found = [one for one in found if one not in known]
            if found:
                yield words, found
