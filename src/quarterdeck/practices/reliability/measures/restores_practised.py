"""Whether the restore of a critical system's data was practised within a year.

Says: For each critical system that is backed up, the number of working controls whose test, within a year before the day of the assessment,
restored its data.

Matters because: A copy that nobody ever restored is a hope. Restores fail on missing keys, on copies that are empty, on steps that only one
person knows.

Counted how: A control practises restores when its status is `working` and its name or what it does speaks of restoring; it counts 1 where
it was `tested` within the limit. A system without one has a row that counts 0.

Leaves out: Critical systems without any backup on record, which `backups_in_force` tells; how long the restore took; practice that no
record tells.

Source: The records of controls (`does`, `systems`, `status`, `tested`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Criterion, Measure, Page
from quarterdeck.practices.reliability.critical import BACKUPS, CRITICAL, RESTORES, UNTOLD, covering
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

PRACTISED_WITHIN = Criterion(
    "restore_practised_within_days", 366, "days", "A restore that was practised longer ago does not count.", "Our judgement: once a year is the least."
)

RESTORES_PRACTISED = Measure(
    name="restores_practised",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="controls",
    subject="system",
    needs=(table_of(System), table_of(Control)),
    rows=f"""
        WITH practised AS ({covering(RESTORES)}), backed AS (SELECT DISTINCT system FROM ({covering(BACKUPS)}))
        SELECT t.record AS subject, coalesce(p.control, t.record) AS key,
            CASE WHEN t.state <> 'critical' THEN t.state WHEN b.system IS NULL THEN 'no backup' ELSE coalesce(p.tested::VARCHAR, 'never') END AS part,
            coalesce(
                t.state = 'critical' AND date_diff('day', p.tested, $as_of::DATE) BETWEEN 0 AND $restore_practised_within_days, false
            )::INTEGER AS contribution
        FROM ({CRITICAL}) t LEFT JOIN backed b ON b.system = t.record
        LEFT JOIN practised p ON p.system = t.record AND b.system IS NOT NULL AND t.state = 'critical'
        WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="control",
    part_is="day",
    absent=none_on_record("system", "name", "criticality"),
    gaps=UNTOLD,
    criteria=(PRACTISED_WITHIN,),
)
