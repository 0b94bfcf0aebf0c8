"""Systems that a system calls and that its record does not name.

Says: How many other systems containers of this system call, as files tell it, although the record says nothing of it.

Matters because: What the record does not name is missed wherever the record is asked: who must be told of an outage, what a change may break, what a
system costs to move.

Counted how: One row for each other system that is called: the key is that system, the part says how the record stands to it (`on record`), or the
file with who calls whom. A container belongs to the system that is called so, else to the only one built from its repository. A call within one
system, its parts and what it is a part of counts for nothing, and a dependency that any of these names is on record. A system with containers that
call no other has one row that adds nothing. The value is the number of rows that the record does not name.

Leaves out: Calls that no file tells: addresses in code and secrets. Systems whose containers stand in repositories that several systems share,
unless they are called like one of them.

Source: The company's own record (`depends_on`) against the files of its repositories.
"""

from __future__ import annotations

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

UNDECLARED_CALLS = Measure(
    name="undeclared_calls",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="systems",
    subject="system",
    needs=(table_of(System),),
    also_reads=(Workload, InfrastructureResource),
    rows="""
        WITH RECURSIVE above AS (
            SELECT record AS system, record AS near FROM system_records
            UNION SELECT a.system, s.part_of FROM above a JOIN system_records s ON s.record = a.near WHERE s.part_of IS NOT NULL
        ),
        family AS (SELECT system, near FROM above UNION SELECT near, system FROM above),
        needed AS (SELECT record AS system, unnest(depends_on) AS other FROM system_records),
        named AS (
            SELECT DISTINCT f.system, g.system AS other FROM family f JOIN needed n ON n.system = f.near JOIN family g ON g.near = n.other
        ),
        calls AS (
            SELECT c.system, d.system AS other, min(o.path || ':' || o.line || ' ' || o.container || ' → ' || o.to_container) AS said
            FROM container_calls o JOIN containers c ON c.repository = o.repository AND c.container = o.container
            JOIN containers d ON d.repository = o.to_repository AND d.container = o.to_container
            ANTI JOIN family f ON f.system = c.system AND f.near = d.system
            WHERE c.system IS NOT NULL AND d.system IS NOT NULL GROUP BY ALL
        )
        SELECT c.system AS subject, c.other AS key, CASE WHEN n.other IS NULL THEN c.said ELSE 'on record' END AS part,
            CASE WHEN n.other IS NULL THEN 1 ELSE 0 END AS contribution
        FROM calls c LEFT JOIN named n ON n.system = c.system AND n.other = c.other
        UNION ALL
        SELECT DISTINCT system, '', '', 0 FROM containers WHERE system IS NOT NULL AND system NOT IN (SELECT system FROM calls)
    """,
    fold=TOTAL,
    key_is="system",
    absent=NotAssessed("no file tells what it runs as", "Name its `repositories` in its record, and assess those that hold its manifests as well"),
)
