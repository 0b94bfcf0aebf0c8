"""The pictures of knowledge: where it lies, and how many people there were to carry it; and the way in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.derived.maps import folded, folder_of, steps
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Block, Chart, Mark, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.knowledge.findings.knowledge_has_left import KNOWLEDGE_HAS_LEFT
from quarterdeck.practices.knowledge.measures.active_people import ACTIVE_PEOPLE
from quarterdeck.practices.knowledge.measures.guided_reading import GUIDED_READING
from quarterdeck.practices.knowledge.measures.lost_knowledge import LOST_KNOWLEDGE

_CHARTED = 3
_FOLDERS = 4
_DEEPEST, _NEARLY_ALL = 3, 0.8
_YEAR = 4
_PLACE = 3
"""The part of a row of the way begins with its place, in two digits, and a blank."""
_SHADES = {"left": 1.0, "one": 0.5, "several": 0.0}
_SAID = {"left": "those who knew it no longer commit", "one": "known to one person who is still there", "several": "known to several people"}


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """Maps of the repositories that the finding names, then of the largest; the others in words; and people over time."""
    found = {f.subject for f in findings if f.judgement.name == KNOWLEDGE_HAS_LEFT.name and f.verdict.outcome is Outcome.NOT_MET}
    judged = [f.subject for f in findings if f.judgement.name == KNOWLEDGE_HAS_LEFT.name and f.verdict.outcome in {Outcome.MET, Outcome.NOT_MET}]
    maps = []
    for lost in (bench.beside(LOST_KNOWLEDGE, subject) for subject in judged):
        rows = [row for row in bench.rows(lost) if row.part in _SHADES]
        maps.append((sum(row.contribution for row in rows), lost, rows))
    maps.sort(key=lambda told: (told[1].subject not in found, -told[0], told[1].subject))
    blocks: list[Block] = [_map(lost, rows, bench) for _, lost, rows in maps[:_CHARTED]]
    if maps[_CHARTED:]:
        blocks.append(Sentence(_others([lost for _, lost, _ in maps[_CHARTED:]], bench), "note"))
    people = [bench.beside(ACTIVE_PEOPLE, lost.subject) for _, lost, _ in maps[:_CHARTED]]
    shown = [measurement for measurement in people if not measurement.missing]
    if shown:
        blocks.append(_people(shown, bench))
    ways = [bench.beside(GUIDED_READING, lost.subject) for _, lost, _ in maps[:_CHARTED]]
    begin = _begin([way for way in ways if not way.missing], bench)
    return (*blocks, begin) if begin else tuple(blocks)


def _others(rest: Sequence[Measurement], bench: Bench) -> Phrase:
    count = counted(len(rest), "other repository", "other repositories")
    worst = sorted((lost for lost in rest if lost.value), key=lambda lost: (-lost.value, lost.subject))[:_CHARTED]
    if not worst:
        return say("Not drawn: {count}. Somebody who still commits knows each of their files.", count=count)
    told = [say("{where} ({share})", where=bench.name("repository", lost.subject.key), share=Cited(percent(lost.value), lost.id)) for lost in worst]
    return say("Not drawn: {count}. Most lines that nobody there knows any more lie in {told}.", count=count, told=listing(told))


def _map(lost: Measurement, rows: Sequence[MeasureRow], bench: Bench) -> Chart:
    """Files by lines within their folders; the shade is 0 for several who know it, a half for one, 1 for none who is still there."""
    where = bench.name("repository", lost.subject.key)
    total = sum(row.contribution for row in rows)
    alone = sum(row.contribution for row in rows if row.part == "one") / total
    words = say(
        "{where}: those who knew {left} of the lines no longer commit; {alone} more rest on one person.",
        where=where, left=Cited(percent(lost.value), lost.id), alone=Cited(percent(alone), lost.id),
    )  # fmt: skip
    files, rest = folded(rows)
    return Chart(
        "treemap",
        "Where knowledge lies",
        words,
        "lines",
        (*(_mark(row, bench) for row in files), *(_rest(folder, smaller) for folder, smaller in rest.items())),
        _alternative(where, rows),
        legend=("several people know it", "those who knew it no longer commit"),
    )


def _mark(row: MeasureRow, bench: Bench) -> Mark:
    file = bench.name("file", row.key)
    words = say("{file}: {lines}, {said}", file=file, lines=counted(int(row.contribution), "line"), said=_SAID[row.part])
    return Mark((file,), row.contribution, words, _SHADES[row.part], steps(folder_of(row.key)))


def _rest(folder: str, rows: Sequence[MeasureRow]) -> Mark:
    """A folder's smaller files as one mark of their mean shade."""
    lines = sum(row.contribution for row in rows)
    shade = sum(row.contribution * _SHADES[row.part] for row in rows) / lines
    label = counted(len(rows), "smaller file")
    return Mark((label,), lines, (f"{label}: {counted(int(lines), 'line')}",), shade, steps(folder))


def _alternative(where: Name, rows: Sequence[MeasureRow]) -> Phrase:
    """The largest folders, with how much of each has left; one level deeper where one folder holds nearly all."""
    lines: dict[str, float] = {}
    left: dict[str, float] = {}
    for depth in range(1, _DEEPEST + 1):
        lines, left = _by_folder(rows, depth)
        if max(lines.values()) < _NEARLY_ALL * sum(lines.values()):
            break
    largest = sorted(lines, key=lambda folder: (-lines[folder], folder))[:_FOLDERS]
    told = [
        say(
            "{name} ({lines}, {share} left)", name=Name("path", folder) if folder else "the top folder",
            lines=counted(int(lines[folder]), "line"), share=percent(left[folder] / lines[folder]),
        )
        for folder in largest
    ]  # fmt: skip
    return say("{where}, its largest folders: {told}.", where=where, told=listing(told))


def _by_folder(rows: Sequence[MeasureRow], depth: int) -> tuple[dict[str, float], dict[str, float]]:
    """Lines, and lines that have left, by the first ``depth`` steps of the path; files above them under an empty name."""
    lines: dict[str, float] = defaultdict(float)
    left: dict[str, float] = defaultdict(float)
    for row in rows:
        folder = "/".join(row.key.split("/")[:-1][:depth])
        lines[folder] += row.contribution
        left[folder] += row.contribution if row.part == "left" else 0
    return lines, left


def _people(measured: Sequence[Measurement], bench: Bench) -> Chart:
    """People per quarter: columns for one repository, a line each for more, since a person may work in two."""
    marks, told = [], []
    for measurement in measured:
        where = bench.name("repository", measurement.subject.key)
        quarters = sorted(bench.rows(measurement), key=lambda row: row.key)
        for row in quarters:
            words = say("{where}, {quarter}: {people}", where=where, quarter=_quarter(row.key), people=counted(int(row.contribution), "person", "people"))
            group: tuple[Phrase, ...] = ((where,),) if len(measured) > 1 else ()
            marks.append(Mark((_quarter(row.key),), row.contribution, words, group=group, at=row.key))
        told.append(_course(where, quarters, measurement))
    so_what = tuple(part for index, phrase in enumerate(told) for part in ((" ", *phrase) if index else phrase))
    alternative = say("Over {count} quarters at most. {told}", count=max(m.observations for m in measured), told=so_what)
    return Chart("lines" if len(measured) > 1 else "columns", "People who commit, by quarter", so_what, "people", tuple(marks), alternative)


def _course(where: Name, quarters: Sequence[MeasureRow], measurement: Measurement) -> Phrase:
    """The newest whole quarter, against a year before where there is one."""
    newest = quarters[-1]
    people = Cited(counted(int(newest.contribution), "person", "people"), measurement.id)
    opening = say("{where}: {people} in {quarter}", where=where, people=people, quarter=_quarter(newest.key))
    if len(quarters) <= _YEAR:
        return (*opening, ".")
    before = quarters[-1 - _YEAR]
    return (*opening, *say(", {before} a year earlier.", before=Cited(number(before.contribution), measurement.id)))


def _quarter(day: str) -> str:
    """``2026 Q3`` for ``2026-07-01``."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"


def _begin(measured: Sequence[Measurement], bench: Bench) -> TableBlock | None:
    """The way into the repositories that are drawn: what a newcomer reads first, and whether somebody is there who knows it."""
    rows = []
    for reading in measured:
        for row in sorted(bench.rows(reading), key=lambda one: one.part):
            known = "yes" if row.contribution else "no"
            rows.append(((bench.name("repository", reading.subject.key),), (bench.name("file", row.key),), (row.part[_PLACE:],), (known,)))
    columns = ("Repository", "Read in this order", "Why", "Somebody there knows it")
    return TableBlock("Where a newcomer begins", columns, "llll", tuple(rows)) if rows else None
