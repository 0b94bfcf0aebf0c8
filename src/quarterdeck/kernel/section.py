"""What reports and pages are made of: values, with no trace of HTML, PDF or slides. Renderers accept only these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Phrase


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph. ``tone`` is how it stands on the page, never how it sounds."""

    words: Phrase
    tone: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that stands for itself: its label, the number as printed, what it means, and the id that explains it."""

    label: str
    value: str
    unit: str
    meaning: Phrase
    explains: str
    spread: Range | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A judgement in one block: the sentence first, then its money, then what to do.

    ``severity`` is set for a finding that is not met; ``outcome`` tells the others apart (met, not assessed).
    """

    id: str
    name: str
    outcome: str
    severity: Severity | None
    words: Phrase
    money: Phrase | None = None
    spread: Range | None = None
    action: Phrase = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells under named columns; ``align`` holds `l` or `r` per column; ``more`` says how many rows were left out."""

    caption: str
    columns: tuple[str, ...]
    align: str
    rows: tuple[tuple[Phrase, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a chart draws.

    ``value`` is its length or area, ``shade`` (0 paper to 1 accent) a second reading, ``group`` the path of areas it lies in (treemap) or its series (line),
    ``at`` its place on the time axis as ISO date, ``spread`` a range bar. ``words`` is what a reader hears or sees on pointing at it.
    """

    label: Phrase
    value: float
    words: Phrase
    shade: float = 0.0
    group: tuple[Phrase, ...] = ()
    at: str = ""
    spread: Range | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: ``treemap``, ``bars``, ``ranges`` (p10 to p90, a tick), ``lines`` or ``columns`` over time, ``curve`` over amounts (``at``).

    ``waterfall`` goes from total to total (a mark with a group is one). ``matrix`` and ``graph``: label leans on group, both alike for a thing itself; ``map``
    sets things at (``at``, value) within 1. ``gantt``: from the day ``at`` so many days (its spread's ends: P50, P85). ``courses``: marks of one label and
    ``at`` are phases, reached after so many hours (group: lane, how grave, phase, change; shade 1: critical). ``legend``: the shading's ends.
    """

    kind: Literal["treemap", "bars", "ranges", "lines", "columns", "matrix", "waterfall", "curve", "gantt", "graph", "map", "courses"]
    title: str
    so_what: Phrase
    unit: str
    marks: tuple[Mark, ...]
    alternative: Phrase
    legend: tuple[str, str] = ("", "")
    reference: tuple[float, str] | None = None


Block: TypeAlias = "Sentence | Figure | Statement | TableBlock | Chart | Section"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``anchor`` is unique within a document."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: title, the line under it, sections in reading order, and the date it speaks of."""

    title: str
    subtitle: Phrase
    as_of: str
    sections: tuple[Section, ...]
    footer: tuple[Phrase, ...] = field(default=())
