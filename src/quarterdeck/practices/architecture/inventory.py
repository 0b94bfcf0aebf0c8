"""The inventory of infrastructure, as files and imported lists tell it: by kind, with how many name an owner, where they are, and what ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, listing, number

_TABLE, _NAMED = 40, 4


def inventory(told: Sequence[Measurement], bench: Bench) -> Iterator[Block]:
    """A row for each repository and kind; nothing where no file tells of any."""
    rows = [row for one in sorted(told, key=lambda one: (-one.value, one.subject)) for row in _rows(one, bench)]
    if rows:
        columns = ("Repository", "Kind", "Resources", "Of these with an owner", "Region", "Ends, where told")
        yield TableBlock("Infrastructure, as code tells it", columns, "llrrll", tuple(rows[:_TABLE]), max(0, len(rows) - _TABLE))


def _rows(told: Measurement, bench: Bench) -> Iterator[tuple[Phrase, ...]]:
    kinds: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in bench.rows(told):
        kinds[row.part.partition("|")[0]].append(row)
    for kind, found in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        parts = [row.part.split("|") for row in found]
        regions, ends = ({part[place] for part in parts if part[place]} for place in (2, 3))
        yield (
            (bench.name("repository", told.subject.key),), (kind,), (Cited(number(len(found)), told.id),), (number(sum(row.contribution for row in found)),),
            _some(sorted(regions)), _some(sorted(ends)),
        )  # fmt: skip


def listed(told: Measurement, bench: Bench) -> Iterator[Block]:
    """A row for each kind of what was imported, with what of it ends first; nothing where no list was imported."""
    kinds: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in () if told.missing else bench.rows(told):
        kinds[row.part.partition("|")[0]].append(row)
    if kinds:
        rows = [_kind(kind, found, told, bench) for kind, found in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))]
        columns = ("Kind", "Items", "Of these with an owner", "Region", "Ended", "Ends next")
        yield TableBlock("Infrastructure, as imported lists tell it", columns, "lrrlll", tuple(rows))


def _kind(kind: str, found: Sequence[MeasureRow], told: Measurement, bench: Bench) -> tuple[Phrase, ...]:
    parts = {row.key: row.part.split("|") for row in found}
    today = str(bench.as_of)
    ends = sorted((part[3], item) for item, part in parts.items() if part[3])
    over, next_ = [item for day, item in ends if day < today], [f"{item} ({day})" for day, item in ends if day >= today]
    regions = sorted({part[2] for part in parts.values() if part[2]})
    return (
        (kind,), (Cited(number(len(found)), told.id),), (number(sum(row.contribution for row in found)),), _some(regions),
        _some(over) if over else ("none",), _some(next_),
    )  # fmt: skip


def _some(words: Sequence[str]) -> Phrase:
    more: list[Phrase | Name] = [(f"{len(words) - _NAMED} more",)] if len(words) > _NAMED else []
    return listing([*((word,) for word in words[:_NAMED]), *more]) if words else ("not told",)
