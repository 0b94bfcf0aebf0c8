"""Whose a line of a cloud bill is: as SQL over bills and the record, by the tags that the bill carries.

A tag is of use when its key says that it names a team or a system, and its value is the id or the name of one on record (of a system, a repository of it as
well). A value that could be two is none. A line with a system and no team is the team's that answers for the system.
"""

from __future__ import annotations

_KEYS = {
    "system": ("system", "service", "app", "application", "component", "project", "product", "repository"),
    "team": ("team", "owner", "squad", "group", "department", "cost_center", "cost-center", "costcenter", "cost centre", "cost center"),
}
_WORN = """
    SELECT tags, lower(key) AS key, lower(trim(json_extract_string(tags, '$."' || replace(key, '"', '') || '"'))) AS value
    FROM (SELECT tags, unnest(json_keys(tags)) AS key FROM (SELECT DISTINCT tags FROM cost_lines WHERE json_valid(tags) AND json_type(tags) = 'OBJECT'))
"""
_NAMES = {
    "system": """
        SELECT lower(substr(record, 8)) AS name, record FROM system_records UNION SELECT lower(label), record FROM system_records
        UNION SELECT lower(regexp_extract(repository, '[^/]*$')), record FROM (SELECT record, unnest(repositories) AS repository FROM system_records)
    """,
    "team": "SELECT lower(substr(record, 6)) AS name, record FROM team_records UNION SELECT lower(label), record FROM team_records",
}


def _told(kind: str) -> str:
    keys = ", ".join(f"'{key}'" for key in _KEYS[kind])
    named = f"SELECT w.tags, n.record FROM ({_WORN}) w JOIN ({_NAMES[kind]}) n ON n.name = w.value WHERE w.key IN ({keys})"  # put together from constants
    return f"SELECT tags, min(record) AS {kind} FROM ({named}) GROUP BY tags HAVING count(DISTINCT record) = 1"  # as above


def allocated(when: str = "c.charge_period_start >= $start AND c.charge_period_start < $end") -> str:
    """SQL of a row for each line of the bill, with the system and the team that it is for; every line once, so that its parts add up to the bill."""
    return f"""
        SELECT c.charge_category, c.charge_period_start, c.billing_currency, c.effective_cost, s.system, coalesce(t.team, o.owner) AS team
        FROM cost_lines c LEFT JOIN ({_told("system")}) s ON s.tags = c.tags LEFT JOIN ({_told("team")}) t ON t.tags = c.tags
        LEFT JOIN system_records o ON o.record = s.system
        WHERE {when}
    """  # put together from constants


_SERVED = ", ".join(f"'{key}'" for key in _KEYS["system"])
OF_SERVICES = f"""
    SELECT tags, min(service) AS service FROM (
        SELECT w.tags, n.service FROM ({_WORN}) w JOIN (
            SELECT service, service AS name FROM services
            UNION SELECT service, lower(substr(system, 8)) FROM services WHERE system IS NOT NULL QUALIFY count(*) OVER (PARTITION BY system) = 1
        ) n ON n.name = w.value WHERE w.key IN ({_SERVED}))
    GROUP BY tags HAVING count(DISTINCT service) = 1
"""  # as above
"""The service that tags name: by its own name, or by that of a system of which it is the only service that tools name."""


def shared_out(kind: str) -> str:
    """SQL of rows: what each team (or system) costs, what is nobody's, and credits and all that is no usage apart."""
    return f"""
        SELECT 'company' AS subject, coalesce({kind}, 'nobody') AS key, coalesce(billing_currency, '') || CASE
            WHEN charge_category IS DISTINCT FROM 'Usage' OR effective_cost <= 0 THEN ' credits and others'
            WHEN {kind} IS NULL THEN ' usage of nobody' ELSE ' usage' END AS part, sum(effective_cost) AS contribution
        FROM ({allocated()}) GROUP BY ALL
    """  # as above
