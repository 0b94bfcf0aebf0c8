"""Ways through a document: every phrase in reading order, every id that a reader may ask about."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Sentence, Statement, TableBlock
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
