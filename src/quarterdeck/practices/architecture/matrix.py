"""The dependency matrix of a repository: its packages in the order of their layers, and what each imports of the others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.maths.graphs import layers

MOST, _DEEPEST, _NAMED = 24, 6, 3
Way = tuple[str, str]


def matrix(measurement: Measurement, bench: Bench) -> Chart | None:
    """The picture, of folders as deep as two dozen allow; nothing where fewer than two lean on each other."""
    drawn = _Drawn.of(bench.rows(measurement))
    if len(drawn.order) < 2:  # noqa: PLR2004  # one package leans on nothing
        return None
    where = bench.name("repository", measurement.subject.key)
    against = {way: count for way, count in drawn.imports.items() if drawn.place(way[0]) > drawn.place(way[1])}
    words = say(
        "{where}: {packages} in {layers}; {against} of {imports} lead back up, in circles.",
        where=where, packages=counted(len(drawn.order), "package"), layers=counted(len(set(drawn.layer.values())), "layer"),
        against=number(sum(against.values())), imports=Cited(counted(sum(drawn.imports.values()), "import"), measurement.id),
    )  # fmt: skip
    most = math.log1p(max(drawn.imports.values()))
    boxes = (_box(way, count, math.log1p(count) / most) for way, count in drawn.imports.items())
    alternative = _alternative(where, drawn, against)
    return Chart("matrix", "Which package imports which", words, "imports", (*(drawn.diagonal(one) for one in drawn.order), *boxes), alternative)


@dataclass(frozen=True)
class _Drawn:
    """Folders in the order of their layers, what leans on others first, and imports from one to another."""

    order: Sequence[str]
    layer: Mapping[str, int]
    imports: Mapping[Way, int]

    @classmethod
    def of(cls, rows: Iterable[MeasureRow]) -> _Drawn:
        told = {(row.key, row.part): int(row.contribution) for row in rows if row.contribution}
        imports: dict[Way, int] = {}
        for depth in range(_DEEPEST, 0, -1):
            imports = _folded(told, depth)
            if len({end for way in imports for end in way}) <= MOST:
                break
        kept = _busiest(imports)
        imports = {way: count for way, count in imports.items() if kept >= {*way}}
        edges: dict[str, list[str]] = defaultdict(list)
        for one, other in imports:
            edges[one].append(other)
        depths = layers(edges)
        leans = _leaning(imports, depths)
        return cls(sorted(depths, key=lambda folder: (-depths[folder], -leans.get(folder, 0.0), folder)), depths, imports)

    def place(self, folder: str) -> int:
        return self.order.index(folder)

    def diagonal(self, folder: str) -> Mark:
        """The folder itself: how many import it, how many it imports, and what follows from both (Martin 1994)."""
        incoming, outgoing = (len({way[end] for way in self.imports if way[1 - end] == folder}) for end in (0, 1))
        words = say(
            "{folder}: imported by {incoming}, imports {outgoing}, instability {share}, layer {layer}",
            folder=_name(folder), incoming=incoming, outgoing=outgoing, share=f"{outgoing / (incoming + outgoing):.2f}", layer=self.layer[folder],
        )  # fmt: skip
        return Mark((_name(folder),), 0.0, words, group=((_name(folder),),))


def _folded(told: Mapping[Way, int], depth: int) -> dict[Way, int]:
    """Imports between folders of at most so many steps."""
    found: dict[Way, int] = defaultdict(int)
    for way, count in told.items():
        one, other = ("/".join(end.split("/")[:-1][:depth]) for end in way)
        if one != other:
            found[one, other] += count
    return dict(sorted(found.items()))


def _leaning(imports: Mapping[Way, int], depths: Mapping[str, int]) -> dict[str, float]:
    """Within a circle, how much more a folder imports of the others than they of it: from 1 to -1. So the fewest imports lead back up."""
    outgoing: dict[str, int] = defaultdict(int)
    incoming: dict[str, int] = defaultdict(int)
    for (one, other), count in imports.items():
        if depths[one] == depths[other]:
            outgoing[one] += count
            incoming[other] += count
    return {folder: (outgoing[folder] - incoming[folder]) / (outgoing[folder] + incoming[folder]) for folder in {*outgoing, *incoming}}


def _busiest(imports: Mapping[Way, int]) -> set[str]:
    """The folders with most imports, where even the uppermost are too many to draw."""
    weight: dict[str, int] = defaultdict(int)
    for way, count in imports.items():
        for end in way:
            weight[end] += count
    return set(sorted(weight, key=lambda folder: (-weight[folder], folder))[:MOST])


def _box(way: Way, count: int, shade: float) -> Mark:
    words = say("{one} imports {other}: {count}", one=_name(way[0]), other=_name(way[1]), count=counted(count, "time"))
    return Mark((_name(way[0]),), count, words, shade, ((_name(way[1]),),))


def _alternative(where: Name, drawn: _Drawn, against: Mapping[Way, int]) -> Phrase:
    top, bottom = drawn.layer[drawn.order[0]], min(drawn.layer.values())
    upper = listing([_name(one) for one in drawn.order if drawn.layer[one] == top][:_NAMED])
    lower = listing([_name(one) for one in drawn.order if drawn.layer[one] == bottom][:_NAMED])
    told = say("{where}, rows import columns, in the order of layers. On top: {upper}. At the bottom: {lower}.", where=where, upper=upper, lower=lower)
    if not against:
        return (*told, " No import leads back up: nothing is below the diagonal.")
    worst = sorted(against, key=lambda way: (-against[way], way))[:_NAMED]
    ways = listing([say("{one} to {other} ({count})", one=_name(one), other=_name(other), count=number(against[one, other])) for one, other in worst])
    return (*told, *say(" Framed boxes below the diagonal lead back up, in a circle: {ways}.", ways=ways))


def _name(folder: str) -> Name:
    return Name("path", folder or "the top folder")
