"""Risk: what may happen, and what somebody decided to live with."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.steering.risk.findings.acceptance_has_ended import ACCEPTANCE_HAS_ENDED
from quarterdeck.steering.risk.findings.risk_was_not_reviewed import RISK_WAS_NOT_REVIEWED
from quarterdeck.steering.risk.measures.acceptance_days_over import ACCEPTANCE_DAYS_OVER
from quarterdeck.steering.risk.measures.risk_impact import RISK_IMPACT
from quarterdeck.steering.risk.measures.risk_likelihood import RISK_LIKELIHOOD
from quarterdeck.steering.risk.measures.risk_review_days_late import RISK_REVIEW_DAYS_LATE

RISK = Practice(
    name="risk",
    title="Risk",
    question="What may happen, who looks at it, and what did somebody decide to live with?",
    measures=(
        RISK_REVIEW_DAYS_LATE,
        RISK_LIKELIHOOD,
        RISK_IMPACT,
        ACCEPTANCE_DAYS_OVER,
    ),
    judgements=(
        RISK_WAS_NOT_REVIEWED,
        ACCEPTANCE_HAS_ENDED,
    ),
)
