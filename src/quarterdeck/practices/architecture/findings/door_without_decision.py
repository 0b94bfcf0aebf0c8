"""Something that is hard to take back came in without a decision.

Judges: Whether a decision speaks of each data store, vendor, language, interface and drop of data that came into the repository within the year, and
came before it.

Matters because: What is added in an hour and taken out in months deserves an hour of thought before, written where the next one finds it. Without it,
nobody knows which of its costs were meant.

Silent when: Nobody writes decisions at all: none is on record, and no assessed repository keeps documents of any. Then nothing could speak of it. Also
where the history is younger than a year and a quarter.

What to do: Write down what it is for, what else was thought of, and what leaving it again would take; or take it out while that is cheap.

Source: The company's own decisions against its repositories. Severity: medium for a data store, a vendor or a language, low for the rest and
for what was decided afterwards; our judgement. No money: no source that we read links undecided choices and cost.
"""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.architecture.measures.decisions_told import DECISIONS_TOLD
from quarterdeck.practices.architecture.measures.doors_decided_late import DOORS_DECIDED_LATE
from quarterdeck.practices.architecture.measures.doors_opened import DOORS_OPENED

_NAMED, _SHOWN = 3, 12
_HARD = frozenset({"data store", "vendor", "language"})
_NOBODY = NotAssessed("no decision is on record, and no assessed repository keeps any", "Write one down: `quarterdeck record new decision/ID status=accepted`")


def judge(doors: Measurement, bench: Bench) -> Verdict:
    """A door that no decision speaks of is not met."""
    where = bench.name("repository", doors.subject.key)
    rows = [row for row in bench.rows(doors) if row.key]
    if not rows:
        return Verdict(Outcome.MET, say("{where}: nothing that we know as hard to take back came in within the year.", where=where))
    if bench.beside(DECISIONS_TOLD, doors.subject).missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=_NOBODY.why), missing=_NOBODY)
    open_ones = sorted((row for row in rows if row.contribution), key=lambda row: (row.part.partition(":")[0] not in _HARD, row.part))
    if not open_ones:
        return _covered(rows, bench.beside(DOORS_DECIDED_LATE, doors.subject), where, bench)
    more = f" and {counted(len(open_ones) - _NAMED, 'other')}" if len(open_ones) > _NAMED else ""
    cells = tuple(((row.part.partition(":")[0],), _what(row), (bench.name("file", row.key),)) for row in open_ones[:_SHOWN])
    hard = any(row.part.partition(":")[0] in _HARD for row in open_ones)
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: {doors} came in within the year without a decision: {names}{more}.",
            where=where, doors=Cited(counted(len(open_ones), "thing that is hard to take back", "things that are hard to take back"), doors.id),
            names=listing([_told(row) for row in open_ones[:_NAMED]]), more=more,
        ),
        action=say("Write down what {what} is for and what leaving it would take, or take it out while that is cheap.", what=_what(open_ones[0])),
        severity=Severity.MEDIUM if hard else Severity.LOW,
        detail=Detail(("What", "Which", "File"), "lll", cells, len(open_ones) - len(cells)),
    )  # fmt: skip


def _covered(rows: Sequence[MeasureRow], late: Measurement, where: Name, bench: Bench) -> Verdict:
    """Decisions speak of all of them: not met where one came after what it decides."""
    after = [] if late.missing else sorted((row for row in bench.rows(late) if row.contribution), key=lambda row: (-row.contribution, row.part))
    if not after:
        told = say("{where}: decisions speak of {all} that came in and are hard to take back.", where=where, all=counted(len(rows), "thing"))
        return Verdict(Outcome.MET, told)
    days = counted(int(after[0].contribution), "day")
    cells = tuple(((row.part.partition(":")[0],), _what(row), (bench.name("file", row.key),), (number(row.contribution),)) for row in after[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: {late} came in before its decision, {what} {days} before.",
            where=where, late=Cited(counted(len(after), "thing that is hard to take back", "things that are hard to take back"), late.id),
            what=_told(after[0]), days=days,
        ),
        action=say("Decide first next time; read once more whether {what} would be chosen today.", what=_what(after[0])),
        severity=Severity.LOW,
        detail=Detail(("What", "Which", "File", "Days until it was decided"), "lllr", cells, len(after) - len(cells)),
    )  # fmt: skip


def _what(row: MeasureRow) -> Phrase:
    return (Name("technology", row.part.partition(": ")[2]),)


def _told(row: MeasureRow) -> Phrase:
    return say("{what} ({kind})", what=_what(row), kind=row.part.partition(":")[0])


DOOR_WITHOUT_DECISION = Judgement(
    name="door-without-decision",
    title="What is hard to take back, and came in without a decision",
    strength="Decisions speak of what came in and is hard to take back",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DOORS_OPENED, DECISIONS_TOLD, DOORS_DECIDED_LATE),
    judge=judge,
)
