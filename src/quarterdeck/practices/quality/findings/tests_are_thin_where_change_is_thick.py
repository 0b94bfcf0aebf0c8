"""The files that change most change without their tests.

Judges: The files of a repository that change most (its top tenth, and at least six times a year), and how many of them come with a change to a test
in fewer of their changes than the criterion asks: a half of them or more is not met.

Matters because: Where change is thick and tests are thin, faults are found by users, and mending what is tangled becomes a risk that nobody takes.

Silent when: The history was cut within the period, or there are too few changes or files for a share.

What to do: Write tests for the file that is named first before its next change, of what that change will touch. Ask of each change to the others
whether a test should come with it.

Source: Our judgement, beside what the measure names. It says where to look: a team that commits its tests apart is told here too, and knows it. No
money: no source that we read links this share and cost. Severity: medium, and high where no test changed at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.quality.measures.changes_in_hotspots import HOTSPOT_CHANGES, LEAST_FILES
from quarterdeck.practices.quality.measures.changes_with_tests import CHANGES_WITH_TESTS

LEAST_WITH_TESTS = Criterion(
    "least_share_with_tests", 0.2, "of changes", "A file whose changes come with a test less often than this has thin tests.",
    "Our judgement: one change in five; many changes need no test, but hardly four of five.",
)  # fmt: skip
_TENTH, _HALF, _YEAR, _SHOWN = 10, 0.5, 365, 12


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Half of the busiest files or more with thin tests: not met."""
    where = bench.name("repository", share.subject.key)
    busy = _busiest(bench.rows(share), bench, share)
    if not busy:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: too few files change often.", where=where))
    told = Cited(percent(share.value), share.id)
    thin = [(file, changes, tested) for file, changes, tested in busy if tested < bench.criterion(LEAST_WITH_TESTS) * changes]
    if len(thin) < _HALF * len(busy):
        return Verdict(Outcome.MET, say(
            "{where}: {told} of changes come with a change to tests; of the {busy} most, {thin} seldom.",
            where=where, told=told, busy=_changing(len(busy)), thin=number(len(thin)) if thin else "none",
        ))  # fmt: skip
    rows = tuple(((bench.name("file", file),), (number(changes),), (number(tested),)) for file, changes, tested in thin[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: of the {busy} most, {thin} seldom with a test; {told} of all changes come with one.",
            where=where, busy=_changing(len(busy)), thin=number(len(thin)), told=told,
        ),
        action=say("Test what the next change to {file} will touch, before it is made.", file=bench.name("file", thin[0][0])),
        severity=Severity.MEDIUM if share.value else Severity.HIGH,
        detail=Detail(("File", "Changes in the period", "With a change to tests"), "lrr", rows, len(thin) - len(rows)),
        notes=(say("A team that commits its tests apart looks worse here than it is."),),
    )  # fmt: skip


def _changing(files: int) -> str:
    return counted(files, "file that changes", "files that change")


def _busiest(rows: Sequence[MeasureRow], bench: Bench, share: Measurement) -> list[tuple[str, float, float]]:
    """(file, changes, those with tests) of the top tenth by changes, as far as they change as often as a hotspot does; equals stand together."""
    changes: dict[str, float] = defaultdict(float)
    tested: dict[str, float] = defaultdict(float)
    for row in rows:
        changes[row.key] += row.contribution
        tested[row.key] += row.contribution if row.part == "with tests" else 0.0
    if len(changes) < bench.criterion(LEAST_FILES):
        return []
    least = bench.criterion(HOTSPOT_CHANGES) * (share.period.end - share.period.start).days / _YEAR
    edge = sorted(changes.values(), reverse=True)[-(-len(changes) // _TENTH) - 1]
    often = [file for file, count in changes.items() if count >= max(edge, least)]
    return [(file, changes[file], tested[file]) for file in sorted(often, key=lambda file: (-changes[file], file))]


TESTS_ARE_THIN = Judgement(
    name="tests-are-thin-where-change-is-thick",
    title="Files that change most, without their tests",
    strength="What changes most comes with tests",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHANGES_WITH_TESTS,),
    judge=judge,
    criteria=(LEAST_WITH_TESTS, HOTSPOT_CHANGES, LEAST_FILES),
)
