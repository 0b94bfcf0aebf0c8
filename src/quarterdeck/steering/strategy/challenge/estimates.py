"""Whether the plan's estimates deserve what is built on them: the reference class is the company's own past."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.decisions.estimates import FEWEST, ended, overrun, run_over
from quarterdeck.kernel.text import counted, number, say
from quarterdeck.maths.calibration import at_least
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent

_ABOVE, _ACCIDENT = 0.1, 0.05
"""A range leaves one chance in ten to end above; what chance brings in fewer than one case of twenty is a habit (our judgement)."""


def estimates_run_over(plan: Plan) -> Iterator[Argument | Silent]:
    """More of the company's own estimates ended above their range than chance would bring, and the next largest is taken at its word."""
    past = run_over(ended(plan.records))
    if len(past) < FEWEST:
        why = f"{counted(len(past), 'estimate')} on record {'has' if len(past) == 1 else 'have'} ended with what it took, too few for a habit"
        yield Silent("estimates-run-over", why, "Write `spent` where an initiative is done, and `cost_seen` in decisions")
        return
    above = [one for one in past if one.place == "above"]
    ahead = sorted((one for one in plan.initiatives if one.effort), key=lambda one: -(one.effort.days.p50 if one.effort else 0))
    times = overrun(past)
    if at_least(len(above), len(past), _ABOVE) >= _ACCIDENT or not ahead or times is None:
        return
    largest = ahead[0]
    middle = largest.effort.days.p50 if largest.effort else 0.0
    sentence = say(
        "{above} of {past} ended above their range, and the middle one took {times} times its estimate. {what} is estimated at {days} person-days; "
        "at the company's own pace it takes {low} to {high}.",
        above=str(len(above)), past=counted(len(past), "estimate"), times=f"{times.p50:.1f}", what=plan.name(largest), days=number(middle),
        low=number(middle * times.p10), high=number(middle * times.p90),
    )  # fmt: skip
    yield Argument("estimates-run-over", largest.ref, "effort", sentence, say("What makes this one different from those that ran over?"))
