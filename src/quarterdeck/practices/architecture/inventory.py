"""The inventory of infrastructure, as files tell it: by repository and kind, with how many name an owner, where they are, and what ends."""

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


def _some(words: Sequence[str]) -> Phrase:
    more: list[Phrase | Name] = [(f"{len(words) - _NAMED} more",)] if len(words) > _NAMED else []
    return listing([*((word,) for word in words[:_NAMED]), *more]) if words else ("not told",)
