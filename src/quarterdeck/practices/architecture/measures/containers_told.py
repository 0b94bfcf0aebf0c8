"""Containers that the files of a repository tell of.

Says: How many containers in the sense of the C4 model there are: what runs by itself or keeps data.

Matters because: What runs, and what it calls, is the map that every other question of architecture is asked on; a drawing by hand is old on the day
after.

Counted how: One row for each container by its name: workloads of Kubernetes manifests, services of compose files, values of charts that name an
image, and databases, caches, queues, buckets and functions in Terraform. The part is its kind and what it runs; the contribution is the number of
others in the landscape that it names. Those that the same name tells of in several files are one.

Leaves out: What only tests start; what a template, a variable or a module of others decides; what runs without a file in an assessed repository.

Source: The container diagram of the C4 model, https://c4model.com/diagrams/container.
"""

from __future__ import annotations

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.interfaces import InterfaceDescription
from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

NO_CONTAINER = NotAssessed(
    "no file tells what runs: no Kubernetes manifest, compose file, chart or Terraform that we read",
    "Nothing, where it is a library; else assess the repository that holds them as well",
)

CONTAINERS_TOLD = Measure(
    name="containers_told",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="containers",
    subject="repository",
    needs=(Workload, InfrastructureResource),
    also_reads=(InterfaceDescription,),
    rows="""
        SELECT c.repository AS subject, c.container AS key, concat_ws(', ', c.kind, c.runs) AS part,
            (SELECT count(*) FROM container_calls o WHERE o.repository = c.repository AND o.container = c.container) AS contribution
        FROM containers c
    """,
    fold=Fold("the number of rows", "count(*)"),
    key_is="container",
    absent=NO_CONTAINER,
)
