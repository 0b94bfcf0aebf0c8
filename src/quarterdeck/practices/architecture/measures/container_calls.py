"""Which containers call which, as files tell it.

Says: How many ways there are from a container of the repository to another one, or to a host on the internet.

Matters because: A container stands still, or answers late, when one that it calls does.

Counted how: One row for each pair: the container that calls, as key, and the one that is called, as part, with its repository where that is another
one. A container calls those whose names stand where hosts do in its variables and arguments, and what a compose file says that it depends on. A name
that nothing in the repository bears leads to another repository when exactly one application of all others bears it.

Leaves out: Addresses that stand in code, in secrets, or in configuration that is read while it runs. What nothing calls may be called so.

Source: The relationships of a container diagram in the C4 model, https://c4model.com/diagrams/container.
"""

from __future__ import annotations

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

CONTAINER_CALLS = Measure(
    name="container_calls",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="ways",
    subject="repository",
    needs=(Workload, InfrastructureResource),
    rows="""
        SELECT repository AS subject, container AS key,
            CASE WHEN to_repository <> repository THEN to_repository || ': ' ELSE '' END || to_container AS part, 1 AS contribution
        FROM container_calls
        UNION ALL
        SELECT DISTINCT c.repository, '', '', 0 FROM containers c ANTI JOIN container_calls o ON o.repository = c.repository
    """,
    fold=TOTAL,
    key_is="container",
    part_is="container",
    absent=NotAssessed("no file tells what runs", "Nothing, where it is a library; else assess the repository that holds its manifests as well"),
)
