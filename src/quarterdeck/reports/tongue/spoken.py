"""Texts, sentences and whole documents in the language of a catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Part, Phrase
from quarterdeck.reports.tongue.catalogue import DAY, NUMBER, PLACE, Catalogue, Entry, catalogue, kind_of, pattern

_FIRST_PLACE, _PLACES = 0xE000, 0x1900
_HELD = re.compile(f"[{PLACE}]")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER, _DAY = re.compile(NUMBER), re.compile(DAY)
_FIGURE = re.compile(rf"(?<![\d.])(?:({DAY})|{NUMBER})(?![\d.])")
"""A day or a number among signs; what has more than one point is a version."""
_CURRENCY = re.compile("[A-Z]{3}")
_TYPED = re.compile(r"`[^`]+`")
_BETWEEN = re.compile(rf"(?<=[.!?»])\s+(?=[A-Z«`(\d{PLACE}])")
_JOINTS = ("; ", ", and ", " and ", " or ", ", ")
_JOINT = re.compile(f"({'|'.join(map(re.escape, sorted(_JOINTS, key=len, reverse=True)))})")
_MOST_SENTENCES = 12
_LONGEST_LIST = 400
Held: TypeAlias = tuple[Part, ...]
"""The names and figures of a sentence, for which letters stand while it is translated."""


@dataclass(slots=True)
class Tongue:
    """Says things in another language, and remembers what it had no words for."""

    known: Catalogue
    missing: Counter[str] = field(default_factory=Counter)
    said: dict[str, str | None] = field(default_factory=dict)
    asked: int = 0

    @classmethod
    def speaking(cls, language: str) -> Tongue:
        """The tongue of a language that has a catalogue. Raises ``FileNotFoundError`` for another."""
        return cls(catalogue(language))

    def text(self, words: str) -> str:
        """A text of the program's own."""
        return self._known_or_kept(words) if words.strip() and not _HELD.search(words) else words

    def phrase(self, phrase: Phrase) -> Phrase:
        """A sentence: its names stay, its numbers take the form of the language, its words are translated around them."""
        held = [part for part in phrase if not isinstance(part, str)]
        if any(_HELD.search(part) for part in phrase if isinstance(part, str)) or len(held) >= _PLACES:
            return phrase
        count = iter(range(_FIRST_PLACE, _FIRST_PLACE + len(held)))
        told = self._known_or_kept("".join(part if isinstance(part, str) else chr(next(count)) for part in phrase), tuple(held))
        parts = [replace(part, text=self.text(part.text)) if isinstance(part, Cited) else part for part in held]
        return tuple(parts[ord(piece) - _FIRST_PLACE] if _HELD.fullmatch(piece) else piece for piece in re.split(f"([{PLACE}])", told) if piece)

    def number(self, printed: str) -> str:
        """A number as the house prints it, in the form of the language."""
        whole, point, part = printed.partition(".")
        return whole.replace("\u202f", self.known.thousands) + (self.known.decimal + part if point else "")

    def day(self, printed: str) -> str:
        """A day, long (``21 November 2026``) or short (``2026-11-21``)."""
        if printed[:4].isdigit():
            of = date.fromisoformat(printed)
            return self.known.short_day.format(day=of.day, month=of.month, year=of.year)
        number, month, year = printed.split()
        return self.known.day.format(day=int(number), month=self.known.fixed.get(month, month), year=int(year))

    def _known_or_kept(self, words: str, held: Held = ()) -> str:
        """In the language where there are words for it, else as it came and counted; sentence by sentence."""
        self.asked += 1
        body = words.strip().replace(" %", "\u202f%")
        if not body:
            return words
        said = self._say(body, held)
        if said is None:
            said = " ".join(self._sentence_or_kept(one, held) for one in _BETWEEN.split(body))
        return words[: len(words) - len(words.lstrip())] + said + words[len(words.rstrip()) :]

    def _sentence_or_kept(self, sentence: str, held: Held) -> str:
        said = self._say(sentence, held)
        if said is None:
            said = self._say(sentence, held, strict=False)
        if said is None:
            self.missing[_shown(sentence, held)] += 1
        return sentence if said is None else said

    def _say(self, words: str, held: Held = (), *, strict: bool = True) -> str | None:
        """In the language, or nothing where a part of it is not known; ``strict`` off, a field that is not known stays as it came."""
        if strict and words in self.said:
            return self.said[words]
        found = self._atom(words)
        for ask in (self._whole, self._sentences, self._list) if strict else (self._whole,):
            found = ask(words, held, strict=strict) if found is None else found
        if strict:
            self.said[words] = found
        return found

    def _atom(self, words: str) -> str | None:
        """What is the same in every language, but for numbers and days."""
        if _DAY.fullmatch(words):
            return self.day(words)
        if _NUMBER.fullmatch(words):
            return self.number(words)
        if words in self.known.fixed:
            return self.known.fixed[words]
        if _CURRENCY.fullmatch(words):
            return words
        bare = _TYPED.sub("", words)
        if not _LETTER.search(_HELD.sub("", bare)):
            quoted = words.translate(str.maketrans("«»", self.known.quotes))
            return _FIGURE.sub(lambda found: self.day(found[0]) if found[1] else self.number(found[0]), quoted) if bare == words else quoted
        return None

    def _whole(self, words: str, held: Held, *, strict: bool) -> str | None:
        """As one text of the catalogue; with another end or another first letter, where it stands in another sentence."""
        nearby = [entry for entry in self.known.entries if entry.anchor in words]
        bare = words.removesuffix(".").removesuffix(":")
        end = words[len(bare) :]
        for tried, kept in dict.fromkeys(((words, ""), (bare, end), (f"{words}.", "-"))):
            lower, upper = tried[:1].lower() + tried[1:], tried[:1].upper() + tried[1:]
            for cased in dict.fromkeys((tried, lower, upper)):
                said = self.known.fixed.get(cased)
                said = self._matched(nearby, cased, held, strict=strict) if said is None else said
                if said is not None:
                    said = said[:1].upper() + said[1:] if cased == lower != tried else said
                    return said.removesuffix(".") + ("" if kept == "-" else kept) if kept else said
        return None

    def _matched(self, nearby: Sequence[Entry], words: str, held: Held, *, strict: bool) -> str | None:
        for entry in nearby:
            found = pattern(entry.shape).fullmatch(words)
            said = self._filled(entry, found, held, strict=strict) if found else None
            if said is not None:
                return said
        return None

    def _filled(self, entry: Entry, found: re.Match[str], held: Held, *, strict: bool) -> str | None:
        values: dict[str, str] = {}
        for name in entry.fields:
            said = self._field(kind_of(name), found[name], held)
            if said is None:
                if strict:
                    return None
                self.missing[_shown(found[name], held)] += 1
                said = found[name]
            values[name] = said
        form = entry.says[0]
        if len(entry.says) > 1:
            counted = next((found[name] for name in entry.fields if kind_of(name) == "n"), "2")
            form = entry.says[min(self.known.plural(_count(counted, held)), len(entry.says) - 1)]
        return re.sub(r"\{([a-z]+\d*)\}", lambda name: values[name[1]], form)

    def _field(self, kind: str, words: str, held: Held) -> str | None:
        match kind:
            case "x" | "c" | "q" | "w":
                return words
            case "n":
                return words if _HELD.fullmatch(words) else self.number(words)
            case "d":
                return words if _HELD.fullmatch(words) else self.day(words)
            case "v":
                return _NUMBER.sub(lambda found: self.number(found[0]), words, count=1)
            case _:
                return self._say(words, held)

    def _sentences(self, words: str, held: Held, *, strict: bool) -> str | None:
        """Sentence by sentence, the longest run that is known first."""
        parts = _BETWEEN.split(words)
        if not 1 < len(parts) <= _MOST_SENTENCES or not strict:
            return None
        told: list[str] = []
        while parts:
            for count in range(len(parts), 0, -1):
                said = self._say(" ".join(parts[:count]), held) if count < len(parts) or told else None
                if said is not None:
                    told.append(said)
                    del parts[:count]
                    break
            else:
                return None
        return " ".join(told)

    def _list(self, words: str, held: Held, *, strict: bool) -> str | None:
        """One thing after the other, where each is known: cut in two where both halves are; a long one into all its parts at once."""
        if strict and len(words) > _LONGEST_LIST:
            return self._long_list(words, held)
        for cut in _JOINTS if strict and len(words) <= _LONGEST_LIST else ():
            at = words.rfind(cut)
            while at > 0:
                left, right = self._say(words[:at], held), self._say(words[at + len(cut) :], held)
                if left is not None and right is not None:
                    joint = self.known.fixed.get(cut.strip(" ,"), "")
                    return f"{left}{',' if cut.startswith(',') else ';' if cut.startswith(';') else ''} {f'{joint} ' if joint else ''}{right}"
                at = words.rfind(cut, 0, at)
        return None

    def _long_list(self, words: str, held: Held) -> str | None:
        parts = _JOINT.split(words)
        told = [self._say(part, held) for part in parts[::2]]
        if len(told) == 1 or any(part is None for part in told):
            return None
        between = [f" {joint} " if (joint := self.known.fixed.get(cut.strip(" ,"))) else cut for cut in parts[1::2]]
        return "".join(piece for part, cut in zip(told, (*between, ""), strict=True) for piece in (part or "", cut))


def _count(counted: str, held: Held) -> int:
    """The number that decides between one and many; a part of one is many (1.9 hours)."""
    part = held[ord(counted) - _FIRST_PLACE] if _HELD.fullmatch(counted) else counted
    found = _NUMBER.search(part.text if isinstance(part, Cited) else str(part))
    count = float(found[0].replace("\u202f", "").replace("−", "-")) if found else 2
    return int(count) if count == int(count) else 2


def _shown(words: str, held: Held) -> str:
    """A text that is missing, as a translator reads it: with a field for each name."""
    del held
    return _HELD.sub("{…}", words)


def translated(document: Document, tongue: Tongue) -> Document:
    """The whole document; anchors, ids and values stay as they are."""
    return replace(
        document, title=tongue.text(document.title), subtitle=tongue.phrase(document.subtitle),
        sections=tuple(_section(section, tongue) for section in document.sections), footer=tuple(tongue.phrase(line) for line in document.footer),
    )  # fmt: skip


def _section(section: Section, tongue: Tongue) -> Section:
    return replace(section, heading=tongue.text(section.heading), blocks=tuple(_block(block, tongue) for block in section.blocks))


def _block(block: Block, tongue: Tongue) -> Block:
    match block:
        case Section():
            return _section(block, tongue)
        case Sentence():
            return replace(block, words=tongue.phrase(block.words))
        case Figure():
            return replace(
                block, label=tongue.text(block.label), value=tongue.text(block.value), unit=tongue.text(block.unit), meaning=tongue.phrase(block.meaning)
            )
        case Statement():
            return replace(
                block, words=tongue.phrase(block.words), money=tongue.phrase(block.money) if block.money else None, action=tongue.phrase(block.action),
                notes=tuple(tongue.phrase(note) for note in block.notes),
            )  # fmt: skip
        case TableBlock():
            rows = tuple(tuple(tongue.phrase(cell) for cell in row) for row in block.rows)
            return replace(block, caption=tongue.text(block.caption), columns=tuple(tongue.text(column) for column in block.columns), rows=rows)
        case Chart():
            return _chart(block, tongue)


def _chart(block: Chart, tongue: Tongue) -> Chart:
    reference = (block.reference[0], tongue.text(block.reference[1])) if block.reference else None
    first, last = (tongue.text(end) for end in block.legend)
    return replace(
        block, title=tongue.text(block.title), so_what=tongue.phrase(block.so_what), unit=tongue.text(block.unit), legend=(first, last), reference=reference,
        alternative=tongue.phrase(block.alternative), marks=tuple(_mark(mark, tongue) for mark in block.marks),
    )  # fmt: skip


def _mark(mark: Mark, tongue: Tongue) -> Mark:
    group = tuple(tongue.phrase(step) for step in mark.group)
    label = mark.label if mark.label == (mark.at,) else tongue.phrase(mark.label)  # a day that a renderer shortens itself
    return replace(mark, label=label, words=tongue.phrase(mark.words), group=group)
