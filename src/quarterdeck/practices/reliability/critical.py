"""Which systems are critical and in use, and what covers them: SQL that several measures of the record share."""

from __future__ import annotations

CRITICAL = """
    SELECT record, path, part_of, owner, CASE WHEN coalesce(lifecycle, 'live') IN ('planned', 'building', 'retired') THEN 'not in use'
        WHEN criticality = 'critical' THEN 'critical' WHEN criticality IS NOT NULL THEN 'not critical' END AS state
    FROM system_records
"""
"""Every system with its state; empty where nobody wrote how critical it is."""

UNTOLD = f"""
    SELECT record AS subject, 'nobody wrote how critical it is' AS why, 'Write `criticality` in ' || path AS supply FROM ({CRITICAL}) WHERE state IS NULL
"""  # noqa: S608  # put together from constants
"""The gap of a system of which nobody wrote how critical it is."""

WITHIN = """
    WITH RECURSIVE within AS (
        SELECT record AS system, record AS whole FROM system_records
        UNION SELECT w.system, s.part_of FROM within w JOIN system_records s ON s.record = w.whole WHERE s.part_of IS NOT NULL
    ) SELECT system, whole FROM within
"""
"""A system and what it is a part of, itself included: what covers the whole covers its parts."""

ASIDE = {"not critical": "is not on record as critical", "not in use": "is not in use"}
"""What is said of a system that is not asked."""
_WORDS = "lower(concat_ws(' ', label, does))"
_IN_FORCE = f"SELECT record, systems, tested, {_WORDS} AS words, meets FROM control_records WHERE status = 'working'"  # noqa: S608  # as above
RESTORES = f"SELECT * FROM ({_IN_FORCE}) WHERE regexp_matches(words, 'restor')"  # noqa: S608  # as above
"""Working controls in which a restore is practised."""
BACKUPS = f"""
    SELECT * FROM ({_IN_FORCE})
    WHERE regexp_matches(words, 'back-?up|backed up|snapshot|\\bcop(y|ies|ied)\\b|\\bdumps?\\b')
        OR list_bool_or(list_transform(meets, lambda one: contains(one, 'A.8.13'))) AND NOT regexp_matches(words, 'restor')
"""  # noqa: S608  # as above
"""Working controls that copy data away: told by their words, or by ISO 27001's control for backups."""


def covering(controls: str) -> str:
    """The systems (``system``) that each of ``controls`` works for: those that it names with their parts; every one where it names none."""
    return f"""
        SELECT DISTINCT w.system, c.record AS control, c.tested
        FROM ({controls}) c JOIN ({WITHIN}) w ON len(c.systems) = 0 OR list_contains(c.systems, w.whole)
    """  # noqa: S608  # put together from constants


BEHIND = "SELECT subject AS system, repository FROM scopes WHERE kind = 'system'"
"""The repositories that a system, with its parts, is built from."""
CALLED = """
    SELECT record AS system, lower(name) AS name FROM (
        SELECT record, unnest(list_concat([substr(record, 8), label], list_transform(repositories, lambda one: regexp_extract(one, '[^/]*$')))) AS name
        FROM system_records) WHERE length(name) > 3
"""
"""The names by which files speak of a system: its id, what people call it, its repositories; short ones would be found everywhere."""
ALERTS = f"""
    WITH alerts AS (SELECT repository, path, line, name, value, lower(path || ' ' || name) AS words FROM readiness_signs WHERE kind = 'alert')
    SELECT b.system, a.path || ':' || a.line AS place, coalesce(starts_with(a.value, 'runbook '), false) AS has_runbook
    FROM alerts a JOIN ({BEHIND}) b USING (repository)
    UNION SELECT c.system, a.path || ':' || a.line, coalesce(starts_with(a.value, 'runbook '), false)
    FROM alerts a JOIN ({CALLED}) c ON regexp_matches(a.words, '(^|[^a-z0-9])' || regexp_escape(c.name) || '([^a-z0-9]|$)')
"""  # noqa: S608  # as above
"""Alerts in files that are on a system: in a repository that it is built from, or named for it in any repository."""
