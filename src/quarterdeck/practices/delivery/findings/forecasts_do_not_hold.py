"""Forecasts from the own past do not hold.

Judges: how often a promise of what the next four weeks bring, made from the own past at a certainty of 85 of 100, would have been kept.

Matters because: Dates are given to customers, investors and other teams, who plan with them. Where the own past shows that such dates do not hold, each
new one costs trust, and more than a cautious one would.

Silent when: less than half a year of finished work is known before the promises, or there were fewer than twelve to try.

What to do: Promise less until promises hold: what was done in the weaker weeks, or fewer items at once. Then look at why weeks differ so much: work
that waits and comes in bursts, or a pace that falls.

Source: Calibration as weather forecasts are judged by it. The limits are our judgement and can be set; how often public repositories would have kept
theirs: docs/explanation/forecasts.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.practices.delivery.measures.epic_forecasts_kept import EPIC_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.forecasts_kept import EVEN, FORECASTS_KEPT, PACE, SURE

FEWEST_KEPT = Criterion(
    "fewest_kept", 0.7, "of forecasts", "Below this share, forecasts do not hold.", "Our judgement: seven of ten is the least that 85 of 100 may turn into."
)
FEWEST_TRIALS = Criterion("fewest_trials", 12, "forecasts", "With fewer trials no share can be told.", "Our judgement: twelve look at about a year.")
_SHOWN = 12


def judge(kept: Measurement, bench: Bench) -> Verdict:
    """A share below the limit, over enough trials, is not met."""
    where = bench.name("repository", kept.subject.key)
    rows = bench.rows(kept)
    sure = [row for row in rows if row.part.startswith(SURE)]
    if len(sure) < bench.criterion(FEWEST_TRIALS):
        missing = NotAssessed(
            f"only {counted(len(sure), 'forecast')} of the past could be tried", "Import older work items, or ask again when more weeks have passed"
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    held = round(kept.value * len(sure))
    sentence = say(
        "{where}: forecasts that should hold 85 times of 100 would have held {held} of {tried}.",
        where=where, held=Cited(str(held), kept.id), tried=counted(len(sure), "time"),
    )  # fmt: skip
    proxy = " main line" in sure[0].part
    notes: tuple[Phrase, ...] = (
        _told("Those that should hold every other time would have held {held} of {tried}.", rows, EVEN),
        _told("By the pace alone, without learning from promises that were not kept, {held} of {tried}.", rows, PACE),
        *_epics(bench.beside(EPIC_FORECASTS_KEPT, kept.subject), bench),
        *((("Counted from changes of the main line, because no finished work items of it are known.",),) if proxy else ()),
    )
    if kept.value >= bench.criterion(FEWEST_KEPT):
        return Verdict(Outcome.MET, sentence, notes=notes)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Promise what the weaker weeks would have kept, until promises hold; then look at why weeks differ so much.",),
        severity=Severity.LOW if proxy else Severity.MEDIUM,
        detail=_latest(sure),
        notes=notes,
    )


def _told(said: str, rows: Sequence[MeasureRow], which: str) -> Phrase:
    """How often others were kept: even odds far below a half say that the pace fell, those of the pace alone what learning brings."""
    kept = [int(row.contribution) for row in rows if row.part.startswith(which)]
    return say(said, held=sum(kept), tried=counted(len(kept), "time"))


def _epics(kept: Measurement, bench: Bench) -> tuple[Phrase, ...]:
    """How often it was said rightly when an epic would be done."""
    if kept.missing:
        return ()
    epics = sum(row.part.startswith(SURE) for row in bench.rows(kept))
    if not epics:
        return ()
    share = Cited(percent(kept.value), kept.id)
    return (say("Of when {epics} would be done, {share} of such promises would have held.", epics=counted(epics, "epic"), share=share),)


def _latest(rows: list[MeasureRow]) -> Detail:
    """The latest trials: what was promised, what came."""
    latest = sorted(rows, key=lambda row: row.key, reverse=True)
    cells = tuple(((row.key,), (row.part.partition(": ")[2],), ("held" if row.contribution else "not held",)) for row in latest[:_SHOWN])
    return Detail(("Promised on", "For four weeks", "It was"), "lll", cells, max(0, len(latest) - _SHOWN))


FORECASTS_DO_NOT_HOLD = Judgement(
    name="forecasts-do-not-hold",
    title="Forecasts that do not hold",
    strength="Forecasts from the own past hold",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(FORECASTS_KEPT, EPIC_FORECASTS_KEPT),
    judge=judge,
    criteria=(FEWEST_KEPT, FEWEST_TRIALS),
)
