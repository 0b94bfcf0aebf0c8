"""Delivery: whether the right things are built, and what is finished reaches its users soon, safely, and by more than one pair of hands."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.delivery.findings.begun_work_rests import BEGUN_WORK_RESTS
from quarterdeck.practices.delivery.findings.change_waits_too_long import CHANGE_WAITS_TOO_LONG
from quarterdeck.practices.delivery.findings.changes_wait_for_checks import CHANGES_WAIT_FOR_CHECKS
from quarterdeck.practices.delivery.findings.checks_waver import CHECKS_WAVER
from quarterdeck.practices.delivery.findings.deployed_untried import DEPLOYED_UNTRIED_FIRST
from quarterdeck.practices.delivery.findings.deployments_fail_too_often import DEPLOYMENTS_FAIL_TOO_OFTEN
from quarterdeck.practices.delivery.findings.failed_outside_hours import FAILED_OUTSIDE_HOURS
from quarterdeck.practices.delivery.findings.failures_reach_everybody import FAILURES_REACH_EVERYBODY
from quarterdeck.practices.delivery.findings.finished_work_lies import FINISHED_WORK_LIES
from quarterdeck.practices.delivery.findings.forecasts_do_not_hold import FORECASTS_DO_NOT_HOLD
from quarterdeck.practices.delivery.findings.initiative_gets_no_work import INITIATIVE_GETS_NO_WORK
from quarterdeck.practices.delivery.findings.merged_before_checks_passed import MERGED_BEFORE_CHECKS_PASSED
from quarterdeck.practices.delivery.findings.merged_without_review import MERGED_WITHOUT_REVIEW
from quarterdeck.practices.delivery.findings.more_is_begun_than_finished import MORE_IS_BEGUN_THAN_FINISHED
from quarterdeck.practices.delivery.findings.no_automated_checks import NO_AUTOMATED_CHECKS
from quarterdeck.practices.delivery.findings.no_way_back import NO_WAY_BACK
from quarterdeck.practices.delivery.findings.released_by_hand import RELEASED_BY_HAND
from quarterdeck.practices.delivery.findings.releases_hang_on_one_person import RELEASES_HANG_ON_ONE_PERSON
from quarterdeck.practices.delivery.findings.vendor_delivers_later import VENDOR_DELIVERS_LATER
from quarterdeck.practices.delivery.findings.work_traces_to_nothing import WORK_TRACES_TO_NOTHING
from quarterdeck.practices.delivery.measures.age_of_unreleased_work import AGE_OF_UNRELEASED_WORK
from quarterdeck.practices.delivery.measures.approvals_before_merge import APPROVALS_BEFORE_MERGE
from quarterdeck.practices.delivery.measures.asked_before_production import ASKED_BEFORE_PRODUCTION
from quarterdeck.practices.delivery.measures.automated_checks import AUTOMATED_CHECKS
from quarterdeck.practices.delivery.measures.blocked_time import BLOCKED_TIME
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.change_wait import CHANGE_WAIT
from quarterdeck.practices.delivery.measures.check_time import CHECK_TIME
from quarterdeck.practices.delivery.measures.checks_that_waver import CHECKS_THAT_WAVER
from quarterdeck.practices.delivery.measures.days_for_initiative import DAYS_FOR_INITIATIVE, DAYS_FOR_OBJECTIVE
from quarterdeck.practices.delivery.measures.delivery_not_joined import DELIVERY_NOT_JOINED
from quarterdeck.practices.delivery.measures.delivery_over_time import DELIVERY_OVER_TIME
from quarterdeck.practices.delivery.measures.deployed_untried import DEPLOYED_UNTRIED
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.deployment_rework_rate import DEPLOYMENT_REWORK_RATE
from quarterdeck.practices.delivery.measures.deployments_outside_hours import DEPLOYMENTS_OUTSIDE_HOURS
from quarterdeck.practices.delivery.measures.done_in_planned_sprint import DONE_IN_PLANNED_SPRINT
from quarterdeck.practices.delivery.measures.effort_by_purpose import EFFORT_BY_PURPOSE
from quarterdeck.practices.delivery.measures.epic_forecasts_kept import EPIC_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME
from quarterdeck.practices.delivery.measures.flow_by_week import FLOW_BY_WEEK
from quarterdeck.practices.delivery.measures.forecasts_kept import FORECASTS_KEPT, FORECASTS_KEPT_OF, QUARTER_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.gradual_releases import GRADUAL_RELEASES
from quarterdeck.practices.delivery.measures.hands_that_release import HANDS_THAT_RELEASE
from quarterdeck.practices.delivery.measures.items_done_when_due import ITEMS_DONE_WHEN_DUE
from quarterdeck.practices.delivery.measures.littles_law import LITTLES_LAW
from quarterdeck.practices.delivery.measures.merged_unchecked import MERGED_UNCHECKED
from quarterdeck.practices.delivery.measures.open_epics import OPEN_EPICS
from quarterdeck.practices.delivery.measures.overaged_work import OVERAGED_WORK
from quarterdeck.practices.delivery.measures.pull_request_phases import PULL_REQUEST_PHASES
from quarterdeck.practices.delivery.measures.release_lead_time import RELEASE_LEAD_TIME
from quarterdeck.practices.delivery.measures.releases_by_hand import RELEASES_BY_HAND
from quarterdeck.practices.delivery.measures.releases_by_one_person import RELEASES_BY_ONE_PERSON
from quarterdeck.practices.delivery.measures.repair_lead_time import REPAIR_LEAD_TIME
from quarterdeck.practices.delivery.measures.review_concentration import REVIEW_CONCENTRATION
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.measures.time_between_deployments import TIME_BETWEEN_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.undeployed_changes import UNDEPLOYED_CHANGES
from quarterdeck.practices.delivery.measures.unreleased_changes import UNRELEASED_CHANGES
from quarterdeck.practices.delivery.measures.unreviewed_merges import UNREVIEWED_MERGES
from quarterdeck.practices.delivery.measures.vendor_repositories import VENDOR_REPOSITORIES
from quarterdeck.practices.delivery.measures.ways_back import WAYS_BACK
from quarterdeck.practices.delivery.measures.work_in_progress import WORK_IN_PROGRESS
from quarterdeck.practices.delivery.measures.work_item_cycle_time import WORK_ITEM_CYCLE_TIME
from quarterdeck.practices.delivery.measures.work_started_per_finished import WORK_STARTED_PER_FINISHED
from quarterdeck.practices.delivery.scoped import (
    COMPANY_DONE_IN_PLANNED_SPRINT,
    COMPANY_EPIC_FORECASTS_KEPT,
    COMPANY_ITEMS_DONE_WHEN_DUE,
    COMPANY_LITTLES_LAW,
    COMPANY_OPEN_EPICS,
    SCOPED,
)
from quarterdeck.practices.delivery.sections import sections

DELIVERY = Practice(
    name="delivery",
    title="Delivery",
    question="Are the right things built, and does what is finished reach its users, soon, safely, and by more than one pair of hands?",
    measures=(
        CHANGE_WAIT,
        CHANGE_LEAD_TIME,
        RELEASE_LEAD_TIME,
        UNDEPLOYED_CHANGES,
        UNRELEASED_CHANGES,
        AGE_OF_UNRELEASED_WORK,
        DEPLOYMENT_FREQUENCY,
        TIME_BETWEEN_DEPLOYMENTS,
        CHANGE_FAIL_RATE,
        FAILED_DEPLOYMENT_RECOVERY_TIME,
        DEPLOYMENT_REWORK_RATE,
        PULL_REQUEST_PHASES,
        UNREVIEWED_MERGES,
        REVIEW_CONCENTRATION,
        WORK_ITEM_CYCLE_TIME,
        THROUGHPUT,
        WORK_IN_PROGRESS,
        OVERAGED_WORK,
        WORK_STARTED_PER_FINISHED,
        LITTLES_LAW,
        BLOCKED_TIME,
        EFFORT_BY_PURPOSE,
        DAYS_FOR_INITIATIVE,
        DAYS_FOR_OBJECTIVE,
        ITEMS_DONE_WHEN_DUE,
        DONE_IN_PLANNED_SPRINT,
        FORECASTS_KEPT,
        OPEN_EPICS,
        EPIC_FORECASTS_KEPT,
        RELEASES_BY_ONE_PERSON,
        RELEASES_BY_HAND,
        AUTOMATED_CHECKS,
        MERGED_UNCHECKED,
        CHECKS_THAT_WAVER,
        CHECK_TIME,
        DEPLOYED_UNTRIED,
        APPROVALS_BEFORE_MERGE,
        ASKED_BEFORE_PRODUCTION,
        WAYS_BACK,
        GRADUAL_RELEASES,
        HANDS_THAT_RELEASE,
        REPAIR_LEAD_TIME,
        DEPLOYMENTS_OUTSIDE_HOURS,
        VENDOR_REPOSITORIES,
        DELIVERY_NOT_JOINED,
        FLOW_BY_WEEK,
        *DELIVERY_OVER_TIME.values(),
        *SCOPED.values(),
        *FORECASTS_KEPT_OF.values(),
        QUARTER_FORECASTS_KEPT,
        COMPANY_ITEMS_DONE_WHEN_DUE,
        COMPANY_DONE_IN_PLANNED_SPRINT,
        COMPANY_LITTLES_LAW,
        COMPANY_OPEN_EPICS,
        COMPANY_EPIC_FORECASTS_KEPT,
    ),
    judgements=(
        CHANGE_WAITS_TOO_LONG,
        FINISHED_WORK_LIES,
        DEPLOYMENTS_FAIL_TOO_OFTEN,
        MERGED_WITHOUT_REVIEW,
        BEGUN_WORK_RESTS,
        MORE_IS_BEGUN_THAN_FINISHED,
        WORK_TRACES_TO_NOTHING,
        INITIATIVE_GETS_NO_WORK,
        FORECASTS_DO_NOT_HOLD,
        RELEASES_HANG_ON_ONE_PERSON,
        RELEASED_BY_HAND,
        NO_AUTOMATED_CHECKS,
        MERGED_BEFORE_CHECKS_PASSED,
        CHECKS_WAVER,
        CHANGES_WAIT_FOR_CHECKS,
        DEPLOYED_UNTRIED_FIRST,
        NO_WAY_BACK,
        FAILURES_REACH_EVERYBODY,
        FAILED_OUTSIDE_HOURS,
        VENDOR_DELIVERS_LATER,
    ),
    sections=sections,
)
"""Measures of delivery, one a file."""
