"""Whether something comes first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import counted, listing, say
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.system import System
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent

_PER_MONTH = {"week": 365.25 / 12 / 7, "month": 1.0, "quarter": 1 / 3}
_MOST_CRITICAL = 0.5
"""Where more than half of the systems in use are critical, the word tells nothing apart (our judgement)."""
_FEWEST = 3


def _urgency(one: Initiative) -> Range | None:
    """Cost of delay a month for each person-day: what comes first, after Reinertsen's CD3. None where nobody wrote both."""
    if one.cost_of_delay is None or one.effort is None or not one.effort.days.p10:
        return None
    cost, effort, times = one.cost_of_delay.range, one.effort.days, _PER_MONTH[one.delay_per]
    return Range(cost.p10 * times / effort.p90, cost.p50 * times / effort.p50, cost.p90 * times / effort.p10)


def order_does_not_follow(plan: Plan) -> Iterator[Argument | Silent]:
    """The numbers put nothing first: even the most urgent initiative may be less urgent than the least."""
    told = [(one, urgency) for one in plan.initiatives if (urgency := _urgency(one))]
    unsaid = [one for one in plan.initiatives if one.cost_of_delay is None or one.effort is None]
    if unsaid:
        names = ", ".join(one.id for one in unsaid)
        yield Silent("order-does-not-follow", f"nobody wrote what waiting costs, or how much work it is ({names})", "Write `cost_of_delay` and `effort`")
    nothing = [one for one in plan.initiatives if one not in unsaid and _urgency(one) is None]
    if nothing:
        names = ", ".join(one.id for one in nothing)
        yield Silent("order-does-not-follow", f"what may be no work has no urgency for each day of it ({names})", "Write an `effort` that begins above zero")
    told.sort(key=lambda pair: -pair[1].p50)
    if len(told) < _FEWEST:
        return
    (first, high), (last, low) = told[0], told[-1]
    if high.p10 < low.p90 and all(one[1].p10 < other[1].p90 for one, other in pairwise(told)):
        sentence = say(
            "The ranges of {count} are so wide that they give no order: a person-day of {first} may save less than one of {last}.",
            count=counted(len(told), "initiative"),
            first=plan.name(first),
            last=plan.name(last),
        )
        yield Argument(
            "order-does-not-follow", first.ref, "cost_of_delay", sentence, say("Which one question, answered this week, would put one of them first?")
        )


def almost_everything_is_critical(plan: Plan) -> Iterator[Argument | Silent]:
    """More than half of the systems in use are critical."""
    living = [one for one in plan.records.of(System) if one.lifecycle != "retired"]
    rated = [one for one in living if one.criticality]
    critical = [one for one in rated if one.criticality == "critical"]
    if len(rated) < _FEWEST:
        yield Silent("almost-everything-is-critical", "fewer than three systems say how critical they are", "Write `criticality` in the records of systems")
    elif len(critical) > _MOST_CRITICAL * len(rated):
        named = listing([plan.name(one) for one in critical])
        sentence = say("{count} of {all} in use are critical: {named}.", count=str(len(critical)), all=counted(len(rated), "system"), named=named)
        yield Argument(
            "almost-everything-is-critical", critical[0].ref, "criticality", sentence, say("Which one would you bring back first, and which one last?")
        )
