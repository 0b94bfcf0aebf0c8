"""The joins of delivery: two ways that know nothing of each other, and what stands on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.derived import (
    change_links,
    deployed_changes,
    deployments,
    efforts,
    epic_forecasts,
    forecast_trials,
    incident_deployments,
    item_flows,
    unjoined,
)
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


_JOINED = ("deployments", "deployment_statuses", "pull_requests", "reviews", "work_items", "incidents")
_MADE = (
    deployments.ProductionDeployment, deployed_changes.DeployedChange, change_links.PullCommit, change_links.ItemLink,
    incident_deployments.IncidentDeployment, item_flows.ItemSpan, item_flows.ItemFlow, efforts.Effort, unjoined.Unjoined,
)  # fmt: skip


def joins_nothing(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there is nothing to join. Then the tables are made empty: thirty empty joins take a tenth of a second."""
    told = " OR ".join(f"EXISTS (FROM {table})" for table in _JOINED)
    if connection.execute(f"SELECT {told}").fetchone() != (False,):
        return False
    connection.execute("; ".join(declared(row).ddl for row in _MADE))
    return True


def deployed(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Deployments in order → what each brought."""
    deployments.order(connection)
    deployed_changes.build(connection, period.start)


def worked_on(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Pull requests and work items → how items flowed."""
    change_links.build(connection)
    item_flows.build(connection, period.end)


def ended(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool) -> None:
    """Incidents → how each deployment ended → effort → what was not joined. ``recorded`` says whether the record's tables are in view."""
    incident_deployments.build(connection)
    deployments.build(connection)
    efforts.build(connection, recorded=recorded)
    unjoined.build(connection, period.start, period.end)
    connection.execute("DROP TABLE deployment_attempts; DROP TABLE deployed_commits; DROP TABLE deployments_in_order; DROP TABLE first_of_services")


def forecast(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool) -> None:
    """Forecasts tried on the past, from what was done in each week."""
    forecast_trials.build(connection, period)
    epic_forecasts.build(connection, period, recorded=recorded)
    connection.execute("DROP TABLE IF EXISTS epic_flows")
