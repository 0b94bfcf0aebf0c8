"""Delivery: whether what is finished reaches its users, soon and by more than one pair of hands."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.delivery.findings.change_waits_too_long import CHANGE_WAITS_TOO_LONG
from quarterdeck.practices.delivery.findings.no_automated_checks import NO_AUTOMATED_CHECKS
from quarterdeck.practices.delivery.findings.releases_hang_on_one_person import RELEASES_HANG_ON_ONE_PERSON
from quarterdeck.practices.delivery.measures.automated_checks import AUTOMATED_CHECKS
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.releases_by_one_person import RELEASES_BY_ONE_PERSON
from quarterdeck.practices.delivery.measures.unreleased_changes import UNRELEASED_CHANGES

DELIVERY = Practice(
    name="delivery",
    title="Delivery",
    question="Does what is finished reach its users, soon and by more than one pair of hands?",
    measures=(CHANGE_LEAD_TIME, UNRELEASED_CHANGES, RELEASES_BY_ONE_PERSON, AUTOMATED_CHECKS),
    judgements=(CHANGE_WAITS_TOO_LONG, RELEASES_HANG_ON_ONE_PERSON, NO_AUTOMATED_CHECKS),
)
