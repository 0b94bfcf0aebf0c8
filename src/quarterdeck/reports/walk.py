"""Ways through a document: every phrase in reading order, every id that a reader may ask about, the same document with other phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Phrase


def phrases_of(document: Document) -> Iterator[Phrase]:
    """Every phrase of a document in reading order."""
    yield document.subtitle
    for section in document.sections:
        yield from phrases_in(section)
    yield from document.footer


def phrases_in(block: Block) -> Iterator[Phrase]:
    """Every phrase of a block in reading order."""
    match block:
        case Section():
            for inner in block.blocks:
                yield from phrases_in(inner)
        case Sentence():
            yield block.words
        case Figure():
            yield block.meaning
        case Statement():
            yield from (block.words, block.money or (), block.action, *block.notes)
        case TableBlock():
            for row in block.rows:
                yield from row
        case Chart():
            yield from (block.so_what, block.alternative)
            for mark in block.marks:
                yield from (mark.label, mark.words, *mark.group)


def cited_in(block: Block) -> Iterator[str]:
    """Ids of the findings and measurements that a block cites, in reading order."""
    if isinstance(block, Section):
        for inner in block.blocks:
            yield from cited_in(inner)
        return
    if isinstance(block, Statement):
        yield block.id
    elif isinstance(block, Figure):
        yield block.explains
    for phrase in phrases_in(block):
        yield from (part.explains for part in phrase if isinstance(part, Cited))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Rebuilds a document with what ``phrase`` makes of each of its phrases, and ``text`` of what stands in it as mere text: headings, columns, titles."""

    phrase: Callable[[Phrase], Phrase]
    text: Callable[[str], str] = str

    def phrases(self, phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
        """Each of them."""
        return tuple(self.phrase(phrase) for phrase in phrases)

    def document(self, document: Document) -> Document:
        """A whole document."""
        return replace(
            document,
            title=self.text(document.title),
            subtitle=self.phrase(document.subtitle),
            sections=tuple(self.section(section) for section in document.sections),
            footer=self.phrases(document.footer),
        )

    def section(self, section: Section) -> Section:
        """A section with everything in it."""
        return replace(section, heading=self.text(section.heading), blocks=tuple(self.block(block) for block in section.blocks))

    def mark(self, mark: Mark) -> Mark:
        """One thing that a chart draws. A label that is its place on the axis of time stays: renderers shorten it themselves."""
        label = mark.label if mark.label == (mark.at,) else self.phrase(mark.label)
        return replace(mark, label=label, words=self.phrase(mark.words), group=self.phrases(mark.group))

    def block(self, block: Block) -> Block:
        """A block of any kind."""
        match block:
            case Section():
                return self.section(block)
            case Sentence():
                return replace(block, words=self.phrase(block.words))
            case Figure():
                return replace(block, label=self.text(block.label), value=self.text(block.value), meaning=self.phrase(block.meaning))
            case Statement():
                return replace(
                    block,
                    words=self.phrase(block.words),
                    money=None if block.money is None else self.phrase(block.money),
                    action=self.phrase(block.action),
                    notes=self.phrases(block.notes),
                )
            case TableBlock():
                columns = tuple(self.text(column) for column in block.columns)
                return replace(block, caption=self.text(block.caption), columns=columns, rows=tuple(self.phrases(row) for row in block.rows))
            case Chart():
                return replace(
                    block,
                    title=self.text(block.title),
                    so_what=self.phrase(block.so_what),
                    alternative=self.phrase(block.alternative),
                    marks=tuple(self.mark(mark) for mark in block.marks),
                )
