"""What judgements over shares have in common: too little to judge, and the latest rows that show where."""

from __future__ import annotations

from quarterdeck.kernel.finding import Bench, Detail, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import NotAssessed, Outcome
from quarterdeck.kernel.text import counted, say

SHOWN = 10


def too_few(one: Measurement, bench: Bench, noun: str, supply: str) -> Verdict:
    """Not assessed: so few cannot be told as a share."""
    why = f"only {counted(one.observations, noun)} of the period {'is' if one.observations == 1 else 'are'} known"
    return Verdict(
        Outcome.NOT_ASSESSED,
        say("{where}: {why}.", where=bench.name(one.subject.kind, one.subject.key), why=why),
        missing=NotAssessed(why, supply),
    )


def listed(rows: list[MeasureRow], bench: Bench, kind: str, columns: tuple[str, str]) -> Detail:
    """Keys with their parts, the last keys first."""
    latest = sorted(rows, key=lambda row: (row.key, row.part), reverse=True)
    cells = tuple(((bench.name(kind, row.key),), (row.part,)) for row in latest[:SHOWN])
    return Detail(columns, "ll", cells, max(0, len(latest) - SHOWN))
