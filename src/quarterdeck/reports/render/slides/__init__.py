"""A document as slides (PPTX): native text, tables and charts that can be edited, the same bytes for the same document.

Explanations stay in the PDF: a deck that carries them is read by nobody. A chart that slides have no form for (the map of rectangles) is a
picture with its words.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import count, takewhile
from typing import TYPE_CHECKING

from quarterdeck.kernel.section import Block, Chart, Document, Section, Sentence
from quarterdeck.reports.render.layout import Anchors
from quarterdeck.reports.render.look import HOUSE, Look, ours, wearing
from quarterdeck.reports.render.missing import MissingExtraError
from quarterdeck.reports.render.plain import clean
from quarterdeck.reports.render.prose import prose

if TYPE_CHECKING:
    from quarterdeck.reports.render.slides.deck import Deck


def pptx(document: Document, look: Look = HOUSE) -> bytes:
    """The whole deck. Raises ``MissingExtraError`` where the extra `reports` is not installed."""
    try:
        from quarterdeck.reports.render.slides.deck import Deck  # noqa: PLC0415  # it needs the extra
        from quarterdeck.reports.render.slides.zipped import settled  # noqa: PLC0415  # as above
    except ImportError as error:
        raise MissingExtraError("Slides") from error
    with wearing(look):
        deck = _filled(document, Deck)
    when = _moment(document.as_of)
    properties = deck.presentation.core_properties
    properties.title, properties.author, properties.created, properties.modified = clean(document.title) or "Report", "Quarterdeck", when, when
    written = io.BytesIO()
    deck.presentation.save(written)
    return settled(written.getvalue(), when)


def _filled(document: Document, make: type[Deck]) -> Deck:
    deck = make.begun(clean(document.title), prose(document.as_of))
    deck.cover(document)
    charts = count(1)
    at = Anchors.of(document)
    for section in document.sections:
        if not at.number(section) and not at.folds(section):
            deck.heading(clean(section.heading) or "…")
            _told(deck, section.blocks, charts)
    deck.heading(ours("Where each number comes from"))
    for line in (*document.footer, (ours(_WHY),)):
        deck.words(line, "note")
    return deck


_WHY = "The same report as PDF or page explains each number; so does `quarterdeck explain ID`."


def _told(deck: Deck, blocks: tuple[Block, ...], charts: count[int]) -> None:
    """Blocks one after the other; each chart on a slide of its own, headed by what it means, with the notes that follow it."""
    under_chart: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Section):
            deck.subheading(clean(block.heading) or "…")
            _told(deck, block.blocks, charts)
        elif isinstance(block, Chart):
            notes = list(takewhile(lambda one: isinstance(one, Sentence) and one.tone == "note", blocks[index + 1 :]))
            under_chart.update(map(id, notes))
            deck.chart(block, f"_slide-{next(charts)}", [note.words for note in notes if isinstance(note, Sentence)])
        elif id(block) not in under_chart:
            deck.block(block)


def _moment(as_of: str) -> datetime:
    try:
        return datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
