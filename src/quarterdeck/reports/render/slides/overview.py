"""A page on one slide: the first of what each of its parts says, in two columns, as large as can be read from a chair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quarterdeck.kernel.section import Block, Sentence, Statement, TableBlock
from quarterdeck.reports.render.plain import clean, text
from quarterdeck.reports.render.slides.texts import LINE, height


def item_height(lines: Sequence[str], size: float, wide: float) -> float:
    """How high a part stands: its name and its lines."""
    return size * LINE + sum(height(line, size, wide) + 2 for line in lines) + 10


def legible(parts: Sequence[tuple[str, Sequence[str]]], wide: float, room: float) -> tuple[Sequence[tuple[str, Sequence[str]]], float]:
    """As much of each part as can be read from a chair, and its size: what does not fit stands on the slides behind."""
    for kept in (_FIRST_LINES, 1):
        fewer = [(name, lines[:kept]) for name, lines in parts]
        for size in (14.0, 13.0, 12.0):
            if columns(fewer, size, wide)[1] <= room:
                return fewer, size
    short = [(name, [_SENTENCES.split(line)[0] for line in lines[:1]]) for name, lines in parts]
    return short, next((size for size in (14.0, 13.0, 12.0) if columns(short, size, wide)[1] <= room), 11.0)


def columns(parts: Sequence[tuple[str, Sequence[str]]], size: float, wide: float) -> tuple[int, float]:
    """Where the second column begins, so that the higher one is as low as can be; and how high that is."""
    heights = [item_height(lines, size, wide) for _, lines in parts]
    tops = [(max(sum(heights[:half]), sum(heights[half:])), half) for half in range(1, len(parts) + 1)]
    high, half = min(tops, default=(0.0, 0))
    return half, high


_SENTENCES = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-Z«])")
_LONGEST, _FIRST_LINES = 190, 2


def first_of(blocks: Iterable[Block]) -> list[str]:
    """What a part says first, in whole sentences: of its first two blocks, of a table its first row."""
    found = []
    for block in blocks:
        match block:
            case Sentence():
                found.append(_first_sentences(text(block.words)))
            case Statement():
                found.append(_first_sentences(text(block.words)))
            case TableBlock() if block.rows:
                found.append(_row_told(block))
            case _:
                continue
    return found[:_FIRST_LINES]


def _row_told(block: TableBlock) -> str:
    """The first row of a table; numbers with the name of their column."""
    first, *cells = zip(block.columns, block.align, block.rows[0], strict=True)
    told = [f"{clean(column).lower()} {text(cell)}" if align == "r" else text(cell) for column, align, cell in cells]
    return f"{text(first[2])}: {', '.join(told)}."


def _first_sentences(words: str) -> str:
    kept, *rest = _SENTENCES.split(words)
    for sentence in rest:
        if len(kept) + len(sentence) > _LONGEST:
            break
        kept = f"{kept} {sentence}"
    return kept
