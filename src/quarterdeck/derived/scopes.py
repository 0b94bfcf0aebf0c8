"""Which repositories stand behind a team, a system, a vendor or the company: how what is measured of repositories is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Scope:
    """A repository behind a subject: itself, the system built from it, the team that answers for it, the vendor whose people that is, the company."""

    table: ClassVar[str] = "scopes"
    kind: Annotated[str, "The kind of subject: `repository`, `system`, `team`, `vendor` or `company`."]
    subject: Annotated[str, "Which one: `system/ledger`; `company` for all that was assessed."]
    repository: Annotated[str, "A repository behind it. More than one subject of a kind may stand on the same repository."]


_OWN = """
CREATE TABLE scopes AS
SELECT 'repository' AS kind, repository AS subject, repository FROM repositories
UNION ALL SELECT 'company', 'company', repository FROM repositories
"""

_RECORDED = """
INSERT INTO scopes
WITH RECURSIVE parts AS (
    SELECT record AS system, record AS part FROM system_records
    UNION SELECT p.system, s.record FROM parts p JOIN system_records s ON s.part_of = p.part
), built AS (
    SELECT DISTINCT p.system, n.repository
    FROM parts p
    JOIN (SELECT record, unnest(repositories) AS name FROM system_records) s ON s.record = p.part
    JOIN repository_names n USING (name)
    WHERE n.repository IS NOT NULL
)
SELECT 'system', system, repository FROM built
UNION ALL
SELECT DISTINCT 'team', s.owner, b.repository FROM built b JOIN system_records s ON s.record = b.system WHERE s.owner LIKE 'team/%'
UNION ALL
SELECT DISTINCT 'vendor', t.vendor, b.repository
FROM built b JOIN system_records s ON s.record = b.system JOIN team_records t ON t.record = s.owner AND t.vendor IS NOT NULL
"""


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``scopes``; with ``recorded``, of systems (with their parts), of the teams that own them and of the vendors behind those as well."""
    connection.execute(_OWN)
    if recorded:
        connection.execute(_RECORDED)
