"""The linter that argues with the plan: what the record itself says against what the record promises. Each argument is pure and stands alone."""

from __future__ import annotations

from quarterdeck.steering.strategy.challenge.capacity import people_are_promised_twice, too_much_at_once
from quarterdeck.steering.strategy.challenge.dates import (
    contract_ends_first,
    every_initiative_comes_too_late,
    runs_before_what_it_waits_for,
    support_ends_in_the_middle,
)
from quarterdeck.steering.strategy.challenge.estimates import estimates_run_over
from quarterdeck.steering.strategy.challenge.people import nobody_has_the_skill, one_person_has_the_skill
from quarterdeck.steering.strategy.challenge.plan import Argue, Challenged, Plan
from quarterdeck.steering.strategy.challenge.priorities import almost_everything_is_critical, order_does_not_follow
from quarterdeck.steering.strategy.challenge.promises import estimate_has_no_range, nobody_measures_the_benefit, nobody_wrote_when_to_stop, promises_slip
from quarterdeck.steering.strategy.challenge.uses import feature_costs_more_than_its_use, no_key_result_moves

ARGUMENTS: tuple[Argue, ...] = (
    people_are_promised_twice,
    too_much_at_once,
    nobody_has_the_skill,
    one_person_has_the_skill,
    contract_ends_first,
    support_ends_in_the_middle,
    runs_before_what_it_waits_for,
    every_initiative_comes_too_late,
    order_does_not_follow,
    almost_everything_is_critical,
    promises_slip,
    estimates_run_over,
    nobody_measures_the_benefit,
    no_key_result_moves,
    feature_costs_more_than_its_use,
    nobody_wrote_when_to_stop,
    estimate_has_no_range,
)
"""What is argued, in reading order: what cannot work first, then what would be hard to defend."""


def challenge(plan: Plan) -> Challenged:
    """Every argument against the plan, and what could not be argued because nobody wrote it down."""
    said = [one for argue in ARGUMENTS for one in argue(plan)]
    return Challenged.of(said)
