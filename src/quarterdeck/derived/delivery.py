"""The joins of delivery, in the order in which they stand on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.derived import change_links, deployed_changes, deployments, incident_deployments, unjoined
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


_JOINED = ("deployments", "deployment_statuses", "pull_requests", "reviews", "work_items", "incidents")
_MADE = (
    deployments.ProductionDeployment, deployed_changes.DeployedChange, change_links.PullCommit, change_links.ItemLink,
    incident_deployments.IncidentDeployment, unjoined.Unjoined,
)  # fmt: skip


def build(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Deployments in order → what each brought first → pull requests and work items → incidents → how each deployment ended → what was not joined."""
    told = " OR ".join(f"EXISTS (FROM {table})" for table in _JOINED)
    if connection.execute(f"SELECT {told}").fetchone() == (False,):  # nothing joins nothing, and thirty empty joins take a tenth of a second
        connection.execute("; ".join(declared(row).ddl for row in _MADE))
        return
    deployments.order(connection)
    deployed_changes.build(connection, period.start)
    change_links.build(connection)
    incident_deployments.build(connection)
    deployments.build(connection)
    unjoined.build(connection, period.start, period.end)
    connection.execute("DROP TABLE deployment_attempts; DROP TABLE deployed_commits; DROP TABLE deployments_in_order")
