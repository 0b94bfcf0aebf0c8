"""Strategy: what the company wants, who works for it, and what it decided and promised."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.steering.strategy.findings.built_though_a_commodity import BUILT_THOUGH_A_COMMODITY
from quarterdeck.steering.strategy.findings.capability_gap_has_no_work import CAPABILITY_GAP_HAS_NO_WORK
from quarterdeck.steering.strategy.findings.decision_is_overdue import DECISION_IS_OVERDUE
from quarterdeck.steering.strategy.findings.decision_was_not_reviewed import DECISION_WAS_NOT_REVIEWED
from quarterdeck.steering.strategy.findings.estimates_run_over import ESTIMATES_RUN_OVER
from quarterdeck.steering.strategy.findings.initiative_has_no_kill_criterion import INITIATIVE_HAS_NO_KILL_CRITERION
from quarterdeck.steering.strategy.findings.initiative_serves_no_objective import INITIATIVE_SERVES_NO_OBJECTIVE
from quarterdeck.steering.strategy.findings.objective_has_no_initiative import OBJECTIVE_HAS_NO_INITIATIVE
from quarterdeck.steering.strategy.findings.objective_is_not_funded import OBJECTIVE_IS_NOT_FUNDED
from quarterdeck.steering.strategy.findings.objective_only_lags import OBJECTIVE_ONLY_LAGS
from quarterdeck.steering.strategy.findings.objective_was_not_measured import OBJECTIVE_WAS_NOT_MEASURED
from quarterdeck.steering.strategy.findings.promise_was_missed import PROMISE_WAS_MISSED
from quarterdeck.steering.strategy.measures.capability_gap import CAPABILITY_GAP
from quarterdeck.steering.strategy.measures.decision_cost import DECISION_COST
from quarterdeck.steering.strategy.measures.decision_days_late import DECISION_DAYS_LATE
from quarterdeck.steering.strategy.measures.decision_review_days_late import DECISION_REVIEW_DAYS_LATE
from quarterdeck.steering.strategy.measures.estimates_run import ESTIMATES_RUN
from quarterdeck.steering.strategy.measures.evolution_on_maps import EVOLUTION_ON_MAPS
from quarterdeck.steering.strategy.measures.initiative_effort import INITIATIVE_EFFORT
from quarterdeck.steering.strategy.measures.initiatives_provided_for import INITIATIVES_PROVIDED_FOR
from quarterdeck.steering.strategy.measures.initiatives_raising import INITIATIVES_RAISING
from quarterdeck.steering.strategy.measures.initiatives_serving import INITIATIVES_SERVING
from quarterdeck.steering.strategy.measures.key_result_reading import KEY_RESULT_READING
from quarterdeck.steering.strategy.measures.key_results_not_read import KEY_RESULTS_NOT_READ
from quarterdeck.steering.strategy.measures.key_results_that_lead import KEY_RESULTS_THAT_LEAD
from quarterdeck.steering.strategy.measures.kill_criteria import KILL_CRITERIA
from quarterdeck.steering.strategy.measures.map_evolution import MAP_EVOLUTION
from quarterdeck.steering.strategy.measures.map_needs import MAP_NEEDS
from quarterdeck.steering.strategy.measures.map_visibility import MAP_VISIBILITY
from quarterdeck.steering.strategy.measures.mapped_on_record import MAPPED_ON_RECORD
from quarterdeck.steering.strategy.measures.objectives_served import OBJECTIVES_SERVED
from quarterdeck.steering.strategy.measures.promise_days_late import PROMISE_DAYS_LATE
from quarterdeck.steering.strategy.measures.promise_receivers import PROMISE_RECEIVERS
from quarterdeck.steering.strategy.measures.wardley_maps import WARDLEY_MAPS
from quarterdeck.steering.strategy.sections import sections

STRATEGY = Practice(
    name="strategy",
    title="Strategy",
    question="What does the company want, who works for it, and what was decided and promised in time?",
    measures=(
        OBJECTIVES_SERVED,
        INITIATIVE_EFFORT,
        KILL_CRITERIA,
        INITIATIVES_SERVING,
        INITIATIVES_PROVIDED_FOR,
        KEY_RESULT_READING,
        KEY_RESULTS_NOT_READ,
        KEY_RESULTS_THAT_LEAD,
        DECISION_DAYS_LATE,
        DECISION_REVIEW_DAYS_LATE,
        DECISION_COST,
        PROMISE_DAYS_LATE,
        PROMISE_RECEIVERS,
        ESTIMATES_RUN,
        CAPABILITY_GAP,
        INITIATIVES_RAISING,
        WARDLEY_MAPS,
        MAP_EVOLUTION,
        MAP_VISIBILITY,
        MAP_NEEDS,
        MAPPED_ON_RECORD,
        EVOLUTION_ON_MAPS,
    ),
    judgements=(
        INITIATIVE_SERVES_NO_OBJECTIVE,
        INITIATIVE_HAS_NO_KILL_CRITERION,
        OBJECTIVE_HAS_NO_INITIATIVE,
        OBJECTIVE_IS_NOT_FUNDED,
        OBJECTIVE_WAS_NOT_MEASURED,
        OBJECTIVE_ONLY_LAGS,
        DECISION_IS_OVERDUE,
        DECISION_WAS_NOT_REVIEWED,
        PROMISE_WAS_MISSED,
        ESTIMATES_RUN_OVER,
        CAPABILITY_GAP_HAS_NO_WORK,
        BUILT_THOUGH_A_COMMODITY,
    ),
    sections=sections,
)
