"""A document as JSON: the same blocks, with every number that a chart or a bar draws beside the words that tell it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Phrase
from quarterdeck.reports.render.look import HOUSE, Look
from quarterdeck.reports.render.plain import clean, text

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

SCHEMA_VERSION = "1.2"
"""Major: something was taken away or changed its meaning. Minor: something was added."""


def as_json(document: Document, look: Look = HOUSE) -> str:
    """The whole document, ending with a line break."""
    told: Json = {
        "schema_version": SCHEMA_VERSION,
        "title": clean(document.title),
        "subtitle": _words(document.subtitle),
        "as_of": clean(document.as_of),
        "language": look.language,
        "sections": [_block(section) for section in document.sections],
        "footer": [_words(line) for line in document.footer],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def section_as_json(section: Section) -> tuple[str, list[Json]]:
    """A section alone: its heading, and its blocks."""
    return clean(section.heading), [_block(one) for one in section.blocks]


def _words(phrase: Phrase) -> Json:
    """A sentence, the ids that its numbers are explained by, and where in it each of them stands."""
    cites = list(dict.fromkeys(part.explains for part in phrase if isinstance(part, Cited)))
    return {"words": text(phrase), "cites": list(cites), "numbers": list(_numbers(phrase))} if cites else {"words": text(phrase)}


def _numbers(phrase: Phrase) -> Iterator[Json]:
    """From which letter to which a number goes, and the id of what explains it."""
    end = 0
    for part in phrase:
        start, end = end, end + len(text((part,)))
        if isinstance(part, Cited) and end > start:
            yield [start, end, part.explains]


def _spread(spread: Range | None) -> Json:
    return {"p10": spread.p10, "p50": spread.p50, "p90": spread.p90} if spread else None


def _block(block: Block) -> dict[str, Json]:
    match block:
        case Section():
            return {"kind": "section", "anchor": block.anchor, "heading": clean(block.heading), "blocks": [_block(one) for one in block.blocks]}
        case Sentence():
            return {"kind": "sentence", "tone": block.tone, "sentence": _words(block.words)}
        case Figure():
            return {
                "kind": "figure", "label": clean(block.label), "value": clean(block.value), "unit": clean(block.unit), "meaning": _words(block.meaning),
                "explains": block.explains, "spread": _spread(block.spread),
            }  # fmt: skip
        case Statement():
            return {
                "kind": "statement", "id": block.id, "name": block.name, "outcome": block.outcome,
                "severity": block.severity.value if block.severity else None, "sentence": _words(block.words),
                "money": _words(block.money) if block.money else None, "spread": _spread(block.spread), "action": _words(block.action),
                "notes": [_words(note) for note in block.notes],
            }  # fmt: skip
        case TableBlock():
            rows: Json = [[_words(cell) for cell in row] for row in block.rows]
            return {
                "kind": "table", "caption": clean(block.caption), "columns": [clean(column) for column in block.columns], "rows": rows, "more": block.more,
            }  # fmt: skip
        case Chart():
            return _chart(block)


def _chart(block: Chart) -> dict[str, Json]:
    reference: Json = {"value": block.reference[0], "label": clean(block.reference[1])} if block.reference else None
    return {
        "kind": "chart", "chart": block.kind, "title": clean(block.title), "so_what": _words(block.so_what), "unit": clean(block.unit),
        "alternative": _words(block.alternative), "legend": [clean(end) for end in block.legend], "reference": reference,
        "marks": [_mark(mark) for mark in block.marks],
    }  # fmt: skip


def _mark(mark: Mark) -> dict[str, Json]:
    return {
        "label": text(mark.label), "value": mark.value, "words": text(mark.words), "shade": mark.shade, "group": [text(step) for step in mark.group],
        "at": mark.at, "spread": _spread(mark.spread),
    }  # fmt: skip
