"""The people who knew a large part of the code no longer commit.

Judges: The share of lines in files where everybody who knows the file has stopped committing, against the largest share that a company should
accept; and how much of the period's work lands in such files.

Matters because: What these files do for a reason is written down nowhere else. Whoever changes them next has to find out first, and the
mistakes made meanwhile reach customers.

Silent when: The history was cut (shallow clone), nobody has committed to the repository lately (people who left and work that rests look
alike), there is no code, or nobody is known to know any of it.

What to do: Before the next change to a file named here, let two people read it and write down what they learn as tests and as a page beside
it. Start with the files that change most, with those that run the product before those that test it. Files that never change may wait. Ask
those who knew it while they can still be reached.

Source: Rigby, Zhu, Donadelli, Mockus: Quantifying and Mitigating Turnover-Induced Knowledge Loss, ICSE 2016 (read in its abstract). That three tenths is too
much is our judgement, and so is the scale: low while none of these files changes, high from six tenths of the code when at least a quarter of
the period's changes land there, else medium. No money: no source that we know links the share to an amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from quarterdeck.derived.words import percent
from quarterdeck.evidence.roles import is_test
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.knowledge.measures.changes_without_knowledge import CHANGES_WITHOUT_KNOWLEDGE
from quarterdeck.practices.knowledge.measures.knowledge_last_seen import KNOWLEDGE_LAST_SEEN
from quarterdeck.practices.knowledge.measures.lost_knowledge import LOST_KNOWLEDGE

LARGEST_LOST_SHARE = Criterion(
    "largest_lost_share", 0.3, "of lines", "From this share on, too much of the code has lost everyone who knew it.",
    "Our judgement: a third of the code is more than a team can learn anew beside its work.",
)  # fmt: skip
_HIGH_SHARE, _HIGH_CHANGES = 0.6, 0.25
_SHOWN, _NAMED = 12, 2


def judge(lost: Measurement, bench: Bench) -> Verdict:
    """Too large a share is left: not met, and the worse the more of today's work lands there."""
    where = bench.name("repository", lost.subject.key)
    if not lost.value or lost.value < bench.criterion(LARGEST_LOST_SHARE):  # what is not lost is no finding, even against a criterion of zero
        rest = Cited(percent(1 - lost.value), lost.id)
        return Verdict(Outcome.MET, say("{where}: for {rest} of the code, somebody who knows it still commits.", where=where, rest=rest))
    changed = _changed(bench.beside(CHANGES_WITHOUT_KNOWLEDGE, lost.subject), bench)
    left = [row for row in bench.rows(lost) if row.part == "left"]
    left.sort(key=lambda row: (-changed.get(row.key, 0.0) * row.contribution, -row.contribution, row.key))
    first = min(left, key=lambda row: is_test(row.key))  # what a test expects is read beside the code that it tests
    known_by = _known_by(bench.beside(KNOWLEDGE_LAST_SEEN, lost.subject), bench)
    unknown = sum(row.contribution for row in bench.rows(lost) if row.part == "nobody")
    return Verdict(
        Outcome.NOT_MET,
        _sentence(where, lost, bench.beside(CHANGES_WITHOUT_KNOWLEDGE, lost.subject)),
        action=_action(first, known_by.get(first.key, ()), bench),
        severity=_severity(lost, bench.beside(CHANGES_WITHOUT_KNOWLEDGE, lost.subject)),
        detail=_detail(left, changed, known_by, bench),
        notes=_notes(int(unknown)),
    )


def _sentence(where: Name, lost: Measurement, changes: Measurement) -> Phrase:
    share = Cited(percent(lost.value), lost.id)
    if lost.value == 1:
        return say("{where}: everybody who knew the code ({share} of it) has stopped committing.", where=where, share=share)
    opening = say("{where}: the people who knew {share} of the code no longer commit.", where=where, share=share)
    if changes.missing:
        return opening
    if changes.value == 0:
        return (*opening, " None of it changed in the period.")
    return (*opening, *say(" {part} of the period's changes were made there.", part=Cited(percent(changes.value), changes.id)))


def _action(first: MeasureRow, known_by: Sequence[MeasureRow], bench: Bench) -> Phrase:
    file = bench.name("file", first.key)
    if not known_by:
        return say("Let two people read {file} before its next change, and write down what it does.", file=file)
    names = _who(known_by, bench)
    return say("Let two people read {file}, which {names} knew, before its next change, and write down what it does.", file=file, names=names)


def _severity(lost: Measurement, changes: Measurement) -> Severity:
    """The scale that the page tells; where the period's changes are not known, the middle of it."""
    if not changes.missing and changes.value == 0:
        return Severity.LOW
    high = lost.value >= _HIGH_SHARE and not changes.missing and changes.value >= _HIGH_CHANGES
    return Severity.HIGH if high else Severity.MEDIUM


def _changed(changes: Measurement, bench: Bench) -> Mapping[str, float]:
    """Changes in the period by file; empty when they were not assessed."""
    return {} if changes.missing else {row.key: row.contribution for row in bench.rows(changes)}


def _known_by(seen: Measurement, bench: Bench) -> Mapping[str, Sequence[MeasureRow]]:
    """Who knows each file, last seen first."""
    people: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in [] if seen.missing else bench.rows(seen):
        people[row.key].append(row)
    return {file: sorted(rows, key=lambda row: (row.contribution, row.part)) for file, rows in people.items()}


def _who(known_by: Sequence[MeasureRow], bench: Bench) -> Phrase:
    names: list[Phrase | Name] = [bench.name("person", row.part) for row in known_by[:_NAMED]]
    more = len(known_by) - len(names)
    return listing([*names, (counted(more, "other"),)] if more else names)


def _detail(left: Sequence[MeasureRow], changed: Mapping[str, float], known_by: Mapping[str, Sequence[MeasureRow]], bench: Bench) -> Detail:
    rows = []
    for row in left[:_SHOWN]:
        known = known_by.get(row.key, ())
        seen = str(bench.as_of - timedelta(days=int(known[0].contribution))) if known else "–"
        changes = number(changed.get(row.key, 0.0))
        rows.append(((bench.name("file", row.key),), (number(row.contribution),), _who(known, bench) or ("–",), (seen,), (changes,)))
    return Detail(("File", "Lines", "Who knew this", "Last seen", "Changes in the period"), "lrllr", tuple(rows), len(left) - len(rows))


def _notes(unknown: int) -> tuple[Phrase, ...]:
    moved = say("Somebody who now works only in repositories that were not assessed is counted as no longer committing.")
    if not unknown:
        return (moved,)
    return (moved, say("{lines} that no one person is known to know were left out.", lines=counted(unknown, "line")))


KNOWLEDGE_HAS_LEFT = Judgement(
    name="knowledge-has-left",
    title="Code that nobody there knows any more",
    strength="Most code is known to somebody who is still there",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(LOST_KNOWLEDGE, CHANGES_WITHOUT_KNOWLEDGE, KNOWLEDGE_LAST_SEEN),
    judge=judge,
    criteria=(LARGEST_LOST_SHARE,),
)
