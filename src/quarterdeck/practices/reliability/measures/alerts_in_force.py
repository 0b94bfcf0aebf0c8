"""How many alerts watch a critical system.

Says: For each system that is critical and in use, the number of alerts on it that are defined in files, and what its record says of alerts.

Matters because: Without an alert the first to notice is a customer, and the time until somebody mends it begins with a complaint.

Counted how: An alert (rule of Prometheus, alarm in Terraform) counts for a system when it stands in a repository that the system is built
from, or when its name or path in any repository holds the system's name. `alerts` in the record, its own or of what it is a part of, counts
as one more. A critical system without any has one row that counts 0.

Leaves out: Alerts that are defined in a tool alone and that no record tells of; templates that only their tool can read; whether an alert
would ring, and at whom.

Source: The records of systems (`criticality`, `alerts`, `repositories`) and the files of repositories. Which names are found is our reading.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.critical import ALERTS, CRITICAL, UNTOLD, WITHIN
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

ALERTS_IN_FORCE = Measure(
    name="alerts_in_force",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="alerts",
    subject="system",
    needs=(table_of(System), ReadinessSign),
    rows=f"""
        WITH told AS ({CRITICAL}), found AS (
            SELECT DISTINCT system, place FROM ({ALERTS})
            UNION SELECT w.system, s.path FROM ({WITHIN}) w JOIN system_records s ON s.record = w.whole WHERE s.alerts <> ''
        )
        SELECT t.record AS subject, coalesce(f.place, t.path) AS key,
            CASE WHEN t.state = 'critical' AND f.place IS NULL THEN 'no alert' ELSE t.state END AS part,
            (t.state = 'critical' AND f.place IS NOT NULL)::INTEGER AS contribution
        FROM told t LEFT JOIN found f ON f.system = t.record AND t.state = 'critical' WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="file",
    part_is="state",
    absent=none_on_record("system", "name", "criticality", "alerts"),
    gaps=f"""
        {UNTOLD}
        UNION ALL
        SELECT record, 'no file of any repository defines an alert that is read, and no record says where alerts are', 'Write `alerts` in ' || path
        FROM ({CRITICAL}) WHERE state = 'critical' AND NOT EXISTS (FROM readiness_signs WHERE kind = 'alert')
            AND NOT EXISTS (FROM system_records WHERE alerts <> '')
    """,  # noqa: S608  # as above
)
