"""The joins of reliability, in the order in which they stand on each other."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from quarterdeck.derived import incident_phases, on_call, service_levels, services
from quarterdeck.derived.incident_kinds import build as build_kinds

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period
    from quarterdeck.kernel.table import Columns


def build(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool = False) -> Columns:
    """Services → incidents in their phases → who was on call → service levels and their counts; the kinds of incidents are given back, to be loaded."""
    end = datetime.combine(period.end, time())
    services.build(connection, recorded)
    incident_phases.build(connection, end)
    on_call.build(connection, end, recorded)
    service_levels.build(connection, recorded)
    return build_kinds(connection)
