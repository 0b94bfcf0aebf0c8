"""The joins of delivery, in the order in which they stand on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.derived import change_links, deployed_changes, deployments, efforts, forecast_trials, incident_deployments, item_flows, unjoined
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


_JOINED = ("deployments", "deployment_statuses", "pull_requests", "reviews", "work_items", "incidents")
_MADE = (
    deployments.ProductionDeployment, deployed_changes.DeployedChange, change_links.PullCommit, change_links.ItemLink,
    incident_deployments.IncidentDeployment, item_flows.ItemSpan, item_flows.ItemFlow, efforts.Effort, unjoined.Unjoined,
)  # fmt: skip


def build(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool = False) -> None:
    """Deployments in order → what each brought → pull requests and work items → incidents → how each ended → flow, effort, forecasts → what was not joined.

    ``recorded`` says whether the record's tables are in view.
    """
    told = " OR ".join(f"EXISTS (FROM {table})" for table in _JOINED)
    if connection.execute(f"SELECT {told}").fetchone() == (False,):  # nothing joins nothing, and thirty empty joins take a tenth of a second
        connection.execute("; ".join(declared(row).ddl for row in _MADE))
        forecast_trials.build(connection, period)
        return
    deployments.order(connection)
    deployed_changes.build(connection, period.start)
    change_links.build(connection)
    incident_deployments.build(connection)
    deployments.build(connection)
    item_flows.build(connection, period.end)
    efforts.build(connection, recorded=recorded)
    forecast_trials.build(connection, period)
    unjoined.build(connection, period.start, period.end)
    connection.execute("DROP TABLE deployment_attempts; DROP TABLE deployed_commits; DROP TABLE deployments_in_order")
