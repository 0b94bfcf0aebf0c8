"""What judgements over shares have in common: too little to judge, and the latest rows that show where."""

from __future__ import annotations

from collections.abc import Callable

from quarterdeck.kernel.finding import Bench, Detail, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import NotAssessed, Outcome
from quarterdeck.kernel.text import Part, Phrase, counted, say

SHOWN = 10


def too_few(one: Measurement, bench: Bench, noun: str, supply: str) -> Verdict:
    """Not assessed: so few cannot be told as a share."""
    why = f"only {counted(one.observations, noun)} of the period {'is' if one.observations == 1 else 'are'} known"
    return Verdict(
        Outcome.NOT_ASSESSED,
        say("{where}: {why}.", where=bench.name(one.subject.kind, one.subject.key), why=why),
        missing=NotAssessed(why, supply),
    )


def pipeline(name: str, bench: Bench) -> Part:
    """What a pipeline is called: a name, so that a redaction finds it."""
    return bench.name("pipeline", name) if name else "not named"


def checked(part: str, bench: Bench) -> Phrase:
    """How checks ended, and the pipeline that failed as a name."""
    ended, colon, name = part.partition(": ")
    return (ended + colon, pipeline(name, bench)) if colon else (ended,)


def listed(rows: list[MeasureRow], bench: Bench, kind: str, columns: tuple[str, str], told: Callable[[str, Bench], Phrase] = lambda part, _: (part,)) -> Detail:
    """Keys with their parts, the last keys first."""
    latest = sorted(rows, key=lambda row: (row.key, row.part), reverse=True)
    cells = tuple(((bench.name(kind, row.key),), told(row.part, bench)) for row in latest[:SHOWN])
    return Detail(columns, "ll", cells, max(0, len(latest) - SHOWN))
