"""Much of the new code is rewritten or deleted within a quarter.

Judges: The share of new lines of code that are gone again within 91 days, against the largest share that ordinary work leaves.

Matters because: Work that is done twice costs twice, and plans that count on it slip. The reason is seldom the code: what was wanted was not
clear, or code was let in before it was ready.

Silent when: lines were not followed to the commits that wrote them (`--deep`), no new code could be watched for 91 days within the period, or the
history was cut at cloning.

What to do: Look at the commits that are named first, with those who wrote them: what did they learn after the code was in that could have been
known before? Change that one thing. A planned rewrite or a prototype that was thrown away on purpose needs nothing.

Source: The limit and the scale are our judgement: medium from a fifth, high from two fifths. Measured every second year from 2012 on, Flask and
Celery lay between 1 and 13 % in ordinary years, Celery at 18 and 26 % in years of rewriting. No money: how much of it was waste nobody can
tell from the lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.quality.measures.gone_within_quarter import GONE_WITHIN_QUARTER

LARGEST_SHARE_GONE = Criterion(
    "largest_share_gone_within_quarter", 0.2, "of new lines", "From this share on, new code does not last.",
    "Our judgement, from the histories of Flask and Celery: ordinary years lie below 13 %, years of rewriting at 18 and 26 %.",
)  # fmt: skip
LEAST_NEW_LINES = Criterion(
    "least_new_lines", 200, "lines", "With fewer new lines there is no share to judge.", "Our judgement: one small file rewritten would decide it."
)
_HIGH_SHARE = 0.4
_SHOWN = 12


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Too large a share gone: not met."""
    where = bench.name("repository", share.subject.key)
    rows = bench.rows(share)
    new = sum(row.contribution for row in rows)
    if new < bench.criterion(LEAST_NEW_LINES):
        lines = counted(int(new), "new line")
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} has {lines} of code in the period: too few to say whether they last.", where=where, lines=lines))
    told = Cited(percent(share.value), share.id)
    sentence = say("{where}: {told} of {lines} of code were gone within a quarter.", where=where, told=told, lines=counted(int(new), "new line"))
    if share.value < bench.criterion(LARGEST_SHARE_GONE):
        return Verdict(Outcome.MET, sentence)
    gone = sorted((row for row in rows if row.part == "gone"), key=lambda row: (-row.contribution, row.key))
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=say("Ask what was learnt after commit {commit} that could have been known before.", commit=bench.name("commit", gone[0].key)),
        severity=Severity.HIGH if share.value >= _HIGH_SHARE else Severity.MEDIUM,
        detail=_detail(gone, rows, bench),
    )


def _detail(gone: Sequence[MeasureRow], rows: Sequence[MeasureRow], bench: Bench) -> Detail:
    new: dict[str, float] = defaultdict(float)
    for row in rows:
        new[row.key] += row.contribution
    cells = tuple(
        ((bench.name("commit", row.key),), (number(row.contribution),), (number(new[row.key]),), (percent(row.contribution / new[row.key]),))
        for row in gone[:_SHOWN]
    )
    return Detail(("Commit", "Lines gone within a quarter", "New lines", "Share"), "lrrr", cells, len(gone) - len(cells))


NEW_CODE_DOES_NOT_LAST = Judgement(
    name="new-code-does-not-last",
    title="New code that does not last",
    strength="New code lasts",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(GONE_WITHIN_QUARTER,),
    judge=judge,
    criteria=(LARGEST_SHARE_GONE, LEAST_NEW_LINES),
)
