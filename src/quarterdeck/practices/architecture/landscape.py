"""The landscape as files tell it: containers of a repository with what they call, as a picture and as a table (C4, container diagram)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, Chart, Mark, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, say
from quarterdeck.practices.architecture.measures.container_calls import CONTAINER_CALLS

_SHOWN, _MOST, _TABLE, _NAMED = 3, 36, 40, 3
_SHADES = {"database": 1.0, "bucket": 0.8, "queue": 0.6, "cache": 0.5, "application": 0.0}
_KEEPS = frozenset({"database", "bucket", "queue", "cache"})


def landscape(told: Sequence[Measurement], bench: Bench) -> Iterator[Block]:
    """Pictures of the repositories with most ways between containers; a table of those that tell of containers without any."""
    calling = [(one, bench.beside(CONTAINER_CALLS, one.subject)) for one in told]
    drawn = sorted((pair for pair in calling if not pair[1].missing and pair[1].value), key=lambda pair: (-pair[1].value, pair[0].subject))
    for containers, calls in drawn[:_SHOWN]:
        yield _picture(containers, calls, bench)
    if told:
        yield _table(sorted(told, key=lambda one: (-one.value, one.subject)), bench)


def context(bench: Bench, systems: Sequence[Measurement]) -> Iterator[Block]:
    """Systems above what their files say that they call (C4, system context); nothing where none calls another."""
    ways = [(one.subject.key, row.key, bool(row.contribution)) for one in systems for row in bench.rows(one) if row.key]
    if not ways:
        return
    ends = sorted({end for one, other, _ in ways for end in (one, other)})
    boxes = tuple(Mark((_system(key, bench),), 1, (_system(key, bench),), 0.0, ((_system(key, bench),),)) for key in ends)
    said = {True: "{one} calls {other}, which its record does not name.", False: "{one} calls {other}."}
    told = [(one, other, say(said[missing], one=_system(one, bench), other=_system(other, bench))) for one, other, missing in ways]
    lines = tuple(Mark((_system(one, bench),), 1, words, group=((_system(other, bench),),)) for one, other, words in told)
    missing = sum(missing for _, _, missing in ways)
    ending = "; {missing} of these {are} not on record." if missing else ", all on record."
    so_what = say(
        "Files tell of {ways} between {systems}" + ending,
        ways=counted(len(ways), "way"), systems=counted(len(ends), "system"), missing=missing, are="is" if missing == 1 else "are",
    )  # fmt: skip
    yield Chart(
        "graph", "Systems, above what their files say that they call", so_what, "", (*boxes, *lines), tuple(p for *_, words in told for p in (*words, " "))
    )


def _system(key: str, bench: Bench) -> Name:
    return bench.name("system", key)


def _picture(told: Measurement, calls: Measurement, bench: Bench) -> Chart:
    ways = [row for row in bench.rows(calls) if row.contribution]
    kinds = {row.key: row.part for row in bench.rows(told)}
    busy = _busiest(ways)
    ways = [row for row in ways if row.key in busy and row.part in busy]
    boxes = tuple(_box(name, kinds) for name in busy)
    lines = tuple(
        Mark((_name(row.key),), 1, say("{one} calls {other}.", one=_name(row.key), other=_name(row.part)), group=((_name(row.part),),)) for row in ways
    )
    where = bench.name("repository", told.subject.key)
    alternative = tuple(part for name in busy for part in _said(name, ways))
    return Chart(
        "graph", "Containers, above what they call", _so_what(where, told, calls, ways, kinds), "", (*boxes, *lines), alternative, ("runs", "keeps data")
    )


def _busiest(ways: Sequence[MeasureRow]) -> list[str]:
    """As many names as a picture bears, those with most ways."""
    count: dict[str, int] = {}
    for row in ways:
        for end in (row.key, row.part):
            count[end] = count.get(end, 0) + 1
    return sorted(sorted(count, key=lambda name: (-count[name], name))[:_MOST])


def _box(name: str, kinds: Mapping[str, str]) -> Mark:
    kind, _, runs = kinds.get(name, "").partition(", ")
    made = say(" ({runs})", runs=Name("package", runs)) if runs else ()
    words = say("{name}: {kind}{made}", name=_name(name), kind=kind, made=made) if kind else say("{name}, outside of the repository", name=_name(name))
    return Mark((_name(name),), 1, words, _SHADES.get(kind, 0.2), ((_name(name),),))


def _said(name: str, ways: Sequence[MeasureRow]) -> Phrase:
    called = [_name(row.part) for row in ways if row.key == name]
    return say("{name} calls {others}. ", name=_name(name), others=listing(called)) if called else ()


def _so_what(where: Name, told: Measurement, calls: Measurement, ways: Sequence[MeasureRow], kinds: Mapping[str, str]) -> Phrase:
    """How many lean on the one that most lean on."""
    callers: dict[str, set[str]] = {}
    for row in ways:
        callers.setdefault(row.part, set()).add(row.key)
    most = min(callers, key=lambda name: (-len(callers[name]), name))
    what = "keeps data for" if kinds.get(most, "").partition(",")[0] in _KEEPS else "is called by"
    return say(
        "{where}: {containers} with {ways} between them; {most} {what} {count}.",
        where=where, containers=Cited(counted(int(told.value), "container"), told.id), ways=Cited(counted(int(calls.value), "way"), calls.id),
        most=_name(most), what=what, count=counted(len(callers[most]), "of them", "of them"),
    )  # fmt: skip


def _name(name: str) -> Name:
    return Name("container", name)


def _table(told: Sequence[Measurement], bench: Bench) -> TableBlock:
    """Containers by kind for each repository."""
    cells = []
    for one in told:
        found: dict[str, list[str]] = {}
        for row in bench.rows(one):
            found.setdefault(row.part.partition(",")[0], []).append(row.key)
        kinds = [say("{count} ({names})", count=counted(len(names), kind), names=_some(sorted(names))) for kind, names in sorted(found.items())]
        cells.append(((bench.name("repository", one.subject.key),), (Cited(f"{int(one.value)}", one.id),), listing(kinds)))
    return TableBlock(
        "What runs or keeps data, as files tell it", ("Repository", "Containers", "Of these"), "lrl", tuple(cells[:_TABLE]), max(0, len(cells) - _TABLE)
    )


def _some(names: Sequence[str]) -> Phrase:
    more: list[Phrase | Name] = [(f"{len(names) - _NAMED} more",)] if len(names) > _NAMED else []
    return listing([*(_name(name) for name in names[:_NAMED]), *more])
