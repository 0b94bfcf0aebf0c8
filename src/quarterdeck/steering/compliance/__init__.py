"""Compliance: the safeguards and rules that the company says it keeps."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.steering.compliance.findings.control_was_not_tested import CONTROL_WAS_NOT_TESTED
from quarterdeck.steering.compliance.findings.policy_was_not_reviewed import POLICY_WAS_NOT_REVIEWED
from quarterdeck.steering.compliance.measures.control_test_days_late import CONTROL_TEST_DAYS_LATE
from quarterdeck.steering.compliance.measures.control_test_interval import CONTROL_TEST_INTERVAL
from quarterdeck.steering.compliance.measures.policy_review_days_late import POLICY_REVIEW_DAYS_LATE

COMPLIANCE = Practice(
    name="compliance",
    title="Compliance",
    question="Do the safeguards and rules that the company says it keeps get tested and read?",
    measures=(
        CONTROL_TEST_DAYS_LATE,
        CONTROL_TEST_INTERVAL,
        POLICY_REVIEW_DAYS_LATE,
    ),
    judgements=(
        CONTROL_WAS_NOT_TESTED,
        POLICY_WAS_NOT_REVIEWED,
    ),
)
