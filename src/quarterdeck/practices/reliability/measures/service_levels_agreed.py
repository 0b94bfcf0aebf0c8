"""How many service levels are written down for a critical system.

Says: For each system that is critical and in use, the number of service levels on record.

Matters because: Without a level nobody can say whether a bad day was bad: each argument about repair against features is won by whoever is
louder.

Counted how: A service level counts for the system that it names, for what that system is a part of and for its parts. A critical system
without one has one row that counts 0; one that is not critical or not in use has one row that says so.

Leaves out: Whether the level is kept (`error_budget_spent` tells), and levels that are in a tool alone.

Source: The records of systems and service levels. That a service needs an objective before anything else can be decided about its
reliability: Google, The Site Reliability Workbook, chapter 2 (implementing SLOs), https://sre.google/workbook/implementing-slos/ (not
opened by us, told of by others).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.critical import CRITICAL, UNTOLD, WITHIN
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

SERVICE_LEVELS_AGREED = Measure(
    name="service_levels_agreed",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="service levels",
    subject="system",
    needs=(table_of(System), table_of(ServiceLevel)),
    rows=f"""
        WITH within AS ({WITHIN}), levels AS (
            SELECT w.system, l.record AS level FROM service_level_records l JOIN within w ON w.whole = l.system
            UNION SELECT w.whole, l.record FROM service_level_records l JOIN within w ON w.system = l.system
        )
        SELECT t.record AS subject, coalesce(l.level, t.record) AS key,
            CASE WHEN t.state = 'critical' AND l.level IS NULL THEN 'no level' ELSE t.state END AS part,
            (t.state = 'critical' AND l.level IS NOT NULL)::INTEGER AS contribution
        FROM ({CRITICAL}) t LEFT JOIN levels l ON l.system = t.record AND t.state = 'critical'
        WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="service-level",
    part_is="state",
    absent=none_on_record("system", "name", "criticality"),
    gaps=f"""
        {UNTOLD}
        UNION ALL
        SELECT record, 'no service level of any system is on record', 'Write them in `service-levels/`: `quarterdeck new service-level`'
        FROM ({CRITICAL}) WHERE state = 'critical' AND NOT EXISTS (FROM service_level_records)
    """,  # noqa: S608  # as above
)
