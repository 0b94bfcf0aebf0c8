"""Reliability: whether what the company runs stays up, and who stands up at night when it does not."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.reliability.findings.agreement_was_missed import AGREEMENT_WAS_MISSED
from quarterdeck.practices.reliability.findings.capacity_is_mostly_unused import CAPACITY_IS_MOSTLY_UNUSED
from quarterdeck.practices.reliability.findings.changes_cause_incidents import CHANGES_CAUSE_INCIDENTS
from quarterdeck.practices.reliability.findings.critical_system_without_alert import CRITICAL_SYSTEM_WITHOUT_ALERT
from quarterdeck.practices.reliability.findings.critical_system_without_backup import CRITICAL_SYSTEM_WITHOUT_BACKUP
from quarterdeck.practices.reliability.findings.critical_system_without_owner import CRITICAL_SYSTEM_WITHOUT_OWNER
from quarterdeck.practices.reliability.findings.critical_system_without_runbook import CRITICAL_SYSTEM_WITHOUT_RUNBOOK
from quarterdeck.practices.reliability.findings.critical_system_without_service_level import CRITICAL_SYSTEM_WITHOUT_SERVICE_LEVEL
from quarterdeck.practices.reliability.findings.database_backup_is_off import DATABASE_BACKUP_IS_OFF
from quarterdeck.practices.reliability.findings.dependency_recovers_slower import DEPENDENCY_RECOVERS_SLOWER
from quarterdeck.practices.reliability.findings.error_budget_is_spent import ERROR_BUDGET_IS_SPENT
from quarterdeck.practices.reliability.findings.error_budget_without_policy import ERROR_BUDGET_WITHOUT_POLICY
from quarterdeck.practices.reliability.findings.incident_recurs import INCIDENT_RECURS
from quarterdeck.practices.reliability.findings.incidents_become_more_frequent import INCIDENTS_BECOME_MORE_FREQUENT
from quarterdeck.practices.reliability.findings.incidents_take_people import INCIDENTS_TAKE_PEOPLE
from quarterdeck.practices.reliability.findings.journey_fails_too_often import JOURNEY_FAILS_TOO_OFTEN
from quarterdeck.practices.reliability.findings.load_reaches_its_limit import LOAD_REACHES_ITS_LIMIT
from quarterdeck.practices.reliability.findings.on_call_rests_on_one_person import ON_CALL_RESTS_ON_ONE_PERSON
from quarterdeck.practices.reliability.findings.one_copy_serves_others import ONE_COPY_SERVES_OTHERS
from quarterdeck.practices.reliability.findings.promise_exceeds_what_we_buy import PROMISE_EXCEEDS_WHAT_WE_BUY
from quarterdeck.practices.reliability.findings.recovery_was_not_tested import RECOVERY_WAS_NOT_TESTED
from quarterdeck.practices.reliability.findings.releases_went_on_over_budget import RELEASES_WENT_ON_OVER_BUDGET
from quarterdeck.practices.reliability.findings.remote_call_without_timeout import REMOTE_CALL_WITHOUT_TIMEOUT
from quarterdeck.practices.reliability.findings.restore_was_not_practised import RESTORE_WAS_NOT_PRACTISED
from quarterdeck.practices.reliability.findings.review_action_is_overdue import REVIEW_ACTION_IS_OVERDUE
from quarterdeck.practices.reliability.findings.services_share_a_cause import SERVICES_SHARE_A_CAUSE
from quarterdeck.practices.reliability.findings.storage_runs_out import STORAGE_RUNS_OUT
from quarterdeck.practices.reliability.findings.workload_without_health_check import WORKLOAD_WITHOUT_HEALTH_CHECK
from quarterdeck.practices.reliability.measures.agreement_misses import AGREEMENT_MISSES
from quarterdeck.practices.reliability.measures.alerts_in_force import ALERTS_IN_FORCE
from quarterdeck.practices.reliability.measures.availability import AVAILABILITY
from quarterdeck.practices.reliability.measures.backups_in_force import BACKUPS_IN_FORCE
from quarterdeck.practices.reliability.measures.budget_policy import BUDGET_POLICY
from quarterdeck.practices.reliability.measures.calls_without_limit import CALLS_WITHOUT_LIMIT
from quarterdeck.practices.reliability.measures.capacity_at_peak import CAPACITY_AT_PEAK
from quarterdeck.practices.reliability.measures.cost_of_machines import COST_OF_MACHINES
from quarterdeck.practices.reliability.measures.databases_without_backup import DATABASES_WITHOUT_BACKUP
from quarterdeck.practices.reliability.measures.error_budget_burn_rate import ERROR_BUDGET_BURN_RATE
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT
from quarterdeck.practices.reliability.measures.hours_of_harm import HOURS_OF_HARM
from quarterdeck.practices.reliability.measures.hours_of_people import HOURS_OF_PEOPLE
from quarterdeck.practices.reliability.measures.hours_without_journey import HOURS_WITHOUT_JOURNEY
from quarterdeck.practices.reliability.measures.images_pinned import IMAGES_PINNED
from quarterdeck.practices.reliability.measures.incident_courses import INCIDENT_COURSES
from quarterdeck.practices.reliability.measures.incident_hours_by_kind import INCIDENT_HOURS_BY_KIND
from quarterdeck.practices.reliability.measures.incident_trend import INCIDENT_TREND
from quarterdeck.practices.reliability.measures.incidents_by_month import INCIDENTS_BY_MONTH
from quarterdeck.practices.reliability.measures.incidents_from_changes import INCIDENTS_FROM_CHANGES
from quarterdeck.practices.reliability.measures.journey_availability import JOURNEY_AVAILABILITY
from quarterdeck.practices.reliability.measures.journey_target import JOURNEY_TARGET
from quarterdeck.practices.reliability.measures.load_headroom import LOAD_HEADROOM
from quarterdeck.practices.reliability.measures.load_test_age import LOAD_TEST_AGE
from quarterdeck.practices.reliability.measures.memory_limits import MEMORY_LIMITS
from quarterdeck.practices.reliability.measures.on_call_share import ON_CALL_SHARE
from quarterdeck.practices.reliability.measures.owner_on_record import OWNER_ON_RECORD
from quarterdeck.practices.reliability.measures.promised_beyond_bought import PROMISED_BEYOND_BOUGHT
from quarterdeck.practices.reliability.measures.recovery_tests import RECOVERY_TESTS
from quarterdeck.practices.reliability.measures.releases_while_spent import RELEASES_WHILE_SPENT
from quarterdeck.practices.reliability.measures.repeated_incidents import REPEATED_INCIDENTS
from quarterdeck.practices.reliability.measures.restores_practised import RESTORES_PRACTISED
from quarterdeck.practices.reliability.measures.review_action_lateness import REVIEW_ACTION_LATENESS
from quarterdeck.practices.reliability.measures.runbooks_at_hand import RUNBOOKS_AT_HAND
from quarterdeck.practices.reliability.measures.safeguards_in_files import SAFEGUARDS_IN_FILES
from quarterdeck.practices.reliability.measures.service_levels_agreed import SERVICE_LEVELS_AGREED
from quarterdeck.practices.reliability.measures.shared_causes import SHARED_CAUSES
from quarterdeck.practices.reliability.measures.single_copies import SINGLE_COPIES
from quarterdeck.practices.reliability.measures.slower_dependencies import SLOWER_DEPENDENCIES
from quarterdeck.practices.reliability.measures.storage_headroom import STORAGE_HEADROOM
from quarterdeck.practices.reliability.measures.time_to_acknowledge import TIME_TO_ACKNOWLEDGE
from quarterdeck.practices.reliability.measures.time_to_detect import TIME_TO_DETECT
from quarterdeck.practices.reliability.measures.time_to_mitigate import TIME_TO_MITIGATE
from quarterdeck.practices.reliability.measures.time_to_resolve import TIME_TO_RESOLVE
from quarterdeck.practices.reliability.measures.unchecked_workloads import UNCHECKED_WORKLOADS
from quarterdeck.practices.reliability.sections import sections

RELIABILITY = Practice(
    name="reliability",
    title="Reliability",
    question="Does what the company runs stay up, and who stands up at night when it does not?",
    measures=(
        INCIDENTS_BY_MONTH,
        INCIDENT_TREND,
        REPEATED_INCIDENTS,
        INCIDENT_COURSES,
        INCIDENT_HOURS_BY_KIND,
        SHARED_CAUSES,
        HOURS_OF_HARM,
        TIME_TO_DETECT,
        TIME_TO_ACKNOWLEDGE,
        TIME_TO_MITIGATE,
        TIME_TO_RESOLVE,
        HOURS_OF_PEOPLE,
        INCIDENTS_FROM_CHANGES,
        REVIEW_ACTION_LATENESS,
        AVAILABILITY,
        JOURNEY_AVAILABILITY,
        JOURNEY_TARGET,
        HOURS_WITHOUT_JOURNEY,
        ERROR_BUDGET_SPENT,
        ERROR_BUDGET_BURN_RATE,
        BUDGET_POLICY,
        RELEASES_WHILE_SPENT,
        AGREEMENT_MISSES,
        ON_CALL_SHARE,
        OWNER_ON_RECORD,
        SERVICE_LEVELS_AGREED,
        BACKUPS_IN_FORCE,
        RESTORES_PRACTISED,
        ALERTS_IN_FORCE,
        RUNBOOKS_AT_HAND,
        RECOVERY_TESTS,
        SLOWER_DEPENDENCIES,
        PROMISED_BEYOND_BOUGHT,
        STORAGE_HEADROOM,
        LOAD_HEADROOM,
        CAPACITY_AT_PEAK,
        COST_OF_MACHINES,
        UNCHECKED_WORKLOADS,
        SINGLE_COPIES,
        IMAGES_PINNED,
        MEMORY_LIMITS,
        DATABASES_WITHOUT_BACKUP,
        CALLS_WITHOUT_LIMIT,
        SAFEGUARDS_IN_FILES,
        LOAD_TEST_AGE,
    ),
    judgements=(
        INCIDENT_RECURS,
        SERVICES_SHARE_A_CAUSE,
        INCIDENTS_BECOME_MORE_FREQUENT,
        INCIDENTS_TAKE_PEOPLE,
        CHANGES_CAUSE_INCIDENTS,
        REVIEW_ACTION_IS_OVERDUE,
        JOURNEY_FAILS_TOO_OFTEN,
        ERROR_BUDGET_IS_SPENT,
        ERROR_BUDGET_WITHOUT_POLICY,
        RELEASES_WENT_ON_OVER_BUDGET,
        AGREEMENT_WAS_MISSED,
        ON_CALL_RESTS_ON_ONE_PERSON,
        CRITICAL_SYSTEM_WITHOUT_BACKUP,
        RESTORE_WAS_NOT_PRACTISED,
        CRITICAL_SYSTEM_WITHOUT_OWNER,
        CRITICAL_SYSTEM_WITHOUT_SERVICE_LEVEL,
        CRITICAL_SYSTEM_WITHOUT_ALERT,
        CRITICAL_SYSTEM_WITHOUT_RUNBOOK,
        RECOVERY_WAS_NOT_TESTED,
        DEPENDENCY_RECOVERS_SLOWER,
        PROMISE_EXCEEDS_WHAT_WE_BUY,
        STORAGE_RUNS_OUT,
        LOAD_REACHES_ITS_LIMIT,
        CAPACITY_IS_MOSTLY_UNUSED,
        ONE_COPY_SERVES_OTHERS,
        WORKLOAD_WITHOUT_HEALTH_CHECK,
        DATABASE_BACKUP_IS_OFF,
        REMOTE_CALL_WITHOUT_TIMEOUT,
    ),
    sections=sections,
)
