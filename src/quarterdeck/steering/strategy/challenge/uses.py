"""Whether what is built is used, and whether anything that counts moves for it."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.kernel.text import Name, counted, listing, number, say
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import KeyResult, Objective
from quarterdeck.steering.strategy.challenge.plan import Argument, FeatureReach, Plan, Silent

_STILL = 0.05
"""A key result that went less than this part of its way between two readings has not moved (our judgement)."""


def feature_costs_more_than_its_use(plan: Plan) -> Iterator[Argument | Silent]:
    """An initiative that takes a greater part of the plan's work than the part of people who use what it builds."""
    name = "feature-costs-more-than-its-use"
    if not plan.uses:
        yield Silent(name, "no usage of features was seen by an assessment", "Import it (`quarterdeck import feature-usage FILE`), and assess")
        return
    if not any(one.features for one in plan.initiatives):
        yield Silent(name, "no initiative of the plan names features", "Write `features` in initiatives, as the usage export calls them")
        return
    reached = {one.feature.lower(): one for one in plan.uses}
    whole = sum(one.effort.days.p50 for one in plan.initiatives if one.effort)
    for one in plan.initiatives:
        known = [reached[feature.lower()] for feature in one.features if feature.lower() in reached]
        missing = [feature for feature in one.features if feature.lower() not in reached]
        if missing:
            yield Silent(name, f"{one.id} names {', '.join(missing)}, which the usage export does not", "Call it as the export does, or wait until it is used")
        if known and one.effort and whole:
            yield from _dear(plan, one, max(known, key=lambda use: use.reach), one.effort.days.p50 / whole)


def _dear(plan: Plan, one: Initiative, use: FeatureReach, share: float) -> Iterator[Argument]:
    """Said of the most used of its features alone."""
    if share <= use.reach:
        return
    days = one.effort.days.p50 if one.effort else 0.0
    sentence = say(
        "{what} takes {days} person-days, {share} of the plan's work; {feature} reaches {reach} of those whom the most used feature beside it reaches.",
        what=plan.name(one), days=number(days), share=_percent(share), feature=Name("feature", use.feature), reach=_percent(use.reach),
    )  # fmt: skip
    yield Argument("feature-costs-more-than-its-use", one.ref, "features", sentence, say("What would its users lose, and what else could be done?"))


def no_key_result_moves(plan: Plan) -> Iterator[Argument | Silent]:
    """An initiative that runs since before the last two readings of its objective, and nothing moved between them."""
    for one in plan.initiatives:
        objective = plan.records.get(Objective, one.objective.id) if one.objective else None
        if one.status != "running" or objective is None or one.starts is None:
            continue
        began = one.starts
        read = [(result, moved) for result in objective.key_results if (moved := _moved(result)) is not None]
        seen = [(result, moved) for result, moved in read if result.earlier_measured and result.earlier_measured >= began]
        if not seen or any(moved >= _STILL for _, moved in seen):
            continue
        sentence = say(
            "{what} runs since {day}, and {results} of {objective} {have} not moved since: {names}.",
            what=plan.name(one), day=str(began), results=counted(len(seen), "key result"), objective=plan.name(objective),
            have="has" if len(seen) == 1 else "have",
            names=listing([Name("key-result", result.name) for result, _ in seen]),
        )  # fmt: skip
        yield Argument("no-key-result-moves", one.ref, "objective", sentence, say("Which number moves when {what} works, and by when?", what=plan.name(one)))


def _moved(result: KeyResult) -> float | None:
    """The part of the way from baseline to target between the last two readings; below 0 where it went back."""
    way = result.target - result.baseline
    if result.current is None or result.earlier is None or result.measured is None or result.earlier_measured is None or way == 0:
        return None
    return (result.current - result.earlier) / way


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %") if share < 0.1 else f"{share:.0%}".replace("%", " %")  # noqa: PLR2004  # small shares need their tenth
