"""What tools watch and call out for: services as incidents, probes and capacities name them, with the system and the repository that are meant.

Names are joined when they are the same in small letters: a system's id or its name, a system by one of its repositories, a repository by how its
name ends. What could be two systems is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Service:
    """Something that tools name when they tell of incidents, answers or capacities."""

    table: ClassVar[str] = "services"
    service: Annotated[str, "Its name in small letters: what other tables join by."]
    label: Annotated[str, "Its name as most rows write it."]
    system: Annotated[str | None, "The system of the record that it is, or is a part of; empty where none is meant, or more than one could be."]
    repository: Annotated[str | None, "The assessed repository that is called so."]
    why_not: Annotated[str | None, "Why no system is joined."]


CAPACITY = "(storage|disk|database size|volume)"
"""What a series of something that fills up is called (in small letters)."""
LOAD = "^(requests|messages|load|traffic|throughput|connections|cpu|memory)( per second|/s)?( limit| capacity| quota)?$"
"""What a series of load, and of what is borne, is called (in small letters)."""

NAMED = f"""
    SELECT service AS name FROM incidents WHERE status IS DISTINCT FROM 'scheduled'
    UNION ALL SELECT subject FROM uptime_probes
    UNION ALL SELECT subject FROM series
    WHERE regexp_matches(lower(name), '{CAPACITY}') OR regexp_matches(lower(name), '{LOAD}') AND regexp_matches(lower(name), '(limit|capacity|quota)$')
"""
"""Every name that makes a service, once for each row that bears it."""

_SERVICES = """
CREATE TABLE services AS
WITH named AS (
    SELECT lower(trim(name)) AS service, trim(name) AS name, count(*) AS times FROM ({named}) WHERE trim(name) <> '' GROUP BY ALL
), labelled AS (
    SELECT service, arg_min(name, (-times, name)) AS label FROM named GROUP BY service
), likely AS (
    SELECT l.service, s.system, s.level FROM labelled l JOIN ({systems}) s ON s.name = l.service
), nearest AS (
    SELECT service, min(system) AS system, count(DISTINCT system) AS systems FROM likely
    WHERE level = (SELECT min(other.level) FROM likely other WHERE other.service = likely.service) GROUP BY service
), assessed AS (
    SELECT l.service, min(r.repository) AS repository FROM labelled l
    JOIN repositories r ON lower(r.repository) = l.service OR lower(regexp_extract(r.repository, '[^/]*$')) = l.service
    GROUP BY l.service HAVING count(*) = 1
)
SELECT l.service, l.label, CASE WHEN n.systems = 1 THEN n.system END AS system, a.repository,
    CASE WHEN n.systems > 1 THEN n.systems || ' systems could be meant' WHEN n.systems IS NULL THEN 'no system of the record is called so' END AS why_not
FROM labelled l LEFT JOIN nearest n USING (service) LEFT JOIN assessed a USING (service)
ORDER BY l.service
"""

_SYSTEMS = """
    SELECT lower(substr(record, 8)) AS name, record AS system, 1 AS level FROM system_records
    UNION ALL SELECT lower(label), record, 1 FROM system_records
    UNION ALL SELECT lower(regexp_extract(repository, '[^/]*$')), record, 2 FROM (SELECT record, unnest(repositories) AS repository FROM system_records)
"""
_NO_SYSTEMS = "SELECT NULL::VARCHAR AS name, NULL::VARCHAR AS system, 1 AS level WHERE false"


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``services`` from imported tables, ``repositories`` and, with ``recorded``, the systems of the record."""
    connection.execute(_SERVICES.format(named=NAMED, systems=_SYSTEMS if recorded else _NO_SYSTEMS))
