"""Every number of a page is a door.

What cites nothing leads to what is cited beside it, to the record that its row is about, else to how the page makes its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import quote

from quarterdeck.kernel.section import Block, Chart, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part, Phrase, plain
from quarterdeck.records.collection import Records
from quarterdeck.records.values import Ref
from quarterdeck.reports.render.charts.paper import ABOUT

OF, HOW = "of", "how"
"""Before the id of a record, and before the name of a page: what an explanation is about."""
NOWHERE: Mapping[str, str] = MappingProxyType({})
ELSEWHERE = {
    anchor: f"{HOW}/{page}"
    for page, anchors in (
        ("risks", "risks register"), ("budget", "money cost budget spending"), ("roadmap", "dates promised roadmap pace"), ("objectives", "results outcomes"),
        ("decisions", "decisions ask decide"), ("evidence", "sources"),
    )
    for anchor in anchors.split()
}  # fmt: skip
"""Sections of reports, by their anchor, whose numbers are made as another page makes them."""
_PASSING = frozenset({"person", "stakeholder", "system", "team", "vendor"})
"""Kinds that stand in a row beside what the row is about."""
_OVER_TIME = frozenset({"lines", "columns"})
_LONGEST, _VALUE = 200, 40
_MEASURED = re.compile(r"[0-9a-f]{12}")
_NUMBER = r"[−-]?\d[\d\u00a0\u2009\u202f]*(?:[.,]\d+)?(?:(?:st|nd|rd|th)\b|[ \u00a0\u202f]?%)?"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONAT = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_TOLD = re.compile(
    r"(?P<source>«[^»]*»[^«»]*?https?://\S+)|"  # what a source says in its own words, and where it is
    rf"(?P<day>\d{{1,2}}\.? (?:{_MONTH}|{_MONAT})(?: \d{{4}})?|\d{{4}}-(?:\d\d(?:-\d\d)?|Q\d))"
    r"|(?P<year>(?<![\w.,-])\d{4,}(?:[ \u00a0]Q\d)?(?![\w,-]))"  # years and standards: amounts of four digits and more have a space within
    r"|(?P<rank>^\d{1,2}\. )"
    rf"|(?P<code>`[^`]*`)|(?<![\w.:-])(?P<number>{_NUMBER}(?: to {_NUMBER})?(?: [A-Z]{{3}}\b)?)(?![\w-]|:\d)"
)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the numbers of a page lead: to what is cited beside them, to the record that their row is about, else ``otherwise``."""

    otherwise: str
    _named: Mapping[tuple[str, str], Ref]
    _said: Mapping[str, Ref]
    _sections: Mapping[str, str]
    _opens: Callable[[str], object]

    @classmethod
    def of(
        cls, records: Records, otherwise: str, kinds: Sequence[str] = (), sections: Mapping[str, str] = NOWHERE, opens: Callable[[str], object] = bool,
    ) -> Doors:  # fmt: skip
        """``kinds`` are those whose records a cell may name by mere words or by an id; ``sections`` says by anchor what else holds for some of them.

        ``opens`` tells whether an id leads anywhere: what is cited by another has no door yet.
        """
        named = {(ref.kind, record.label): ref for ref, record in records.sound.items()}
        said = {words: ref for ref, record in records.sound.items() if ref.kind in kinds for words in (ref.id, str(ref), record.label)}
        return cls(otherwise, named, said, sections, opens)

    def put(self, section: Section) -> Section:
        """The section with a door in each number that has none."""
        return self._section(section, self.otherwise)

    def _section(self, section: Section, otherwise: str) -> Section:
        """What follows a judgement, up to the next heading or picture, tells of it."""
        otherwise = self._sections.get(section.anchor, otherwise)
        beside, blocks = otherwise, list[Block]()
        for block in section.blocks:
            beside = block.id if isinstance(block, Statement) and _MEASURED.fullmatch(block.id) else otherwise if isinstance(block, Chart) else beside
            blocks.append(self._section(block, otherwise) if isinstance(block, Section) else self._block(block, beside))
        return replace(section, blocks=tuple(blocks))

    def _block(self, block: Block, near: str) -> Block:
        match block:
            case Sentence():
                return replace(block, words=self._phrase(block.words, near))
            case Figure():
                near = block.explains if self._opens(block.explains) else near
                return replace(block, explains=near, meaning=self._phrase(block.meaning, near))
            case Statement():
                money = self._phrase(block.money, near) if block.money else None
                notes = tuple(self._phrase(note, near) for note in block.notes)
                return replace(block, words=self._phrase(block.words, near), money=money, action=self._phrase(block.action, near), notes=notes)
            case TableBlock():
                return replace(block, rows=tuple(tuple(self._row(row, near)) for row in block.rows))
            case Chart():
                near = self._cited(block.so_what) or near
                return replace(block, so_what=self._phrase(block.so_what, near), marks=tuple(self._mark(mark, near, block.kind) for mark in block.marks))
            case _:
                return block

    def _row(self, row: Sequence[Phrase], near: str) -> Iterator[Phrase]:
        about, firm = near, False
        for ref in filter(None, map(self._ref, row)):
            if not (firm and ref.kind in _PASSING):
                about, firm = f"{OF}/{ref}", ref.kind not in _PASSING
        if not firm:
            about = next(filter(None, map(self._cited, row)), about)
        for cell in row:
            whole = (
                firm
                and len(cell) == 1
                and isinstance(cell[0], str)
                and len(cell[0]) <= _VALUE
                and any(letter.isdigit() for letter in cell[0])
                and "`" not in cell[0]
            )
            yield cell if self._ref(cell) else (Cited(str(cell[0]), about),) if whole else self._phrase(cell, about)

    def _mark(self, mark: Mark, near: str, kind: str) -> Mark:
        """A mark leads to what its words cite, to the record that it is called by, or to what the chart says; with which rows of that it stands for."""
        ref = self._ref(mark.label)
        door = self._cited(mark.words) or (f"{OF}/{ref}" if ref else near)
        key = mark.at if kind in _OVER_TIME and mark.at else plain(mark.label)
        if _MEASURED.fullmatch(door) and len(key) <= _LONGEST:
            door = f"{door}{ABOUT}{quote(key, safe='/')}"
        return replace(mark, words=(Cited("", door), *mark.words) if mark.words else (Cited(plain(mark.label), door),))

    def _ref(self, cell: Phrase) -> Ref | None:
        if len(cell) != 1:
            return None
        part = cell[0]
        return self._named.get((part.kind, part.text)) if isinstance(part, Name) else self._said.get(part) if isinstance(part, str) else None

    def _cited(self, phrase: Phrase) -> str:
        """The first that a sentence cites and that leads somewhere."""
        return next((part.explains for part in phrase if isinstance(part, Cited) and self._opens(part.explains)), "")

    def _phrase(self, phrase: Phrase, near: str) -> Phrase:
        """The sentence with a door in each number: that of the one before it, else of the first after it, else ``near``."""
        near, found = self._cited(phrase) or near, list[Part]()
        for part in phrase:
            if isinstance(part, Cited) and self._opens(part.explains):
                near = part.explains
                found.append(part)
            else:
                found += [part] if isinstance(part, Name) else _parts(part if isinstance(part, str) else part.text, near)
        return tuple(found)


def _parts(words: str, near: str) -> Iterator[Part]:
    position = 0
    for match in _TOLD.finditer(words):
        if match["number"]:
            yield from (words[position : match.start()],) if match.start() > position else ()
            yield Cited(match["number"], near)
            position = match.end()
    if position < len(words):
        yield words[position:]
