"""The technology radar as the repositories fill it: what is used in which ring, where, and what was begun in it lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, Chart, Mark, TableBlock
from quarterdeck.kernel.text import Cited, Name, counted, listing, number, say
from quarterdeck.practices.architecture.findings.held_technology_spreads import HELD_TECHNOLOGY_SPREADS
from quarterdeck.practices.architecture.measures.technology_spread import TECHNOLOGY_SPREAD
from quarterdeck.practices.architecture.measures.technology_use import TECHNOLOGY_USE

_RINGS = ("adopt", "trial", "assess", "hold", "no ring")
_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Blip:
    """One technology: its ring, its use, its files, and those begun in it lately, where that can be told."""

    name: Name
    ring: str
    use: Measurement
    files: float
    begun: Measurement


def radar(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """A picture of what is used and a table of all; nothing where no technology is on record."""
    subjects = [f.subject for f in findings if f.judgement.name == HELD_TECHNOLOGY_SPREADS.name and f.subject.kind == "technology"]
    uses = [bench.beside(TECHNOLOGY_USE, subject) for subject in subjects]
    blips = [_blip(use, bench) for use in uses if not use.missing]
    if not blips:
        return ()
    blips.sort(key=lambda blip: (_RINGS.index(blip.ring), -blip.files, blip.name.text))
    used = [blip for blip in blips if blip.files]
    return (_picture(used, len(blips)), _table(blips)) if used else (_table(blips),)


def _blip(use: Measurement, bench: Bench) -> _Blip:
    rows = bench.rows(use)
    ring = rows[0].part if rows[0].part in _RINGS else "no ring"
    return _Blip(bench.name("technology", use.subject.key), ring, use, sum(row.contribution for row in rows), bench.beside(TECHNOLOGY_SPREAD, use.subject))


def _begun(blip: _Blip) -> float:
    return 0.0 if blip.begun.missing else blip.begun.value


def _picture(used: Sequence[_Blip], every: int) -> Chart:
    """Technologies by their files within their rings; the shade is the share of files begun lately."""
    marks = tuple(
        Mark(
            (blip.name,), blip.files,
            say(
                "{name}, {ring}: {files} in {places}, {begun} begun lately", name=blip.name, ring=blip.ring, files=counted(int(blip.files), "file"),
                places=counted(int(blip.use.value), "repository", "repositories"), begun=number(_begun(blip)),
            ),
            min(1.0, _begun(blip) / blip.files), ((blip.ring,),),
        )
        for blip in used
    )  # fmt: skip
    held = [blip.name for blip in used if blip.ring == "hold"]
    so_what = say("{used} of {every} technologies on record are told by files of the repositories", used=len(used), every=every)
    ending = say("; {held} of them {be} on hold.", held=listing(held[:_NAMED]), be="is" if len(held) == 1 else "are") if held else (".",)
    told = [say("{name} ({ring}, {files})", name=blip.name, ring=blip.ring, files=counted(int(blip.files), "file")) for blip in used]
    alternative = say("By ring: {told}.", told=listing(told))
    return Chart(
        "treemap", "Technologies in use, by ring", (*so_what, *ending), "files", marks, alternative, legend=("nothing begun lately", "all begun lately")
    )


def _table(blips: Sequence[_Blip]) -> TableBlock:
    rows = tuple(
        (
            (blip.name,), (blip.ring,), (Cited(number(blip.use.value), blip.use.id),), (number(blip.files),),
            ("–",) if blip.begun.missing else (Cited(number(blip.begun.value), blip.begun.id),),
        )
        for blip in blips
    )  # fmt: skip
    columns = ("Technology", "Ring", "Repositories", "Files", "Files begun in the period, since it came to its ring")
    return TableBlock("Technology radar, as the repositories fill it", columns, "llrrr", rows)
