"""A report without its explanations, which are nine tenths of its pages: each place says how to ask for its own."""

from __future__ import annotations

import re
from dataclasses import replace

from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Phrase

EXPLANATIONS = "explanations"
"""The anchor of the section of explanations."""
_ID = re.compile(r"[0-9a-f]{12}\Z")
_WHY = "why"
_NOTE = (
    "The explanations are left out here: `quarterdeck explain ID` prints the one of a finding or a number, the page (`--format html`) holds them all, and "
    "`--explained` adds them to this document."
)


def unexplained(document: Document) -> Document:
    """The document with where to look instead of its explanations; page one stays as it is. One without explanations is given back."""
    if not any(section.anchor == EXPLANATIONS for section in document.sections):
        return document
    first, *rest = document.sections
    told = [
        Section(section.anchor, section.heading, (Sentence((_NOTE,)),)) if section.anchor == EXPLANATIONS else replace(section, blocks=_blocks(section))
        for section in rest
    ]
    return replace(document, sections=(first, *told))


def _blocks(section: Section) -> tuple[Block, ...]:
    return tuple(_block(block) for block in section.blocks)


def _block(block: Block) -> Block:
    match block:
        case Section():
            return replace(block, blocks=_blocks(block))
        case Statement() if _ID.match(block.id):
            return replace(block, notes=(*block.notes, (f"How we know: `quarterdeck explain {block.id}`.",)))
        case TableBlock():
            return replace(block, rows=tuple(tuple(_cell(cell) for cell in row) for row in block.rows))
        case _:
            return block


def _cell(cell: Phrase) -> Phrase:
    """A link to an explanation is its id."""
    return tuple(f"`{part.explains}`" if isinstance(part, Cited) and part.text == _WHY else part for part in cell)
