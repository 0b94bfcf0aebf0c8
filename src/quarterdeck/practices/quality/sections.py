"""The pictures of quality: where changes land, how much changes each month, and how old the code is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quarterdeck.derived.maps import folded, folder_of, steps
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Block, Chart, Mark, Sentence
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.quality.age import age
from quarterdeck.practices.quality.findings.change_piles_up_here import CHANGE_PILES_UP_HERE
from quarterdeck.practices.quality.growth import growth
from quarterdeck.practices.quality.measures.busy_functions import BUSY_FUNCTIONS
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS
from quarterdeck.practices.quality.measures.lines_changed import LINES_CHANGED
from quarterdeck.practices.quality.measures.production_lines import PRODUCTION_LINES
from quarterdeck.practices.quality.measures.standing_lines import STANDING_LINES

_CHARTED = 3
_NAMED = 3
_APART = "Changes by bots, by coding agents and in commits that only reformat are left out."


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """A map and a course of changes for the repositories that the finding names, then for the largest; the others in words; and the age of their code."""
    found = {f.subject for f in findings if f.judgement.name == CHANGE_PILES_UP_HERE.name and f.verdict.outcome is Outcome.NOT_MET}
    judged = [f.subject for f in findings if f.judgement.name == CHANGE_PILES_UP_HERE.name and f.verdict.outcome in {Outcome.MET, Outcome.NOT_MET}]
    sizes = [bench.beside(PRODUCTION_LINES, subject) for subject in judged]
    sizes = sorted((size for size in sizes if not size.missing), key=lambda size: (size.subject not in found, -size.value, size.subject))
    blocks: list[Block] = []
    for size in sizes[:_CHARTED]:
        blocks.append(_map(size, bench.beside(CHANGES_IN_HOTSPOTS, size.subject), bench))
        changed = bench.beside(LINES_CHANGED, size.subject)
        if not changed.missing:
            blocks.append(_course(changed, bench))
        busy = bench.beside(BUSY_FUNCTIONS, size.subject)
        drawn = None if busy.missing else growth(busy, bench)
        blocks.extend([drawn] if drawn else [])
    if sizes[_CHARTED:]:
        blocks.append(Sentence(_others([bench.beside(CHANGES_IN_HOTSPOTS, size.subject) for size in sizes[_CHARTED:]], bench), "note"))
    if blocks:
        blocks.append(Sentence((_APART,), "note"))
    crowded = dict.fromkeys(f.subject for f in findings if f.judgement.name == CHANGE_PILES_UP_HERE.name and f.subject.kind == "repository")
    standing = [bench.beside(STANDING_LINES, subject) for subject in crowded]  # without a repository the judgement stands for the company
    followed = sorted((lines for lines in standing if not lines.missing), key=lambda lines: (-lines.value, lines.subject))
    return (*blocks, *(age(lines, bench) for lines in followed[:_CHARTED]))


def _others(rest: Sequence[Measurement], bench: Bench) -> Phrase:
    count = counted(len(rest), "other repository", "other repositories")
    worst = sorted((share for share in rest if share.value), key=lambda share: (-share.value, share.subject))[:_NAMED]
    if not worst:
        return say("Not drawn: {count}. No large, deeply nested file of theirs changes often.", count=count)
    told = [say("{where} ({share})", where=bench.name("repository", m.subject.key), share=Cited(percent(m.value), m.id)) for m in worst]
    return say("Not drawn: {count}. Hotspots take the largest share of changes in {told}.", count=count, told=listing(told))


def _map(size: Measurement, share: Measurement, bench: Bench) -> Chart:
    """Files by lines within their folders; the shade is the square root of changes over the most that any file has, so that few changes show."""
    where = bench.name("repository", size.subject.key)
    changes = bench.rows(share)
    changed = {row.key: row.contribution for row in changes}
    most = max(1.0, changes[0].contribution)
    hot = {row.key for row in changes if row.part == "hotspot"}
    rows = bench.rows(size)
    files, rest = folded(rows)
    marks = [_mark(row, changed.get(row.key, 0.0), most, bench, hot=row.key in hot) for row in files]
    return Chart(
        "treemap",
        "Where changes land",
        _so_what(where, share, [row for row in changes if row.contribution], len(rows)),
        "lines",
        (*marks, *(_rest(folder, smaller, changed, most) for folder, smaller in rest.items())),
        _alternative(where, changes[:_NAMED], len(hot), bench),
        legend=("not changed in the period", f"changed most: {counted(int(most), 'time')}"),
    )


def _so_what(where: Name, share: Measurement, changed: Sequence[MeasureRow], files: int) -> Phrase:
    """How few files take half of the changes, and how much of them hotspots take."""
    half, taken, count = sum(row.contribution for row in changed) / 2, 0.0, 0
    for row in changed:
        if taken >= half:
            break
        taken, count = taken + row.contribution, count + 1
    ending = ". No large, deeply nested file changes often." if share.value == 0 else "; large, deeply nested files that change often took {share}."
    return say(
        "{where}: half of the changes landed in {count} of {files}" + ending,
        where=where,
        count=Cited(number(count), share.id),
        files=counted(files, "file"),
        share=Cited(percent(share.value), share.id),
    )


def _mark(row: MeasureRow, changes: float, most: float, bench: Bench, *, hot: bool) -> Mark:
    file = bench.name("file", row.key)
    words = say(
        "{file}: {lines}, {changes}{hot}", file=file, lines=counted(int(row.contribution), "line"),
        changes=counted(int(changes), "change"), hot=", a hotspot" if hot else "",
    )  # fmt: skip
    return Mark((file,), row.contribution, words, (changes / most) ** 0.5, steps(folder_of(row.key)))


def _rest(folder: str, rows: Sequence[MeasureRow], changed: Mapping[str, float], most: float) -> Mark:
    """A folder's smaller files as one mark, shaded by their mean number of changes."""
    mean = sum(changed.get(row.key, 0.0) for row in rows) / len(rows)
    label = counted(len(rows), "smaller file")
    words = say("{label}: {changes} changes each on average", label=label, changes=number(mean, 1))
    return Mark((label,), sum(row.contribution for row in rows), words, (mean / most) ** 0.5, steps(folder))


def _alternative(where: Name, busiest: Sequence[MeasureRow], hot: int, bench: Bench) -> Phrase:
    told = [say("{file} ({changes})", file=bench.name("file", row.key), changes=counted(int(row.contribution), "change")) for row in busiest]
    return say("{where}: {hot}. Darkest, with most changes: {told}.", where=where, hot=counted(hot, "hotspot") if hot else "no hotspot", told=listing(told))


def _course(changed: Measurement, bench: Bench) -> Chart:
    """Lines added above the axis and deleted below it, by month."""
    where = bench.name("repository", changed.subject.key)
    rows = sorted(bench.rows(changed), key=lambda row: (row.part, row.key))
    added = sum(row.contribution for row in rows if row.part == "added")
    deleted = changed.value - added
    marks = tuple(_month(row) for row in rows)
    busiest = max(sorted({row.key for row in rows}), key=lambda month: sum(row.contribution for row in rows if row.key == month))
    said = {"a": Cited(counted(int(added), "line"), changed.id), "d": Cited(number(deleted), changed.id)}
    so_what = say("{where}: people added {a} of code and deleted {d}; most in {busiest}.", where=where, busiest=busiest, **said)
    months = len({row.key for row in rows})
    alternative = say(
        "{where}, {months} with changes, from {first} to {last}: {a} added, {d} deleted. The first and last month may be cut by the period.",
        where=where, months=counted(months, "month"), first=min(row.key for row in rows), last=max(row.key for row in rows), **said,
    )  # fmt: skip
    return Chart("columns", "Lines of code added and deleted, by month", so_what, "lines", marks, alternative)


def _month(row: MeasureRow) -> Mark:
    words = say("{month}: {lines} {way}", month=row.key, lines=counted(int(row.contribution), "line"), way=row.part)
    value = row.contribution if row.part == "added" else -row.contribution
    return Mark((row.key,), value, words, group=((row.part,),), at=f"{row.key}-01")
