"""Money: what technology costs, against the plan, and what is paid for nothing."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.money.findings.cloud_cost_belongs_to_nobody import CLOUD_COST_BELONGS_TO_NOBODY
from quarterdeck.practices.money.findings.commitment_is_not_used import COMMITMENT_IS_NOT_USED
from quarterdeck.practices.money.findings.cost_anomaly import COST_ANOMALY
from quarterdeck.practices.money.findings.feature_is_not_used import FEATURE_IS_NOT_USED
from quarterdeck.practices.money.findings.seats_paid_and_not_used import SEATS_PAID_AND_NOT_USED
from quarterdeck.practices.money.findings.spending_is_over_budget import SPENDING_IS_OVER_BUDGET
from quarterdeck.practices.money.measures.allocation import COST_WITH_A_SYSTEM, COST_WITH_A_TEAM
from quarterdeck.practices.money.measures.budget import BUDGET_SPENT
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST
from quarterdeck.practices.money.measures.cloud_forecast import NEXT_CLOUD_BILL, NEXT_CLOUD_BILL_OF_SYSTEM
from quarterdeck.practices.money.measures.commitments import COMMITMENT_COVERAGE, COMMITMENT_UTILISATION, UNUSED_COMMITMENTS_COST
from quarterdeck.practices.money.measures.cost_anomalies import COST_ABOVE_USUAL, DAYS_ABOVE_USUAL
from quarterdeck.practices.money.measures.features import LITTLE_USED_FEATURES
from quarterdeck.practices.money.measures.seats import SEATS_PAID, SEATS_UNUSED, UNUSED_SEATS_COST
from quarterdeck.practices.money.measures.unit_cost import CLOUD_UNIT_COST
from quarterdeck.practices.money.sections import sections

MONEY = Practice(
    name="money",
    title="Money",
    question="Does technology cost what was planned, and is everything used that is paid for?",
    measures=(
        CLOUD_COST, NEXT_CLOUD_BILL, NEXT_CLOUD_BILL_OF_SYSTEM,
        COST_WITH_A_TEAM, COST_WITH_A_SYSTEM, CLOUD_UNIT_COST, BUDGET_SPENT, COST_ABOVE_USUAL, DAYS_ABOVE_USUAL, COMMITMENT_UTILISATION,
        COMMITMENT_COVERAGE, UNUSED_COMMITMENTS_COST, SEATS_PAID, SEATS_UNUSED, UNUSED_SEATS_COST, LITTLE_USED_FEATURES,
    ),
    judgements=(COST_ANOMALY, COMMITMENT_IS_NOT_USED, SEATS_PAID_AND_NOT_USED, SPENDING_IS_OVER_BUDGET, FEATURE_IS_NOT_USED, CLOUD_COST_BELONGS_TO_NOBODY),
    sections=sections,
)  # fmt: skip
