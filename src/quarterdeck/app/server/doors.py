"""Every number of a page is a door: what no measurement explains leads to the record that it is told of, else to how the page's numbers are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quarterdeck.kernel.section import Block, Chart, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part, Phrase
from quarterdeck.records.collection import Records
from quarterdeck.records.values import Ref

OF, HOW = "of", "how"
"""Before the id of a record, and before the name of a page: what an explanation is about."""
_PASSING = frozenset({"person", "stakeholder", "system", "team", "vendor"})
"""Kinds that stand in a row beside what the row is about."""
_NUMBER = r"[−-]?\d[\d\u00a0\u2009\u202f]*(?:[.,]\d+)?(?:\u202f?%)?"
_TOLD = re.compile(
    r"(?P<day>\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d{4}-(?:\d\d(?:-\d\d)?|Q\d))"
    r"|(?P<year>(?<![\w.,-])\d{4}(?![\w,-]))"  # amounts of four digits have a space within
    rf"|(?P<code>`[^`]*`)|(?<![\w.-])(?P<number>{_NUMBER}(?: to {_NUMBER})?(?: [A-Z]{{3}}\b)?)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the numbers of a page lead: by the record that its row is about, else ``otherwise``."""

    otherwise: str
    _named: Mapping[tuple[str, str], Ref]
    _said: Mapping[str, Ref]

    @classmethod
    def of(cls, records: Records, otherwise: str, kinds: Sequence[str] = ()) -> Doors:
        """``kinds`` are those whose records a cell may name by mere words or by an id."""
        named = {(ref.kind, record.label): ref for ref, record in records.sound.items()}
        said = {words: ref for ref, record in records.sound.items() if ref.kind in kinds for words in (ref.id, str(ref), record.label)}
        return cls(otherwise, named, said)

    def put(self, section: Section) -> Section:
        """The section with a door in each number that has none."""
        return replace(section, blocks=tuple(self._block(block) for block in section.blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Section():
                return self.put(block)
            case Sentence():
                return replace(block, words=self._phrase(block.words))
            case TableBlock():
                return replace(block, rows=tuple(tuple(self._row(row)) for row in block.rows))
            case Chart():
                return replace(block, so_what=self._phrase(block.so_what))
            case _:
                return block

    def _row(self, row: Sequence[Phrase]) -> Iterator[Phrase]:
        about = self.otherwise
        firm = False
        for cell in row:
            ref = self._ref(cell)
            if ref and not (firm and ref.kind in _PASSING):
                about, firm = f"{OF}/{ref}", ref.kind not in _PASSING
            whole = len(cell) == 1 and isinstance(cell[0], str) and any(letter.isdigit() for letter in cell[0]) and "`" not in cell[0] and not ref
            yield (Cited(str(cell[0]), about),) if whole else cell

    def _ref(self, cell: Phrase) -> Ref | None:
        if len(cell) != 1:
            return None
        part = cell[0]
        return self._named.get((part.kind, part.text)) if isinstance(part, Name) else self._said.get(part) if isinstance(part, str) else None

    def _phrase(self, phrase: Phrase) -> Phrase:
        return tuple(one for part in phrase for one in (self._parts(part) if isinstance(part, str) else (part,)))

    def _parts(self, words: str) -> Iterator[Part]:
        position = 0
        for match in _TOLD.finditer(words):
            if match["number"]:
                yield from (words[position : match.start()],) if match.start() > position else ()
                yield Cited(match["number"], self.otherwise)
                position = match.end()
        if position < len(words):
            yield words[position:]
