"""Much of the work lands in a few large, deeply nested files.

Judges: The share of the period's changes that land in hotspots, against the largest share that leaves work spread out.

Matters because: A change to a tangled file takes longer and fails more often than one to a plain file, and here it is paid for again
and again. People who work in parallel meet in these files and wait for each other.

Silent when: the history was cut within the period (shallow clone), there are too few changes in the period to tell a share, or the repository has
too few production files for a top tenth.

What to do: Take the file that is named first, and where the code was parsed (`--deep`) its most complex function. Look at what its last ten changes
had in common and move that into a file of its own, with tests, as part of the next change that is planned there. One file at a time: the others of
the list may wait, and files that do not change may stay.

Source: Tornhill: Your Code as a Crime Scene, 2015 (not opened); Hindle, Godfrey, Holt, 2009 (see the measure). That three tenths is too much is our
judgement, and so is the scale: medium from there, high from a half. No money: what «Code Red» (Tornhill, Borg, TechDebt 2022) found about cost
stands on CodeScene's own measure of code health, not on this one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS, LEAST_FILES
from quarterdeck.practices.quality.measures.function_growth import BEFORE, FUNCTION_GROWTH
from quarterdeck.practices.quality.measures.hardest_functions import HARD, HARDEST_FUNCTIONS
from quarterdeck.practices.quality.measures.indentation import INDENTATION
from quarterdeck.practices.quality.measures.people_changing_code import PEOPLE_CHANGING_CODE
from quarterdeck.practices.quality.measures.production_lines import PRODUCTION_LINES

LARGEST_SHARE_IN_HOTSPOTS = Criterion(
    "largest_share_in_hotspots", 0.3, "of changes", "From this share on, work piles up.",
    "Our judgement: spread evenly, a tenth of the files would take a tenth of the changes; this is three times as much.",
)  # fmt: skip
_HIGH_SHARE = 0.5
_SHOWN = 12


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Too large a share in hotspots: not met."""
    where = bench.name("repository", share.subject.key)
    rows = bench.rows(share)
    if len(rows) < bench.criterion(LEAST_FILES):
        files = counted(len(rows), "production file")
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} has {files}: too few for work to pile up in some of them.", where=where, files=files))
    hot = [row for row in rows if row.part == "hotspot"]
    if not hot:
        return Verdict(Outcome.MET, say("{where}: no large, deeply nested file changes often.", where=where))
    told = Cited(percent(share.value), share.id)
    among = say("{hot} of {all} files", hot=len(hot), all=len(rows))
    if share.value < bench.criterion(LARGEST_SHARE_IN_HOTSPOTS):
        sentence = say("{where}: {told} of changes landed in large, deeply nested files ({among}).", where=where, told=told, among=among)
        return Verdict(Outcome.MET, sentence)
    indentation = bench.rows(bench.beside(INDENTATION, share.subject))
    weight = {row.key: row.contribution for row in indentation}
    hot.sort(key=lambda row: (-row.contribution * weight.get(row.key, 0.0), row.key))
    hardest = {row.key: row for row in bench.rows(bench.beside(HARDEST_FUNCTIONS, share.subject))}
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {told} of changes landed in {among}, all large, deeply nested and changed often.", where=where, told=told, among=among),
        action=_action(hot[0].key, hardest.get(hot[0].key), bench),
        severity=Severity.HIGH if share.value >= _HIGH_SHARE else Severity.MEDIUM,
        detail=_detail(hot, rows, indentation, share, hardest, bench),
    )


def _action(file: str, hardest: MeasureRow | None, bench: Bench) -> Phrase:
    """The file that is first, and where its code was parsed the function to begin with."""
    told = say("Split {file} where its last ten changes met, as part of the next change there", file=bench.name("file", file))
    if hardest is None or hardest.contribution <= HARD:
        return (*told, ".")
    return (*told, *say("; begin with {function}, its most complex function.", function=bench.name("function", hardest.part)))


def _hardest(row: MeasureRow | None, bench: Bench) -> Phrase:
    """The most complex function of a file with its cognitive complexity; a dash where the code was not parsed."""
    return say("{function} ({weight})", function=bench.name("function", row.part), weight=number(row.contribution)) if row else ("–",)


def _grown(share: Measurement, bench: Bench) -> Mapping[str, float]:
    """By how many points of complexity the functions of each file grew, where they were followed."""
    measured = bench.beside(FUNCTION_GROWTH, share.subject)
    grown: dict[str, float] = defaultdict(float)
    for row in bench.rows(measured) if not measured.missing else ():
        grown[row.key.partition(": ")[0]] += row.contribution if row.part != BEFORE else 0
    return grown


def _trend(points: float | None) -> Phrase:
    """A sign before what was added or taken away; a dash where nothing was followed."""
    return ("–",) if points is None else (f"+{number(points)}" if points > 0 else number(points),)


def _detail(
    hot: Sequence[MeasureRow], rows: Sequence[MeasureRow], indentation: Sequence[MeasureRow], share: Measurement,
    hardest: Mapping[str, MeasureRow], bench: Bench,
) -> Detail:  # fmt: skip
    lines = {row.key: row.contribution for row in bench.rows(bench.beside(PRODUCTION_LINES, share.subject))}
    people: dict[str, set[str]] = defaultdict(set)
    for row in bench.rows(bench.beside(PEOPLE_CHANGING_CODE, share.subject)):
        people[row.key].add(row.part)
    deepest, grown = {row.key: row.part for row in indentation}, _grown(share, bench)
    by_changes, by_indentation = _ranks(rows), _ranks(indentation)
    cells = tuple(
        (
            (bench.name("file", row.key),),
            (number(row.contribution),),
            (number(lines[row.key]),),
            (deepest[row.key],),
            _hardest(hardest.get(row.key), bench),
            _trend(grown.get(row.key)),
            (number(len(people[row.key])),),
            say("{a} by changes, {b} by indentation, of {all}", a=_nth(by_changes[row.key]), b=_nth(by_indentation[row.key]), all=len(rows)),
        )
        for row in hot[:_SHOWN]
    )
    return Detail(
        (
            "File",
            "Changes in the period",
            "Lines",
            "Deepest nesting",
            "Most complex function (cognitive)",
            "Growth of its functions (points)",
            "People in the period",
            "Why",
        ),
        "lrrrlrrl",
        cells,
        len(hot) - len(cells),
    )


def _ranks(rows: Sequence[MeasureRow]) -> Mapping[str, int]:
    """1 for the greatest contribution; equals share a rank."""
    greater, ranks = 0, {}
    for value, equals in sorted(Counter(row.contribution for row in rows).items(), reverse=True):
        ranks[value] = greater + 1
        greater += equals
    return {row.key: ranks[row.contribution] for row in rows}


def _nth(rank: int) -> str:
    """``1st``, ``2nd``, ``11th``."""
    ending = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")  # noqa: PLR2004  # eleventh to thirteenth
    return f"{rank}{ending}"


CHANGE_PILES_UP_HERE = Judgement(
    name="change-piles-up-here",
    title="Changes that pile up in tangled files",
    strength="Most changes land outside the tangled files",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHANGES_IN_HOTSPOTS, INDENTATION, PRODUCTION_LINES, PEOPLE_CHANGING_CODE, HARDEST_FUNCTIONS, FUNCTION_GROWTH),
    judge=judge,
    criteria=(LARGEST_SHARE_IN_HOTSPOTS, LEAST_FILES),
)
