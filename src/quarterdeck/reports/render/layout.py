"""What a page of any kind has to know of a document before it is laid out: where its sections are, where lines may break, on what scale bars stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.section import Block, Document, Section, Statement
from quarterdeck.reports.render.charts.paper import figure
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import judged

MONO = frozenset({"file", "path", "function", "commit", "tag", "package", "branch"})
"""Kinds of name that stand in a type of equal widths."""
PATHS = frozenset({"file", "path"})
BREAKABLE = 25
"""A word of so many letters may break inside."""

_EXPLAINS = "explain-"
_LONG = re.compile(rf"\S{{{BREAKABLE},}}")
_DAY = re.compile(r"(?<!\d)(\d{1,2}\.?) (\w{3,9}) (\d{4})(?!\d)")
_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"[^/_.:\\-]{1,20}[/_.:\\-]?|[/_.:\\-]")
_KINDS = frozenset({"critical", "high", "medium", "low", "met", "not_met", "not_assessed", "not_applicable"})


@dataclass(slots=True)
class Anchors:
    """Where the sections of a document are, and which of them explain a number."""

    anchors: dict[int, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Anchors:
        """Of a whole document."""
        found = cls()
        taken = {"main"}
        for section in sections(document.sections):
            anchor = _unique(section.anchor, taken)
            found.anchors[id(section)] = anchor
            found.targets.setdefault(section.anchor, anchor)
            if section.anchor.startswith(_EXPLAINS):
                found.numbers[anchor] = len(found.numbers) + 1
        return found

    def anchor(self, section: Section) -> str:
        """The id of a section in the page."""
        return self.anchors[id(section)]

    def number(self, section: Section) -> int:
        """The number by which paper refers to an explanation; 0 for other sections."""
        return self.numbers.get(self.anchors[id(section)], 0)

    def folds(self, section: Section) -> bool:
        """True for a section of explanations alone: long, and reached by the figures that lead to each."""
        return len(section.blocks) > 1 and all(isinstance(block, Section) and self.number(block) for block in section.blocks)

    def explained(self, id_: str) -> str:
        """Where an id is explained in this page; empty when it is not, so that no link leads nowhere."""
        return self.targets.get(_EXPLAINS + id_) or self.targets.get(id_, "")


def sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Every section, in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from sections(block.blocks)


def _unique(anchor: str, taken: set[str]) -> str:
    """An id for a section: letters, digits and single dashes, and like no other in the page."""
    stem = re.sub(r"[^A-Za-z0-9.]+", "-", anchor).strip("-.") or "section"
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    taken.add(slug)
    return slug


def breakable(words: str, mark: str, *, path: bool = False) -> str:
    """Words with ``mark`` where a line may break inside what is too long to stand on one: after a slash, a dot, or twenty letters."""
    if len(words) < BREAKABLE and not path:
        return words
    return (_WORD if path else _LONG).sub(lambda run: mark.join(_PIECE.findall(run.group())), words)


def unbroken(words: str) -> str:
    """Words in which no line breaks within a day: «31 December 2026» in three lines is read by nobody."""
    return _DAY.sub(lambda found: "\u00a0".join(found.groups()), words)


def statement_kind(block: Statement) -> tuple[str, str]:
    """The class of a statement's band and shape, and the word beside it."""
    _, word = judged(block.severity, block.outcome)
    kind = block.severity.value if block.severity else block.outcome
    return kind if kind in _KINDS else "not_applicable", ours(word)


def runs(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Neighbours of one kind together: figures stand side by side, statements in a list."""
    return [(kind, list(run)) for kind, run in groupby(blocks, key=lambda block: type(block).__name__)]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The common scale of the range bars in a list of statements."""

    low: float
    high: float


def bounds(statements: Sequence[Statement]) -> Bounds | None:
    """One scale for all range bars of a list; none when there is no bar."""
    spreads = [statement.spread for statement in statements if statement.spread]
    if not spreads:
        return None
    return Bounds(min(0.0, *(spread.p10 for spread in spreads)), max(0.0, *(spread.p90 for spread in spreads)))


def room(spread: Range) -> Bounds:
    """The scale of a single bar: from zero to a little more than its end."""
    return Bounds(min(0.0, spread.p10), max(0.0, spread.p90) * 1.08)


def shares(spread: Range, bounds: Bounds) -> tuple[float, float, float]:
    """Where a bar begins, how long it is and where its tick stands, in per cent of the scale."""
    whole = (bounds.high - bounds.low) or 1.0
    low, middle, high = ((value - bounds.low) / whole * 100 for value in (spread.p10, spread.p50, spread.p90))
    return round(low, 2), round(max(high - low, 0.5), 2), round(middle, 2)


def told(spread: Range) -> str:
    """A range for a reader who cannot see its bar."""
    return ours(f"10th percentile {_amount(spread.p10)}, median {_amount(spread.p50)}, 90th percentile {_amount(spread.p90)}")


def ends(spread: Range) -> str:
    """What stands below a bar."""
    return ours(f"Middle {_amount(spread.p50)}; one in ten below {_amount(spread.p10)}, one in ten above {_amount(spread.p90)}")


def key(bounds: Bounds) -> str:
    """How to read the bars of a list."""
    return ours(
        f"Bars share one scale, {_amount(bounds.low)} to {_amount(bounds.high)}. "
        "Each runs from the 10th to the 90th percentile; the tick is the middle estimate."
    )


def _amount(value: float) -> str:
    return figure(two_digits(value))
