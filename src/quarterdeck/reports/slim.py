"""A report as a deck is told: what was found, each practice on a slide or two, its pictures; who wants to read further takes the PDF or the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quarterdeck.kernel.section import Block, Chart, Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Phrase, counted, listing, say
from quarterdeck.reports.terms import explains_terms
from quarterdeck.reports.unexplained import EXPLANATIONS

_CHARTS = 3
"""Pictures of one practice: the first are those that it leads with."""
_WHOLE = frozenset({"summary", "changes"})


def slim(document: Document) -> Document:
    """The document for slides. One without explanations is short enough as it is, and given back."""
    if not any(section.anchor == EXPLANATIONS for section in document.sections):
        return document
    kept = (section if section.anchor in _WHOLE else _slim(section) for section in document.sections if section.anchor != EXPLANATIONS)
    return replace(document, sections=tuple(section for section in kept if section.blocks))


def _slim(section: Section) -> Section:
    leads = [block for block in section.blocks if isinstance(block, Sentence) and block.tone == "lead"]
    found = [
        replace(block, notes=tuple(note for note in block.notes if explains_terms(note)))
        for block in section.blocks
        if isinstance(block, Statement) and block.outcome == "not_met"
    ]
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    told = (*leads, *found, *charts)
    rest = tuple(_rest(section, len(charts)))
    if charts and not found:  # a question and a count of what is left out would stand alone: the pictures answer, and the count stands under the last
        return replace(section, blocks=(*charts[:_CHARTS], *rest))
    return replace(section, blocks=(*leads, *found, *rest, *charts[:_CHARTS]) if told else ())


def _rest(section: Section, charts: int) -> Iterator[Block]:
    """What the deck leaves out, counted."""
    outcomes = [block.outcome for block in section.blocks if isinstance(block, Statement)]
    tables = sum(isinstance(block, TableBlock) for block in section.blocks)
    parts: list[Phrase] = []
    if met := outcomes.count("met"):
        parts.append((f"{counted(met, 'thing')} that {'is as it' if met == 1 else 'are as they'} should be",))
    if unseen := outcomes.count("not_assessed"):
        parts.append((f"{counted(unseen, 'thing')} that could not be judged",))
    if tables:
        parts.append((counted(tables, "table"),))
    if charts > _CHARTS:
        parts.append((counted(charts - _CHARTS, "more picture"),))
    if parts:
        yield Sentence(say("The PDF and the page hold {parts}.", parts=listing(parts)), "note")
