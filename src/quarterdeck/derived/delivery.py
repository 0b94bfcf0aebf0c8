"""The joins of delivery, in the order in which they stand on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.derived import change_links, deployed_changes, deployments, incident_deployments, unjoined

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


def build(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Deployments in order → what each brought first → pull requests and work items → incidents → how each deployment ended → what was not joined."""
    deployments.order(connection)
    deployed_changes.build(connection, period.start)
    change_links.build(connection)
    incident_deployments.build(connection)
    deployments.build(connection)
    unjoined.build(connection, period.start, period.end)
    connection.execute("DROP TABLE deployment_attempts; DROP TABLE deployed_commits; DROP TABLE deployments_in_order")
