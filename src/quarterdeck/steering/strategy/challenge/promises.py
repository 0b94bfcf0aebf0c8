"""Whether a promise says enough to be kept, and how the company's own promises have gone."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from quarterdeck.kernel.text import counted, say
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent

_FEWEST_PROMISES = 5
"""With fewer promises that have come due, nothing can be said of a habit (our judgement)."""
_USUALLY = 0.5


def promises_slip(plan: Plan) -> Iterator[Argument | Silent]:
    """Most of the company's own milestones were late: the next one is promised as if they had not been."""
    past = [one for one in plan.records.of(Milestone) if one.date < plan.as_of and one.status != "dropped"]
    undated = [one for one in past if one.status == "reached" and one.reached is None]
    if undated:
        why = f"nobody wrote when {', '.join(one.id for one in undated)} {'was' if len(undated) == 1 else 'were'} reached: not counted"
        yield Silent("promises-slip", why, "Write `reached` in the milestone")
    due = [one for one in past if one not in undated]
    if len(due) < _FEWEST_PROMISES:
        why = f"{counted(len(due), 'milestone')} {'has' if len(due) == 1 else 'have'} come due{' by a day on record' if undated else ''}, too few for a habit"
        yield Silent("promises-slip", why, f"Keep milestones with the day on which they were `reached`; {_FEWEST_PROMISES} are enough")
        return
    late = [((one.reached or plan.as_of) - one.date).days for one in due]
    slipped = [days for days in late if days > 0]
    ahead = sorted((one for one in plan.records.of(Milestone) if one.status == "open" and one.date >= plan.as_of), key=lambda one: one.date)
    if len(slipped) > _USUALLY * len(due) and ahead:
        sentence = say(
            "{slipped} of the company's {due} that have come due were late, half of those by {days} or more. {next} is promised for {day}.",
            slipped=str(len(slipped)),
            due=counted(len(due), "milestone"),
            days=counted(round(median(slipped)), "day"),
            next=plan.name(ahead[0]),
            day=str(ahead[0].date),
        )
        yield Argument("promises-slip", ahead[0].ref, "date", sentence, say("What is different this time?"))


def nobody_measures_the_benefit(plan: Plan) -> Iterator[Argument | Silent]:
    """An initiative of which nobody says what it brings: no yearly benefit, and no key result of its objective that is read."""
    for one in plan.initiatives:
        if one.objective and one.objective in plan.records.broken:
            why = f"{one.id} serves {one.objective}, whose record is broken: {plan.records.broken[one.objective][0].what}"
            yield Silent("nobody-measures-the-benefit", why, f"Mend {plan.records.files[one.objective].path}, as `quarterdeck check` says")
            continue
        objective = plan.records.get(Objective, one.objective.id) if one.objective else None
        read = [result for result in objective.key_results if result.measured] if objective else []
        if read:
            continue
        missing = "it serves no objective" if objective is None else "no key result of its objective was ever read"
        said = "its benefit is an amount that nothing will show" if one.benefit else "no benefit is written"
        sentence = say(
            "{what}: nobody will be able to say whether it helped. {missing}, and {said}.",
            what=plan.name(one),
            missing=missing[:1].upper() + missing[1:],
            said=said,
        )
        yield Argument(
            "nobody-measures-the-benefit",
            one.ref,
            "objective",
            sentence,
            say("Which number moves when {what} works, and where does it stand today?", what=plan.name(one)),
        )


def nobody_wrote_when_to_stop(plan: Plan) -> Iterator[Argument]:
    """An initiative without a kill criterion."""
    for one in plan.initiatives:
        if not one.kill_criterion:
            sentence = say("{what}: nobody wrote what would have to be seen for it to be stopped.", what=plan.name(one))
            yield Argument("nobody-wrote-when-to-stop", one.ref, "kill_criterion", sentence, say("What would you have to see, by when, to stop it?"))


def estimate_has_no_range(plan: Plan) -> Iterator[Argument]:
    """An effort that is one number: nobody knows so exactly."""
    for one in plan.initiatives:
        if one.effort and one.effort.range.p10 == one.effort.range.p90:
            sentence = say("{what} takes {effort} to the day, says the record.", what=plan.name(one), effort=f"{one.effort.range.p50:g} {one.effort.unit}")
            yield Argument("estimate-has-no-range", one.ref, "effort", sentence, say("How much would it take if it goes well, and if it goes badly?"))
