"""The company's own estimates run over.

Judges: How many estimates of work and cost that have ended lay above their range. A range says: one chance in ten that it is more.

Matters because: The next plan is made of the same kind of numbers. Dates that were promised on them slip, and money that was granted on them is not enough.

Silent when: Fewer than five estimates have ended. What so few can say is told by the range: three of five above is no accident, one of five may be one.

What to do: Multiply the next estimate by what the last ones took, or estimate in wider ranges; then ask what each of those that ran over had in common.

Source: If ranges meant what they say, one in ten would end above; the chance of so many is binomial arithmetic, and below 5 % is not met. On such questions,
untrained people gave 90 % ranges that held 55 % of answers (hubbardresearch.com, an excerpt read). Severity is our judgement: high where the middle
estimate took twice as much or more, else medium.
"""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.maths.calibration import at_least
from quarterdeck.steering.strategy.measures.estimates_run import ESTIMATES_RUN

FEWEST_ESTIMATES = Criterion("fewest_estimates", 5, "estimates", "With fewer estimates that have ended no habit can be told.", "Our judgement.")
_ACCIDENT, _ABOVE, _TWICE, _SHOWN = 0.05, 0.1, 2.0, 12


def judge(run: Measurement, bench: Bench) -> Verdict:
    """More estimates above their range than chance would bring: not met."""
    rows = bench.rows(run)
    above = [row for row in rows if row.part == "above"]
    if len(rows) < bench.criterion(FEWEST_ESTIMATES):
        missing = NotAssessed(f"only {counted(len(rows), 'estimate')} on record {'has' if len(rows) == 1 else 'have'} ended, too few for a habit",
                              "Write down what finished initiatives took (`spent`) and decisions cost (`cost_seen`)")  # fmt: skip
        return Verdict(Outcome.NOT_ASSESSED, say("{why}.", why=missing.why), missing=missing)
    count = Cited(f"{len(above)} of {counted(len(rows), 'estimate')}", run.id)
    took = Cited(f"{run.value:.1f} times", run.id)
    if at_least(len(above), len(rows), _ABOVE) >= _ACCIDENT:
        its = "its" if len(above) == 1 else "their"
        return Verdict(Outcome.MET, say("{count} ended above {its} range: no more than chance would bring.", count=count, its=its))
    return Verdict(
        Outcome.NOT_MET,
        say("{count} of work and cost ended above their range; one in ten should. The middle one took {took} its estimate.", count=count, took=took),
        action=say("Take the next estimates {took}, or in wider ranges, until one in ten ends above.", took=f"{run.value:.1f} times"),
        severity=Severity.HIGH if run.value >= _TWICE else Severity.MEDIUM,
        detail=_farthest(rows, bench),
    )


def _farthest(rows: Sequence[MeasureRow], bench: Bench) -> Detail:
    """Those that ran furthest."""
    far = sorted(rows, key=lambda row: (-row.contribution, row.key))
    cells = tuple(((bench.name(row.key.partition("/")[0], row.key),), (f"{row.contribution:.1f}",), (row.part,)) for row in far[:_SHOWN])
    return Detail(("What was estimated", "Times its estimate", "In its range"), "lrl", cells, max(0, len(far) - _SHOWN))


ESTIMATES_RUN_OVER = Judgement(
    name="estimates-run-over",
    title="Estimates that run over",
    strength="Estimates end inside their ranges",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ESTIMATES_RUN,),
    judge=judge,
    criteria=(FEWEST_ESTIMATES,),
)
