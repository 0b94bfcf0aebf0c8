"""A document as slides (PPTX): native text, tables and charts that can be edited, the same bytes for the same document.

Explanations stay in the PDF: a deck that carries them is read by nobody. A chart that slides have no form for is made of their shapes. A
section goes on where the one before it has left room, and what is a little too much for a slide is written a little smaller: no slide holds one
lonely sentence.
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
    for place, section in enumerate(one for one in document.sections if not at.number(one) and not at.folds(one)):
        heading = clean(section.heading) or "…"
        if place == 0 and len(document.sections) > 1 and _is_much(section):
            _overview(deck, section)
            heading = ours("In detail")
        deck.heading(heading, list(takewhile(lambda one: not _holds_chart(one), section.blocks)))
        _told(deck, section.blocks, charts)
    return deck


_PARTS, _SLIDES = 4, 1.6


def _is_much(section: Section) -> bool:
    """Whether page one is more than a slide or two holds: then one slide tells the first of each of its parts."""
    from quarterdeck.reports.render.slides.texts import BOTTOM, TOP, needs  # noqa: PLC0415  # it needs the extra

    return sum(isinstance(block, Section) for block in section.blocks) >= _PARTS and needs(section.blocks) > _SLIDES * (BOTTOM - TOP)


def _overview(deck: Deck, section: Section) -> None:
    from quarterdeck.reports.render.slides.overview import first_of  # noqa: PLC0415  # as above

    parts = [(clean(block.heading) or "…", first_of(block.blocks)) for block in section.blocks if isinstance(block, Section)]
    lead = next((block.words for block in section.blocks if isinstance(block, Sentence) and block.tone == "lead"), ())
    deck.overview(clean(section.heading) or "…", lead, [(name, lines) for name, lines in parts if lines])


def _holds_chart(block: Block) -> bool:
    return isinstance(block, Chart) or (isinstance(block, Section) and any(map(_holds_chart, block.blocks)))


def _told(deck: Deck, blocks: tuple[Block, ...], charts: count[int]) -> None:
    """Blocks one after the other; each chart on a slide of its own, headed by what it means, with the notes that follow it."""
    under_chart: set[int] = set()
    fresh = True
    for index, block in enumerate(blocks):
        ahead = list(takewhile(lambda one: not _holds_chart(one), blocks[index:]))
        if fresh and deck.slide is None and not _holds_chart(block):
            deck.fitting([one for one in ahead if id(one) not in under_chart])
        fresh = _holds_chart(block)
        if isinstance(block, Section):
            deck.subheading(clean(block.heading) or "…", list(takewhile(lambda one: not _holds_chart(one), block.blocks)))
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
