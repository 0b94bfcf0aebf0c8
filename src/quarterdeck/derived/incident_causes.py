"""What incidents are said to come from: the cause as somebody wrote it, the deployment, the vendor or the system that its words name.

An incident may have several. They are told so that incidents of different services can be laid side by side: a cause is told without numbers and ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.words import as_words

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class IncidentCause:
    """An incident and one thing that it is said to come from."""

    table: ClassVar[str] = "incident_causes"
    incident: Annotated[str, "The tool and its id there."]
    service: Annotated[str, "The service that suffered, as `services` has it."]
    sort: Annotated[str, "`cause` as somebody wrote it, `change` (a deployment), `vendor` or `system` (on record, named by title or cause)."]
    cause: Annotated[str, "Which one: words, the deployment, the vendor's or the system's name."]


_BUILT = """
CREATE TABLE incident_causes AS
WITH told AS (
    SELECT p.incident, p.service, k.told_alike, k.cause, d.deployment, {said} AS said
    FROM incident_phases p JOIN incident_kinds k USING (incident) LEFT JOIN incident_deployments d USING (incident) WHERE p.service IS NOT NULL
), alike AS (
    SELECT told_alike, mode(cause) AS cause FROM told WHERE told_alike IS NOT NULL GROUP BY told_alike
)
SELECT t.incident, t.service, 'cause' AS sort, a.cause FROM told t JOIN alike a USING (told_alike)
UNION ALL SELECT incident, service, 'change', deployment FROM told WHERE deployment IS NOT NULL
UNION ALL SELECT DISTINCT t.incident, t.service, n.sort, n.label FROM told t JOIN ({named}) n ON contains(t.said, n.words)
    LEFT JOIN services s ON s.service = t.service WHERE n.record IS DISTINCT FROM s.system
"""
_NAMED = f"""
    SELECT record, label, 'vendor' AS sort, {as_words("label")} AS words FROM vendor_records WHERE length(label) >= 4
    UNION ALL SELECT record, label, 'system', {as_words("name")}
    FROM (SELECT record, label, unnest([label, substr(record, 8)]) AS name FROM system_records) WHERE length(name) >= 4
"""  # put together from names of columns
_NOTHING = "SELECT NULL::VARCHAR AS record, NULL::VARCHAR AS label, NULL::VARCHAR AS sort, NULL::VARCHAR AS words WHERE false"


def build(connection: duckdb.DuckDBPyConnection, *, recorded: bool = False) -> None:
    """Make ``incident_causes`` from incidents in their phases and kinds, ``incident_deployments`` and, with ``recorded``, vendors and systems."""
    said = as_words("concat_ws(' ', p.title, k.cause)")
    connection.execute(_BUILT.format(said=said, named=_NAMED if recorded else _NOTHING))
