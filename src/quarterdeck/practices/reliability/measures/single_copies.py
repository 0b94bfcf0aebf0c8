"""How many workloads that others call run as one copy.

Says: Of the workloads that other workloads of the repository call, how many its Kubernetes manifests run as a single copy.

Matters because: When the one copy restarts, moves to another machine or meets a bad input, everything that calls it fails with it: a single
point of failure that stands in a file.

Counted how: Deployments, StatefulSets and Rollouts whose name, or that of a Service which leads to them, stands as a host in the variables or
arguments of another workload of the repository. One row each, by kind and name: the number of workloads that call it where it runs as one
copy, 0 where it runs as several. The copies are the most that the manifest, its overlays or its patches ask for; where none says, Kubernetes
runs one. A workload with an autoscaler runs as several, unless it may never
make a second.

Leaves out: Calls whose address is in code, in a ConfigMap or in a secret. Copies that another repository or a person sets. Whether a second copy
would be right: a database in one copy may be replicated by other means. Templates, compose files, folders of tests and examples.

Source: That a Deployment runs one copy where `replicas` is not given is in the reference of the Kubernetes API (known, not opened here). What
counts as a call is our reading.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import ReadinessSign, Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.manifests import LASTING, UNREAD

SINGLE_COPIES = Measure(
    name="single_copies",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="workloads",
    subject="repository",
    needs=(Workload,),
    also_reads=(ReadinessSign,),
    rows=f"""
        WITH lasting AS ({LASTING}), calls AS (
            SELECT DISTINCT repository, name AS caller, unnest(calls) AS called FROM workloads WHERE tool = 'kubernetes' AND kind NOT IN ('Job', 'CronJob')
        ), callers AS (
            SELECT l.repository, l.kind, l.name, count(DISTINCT c.caller) AS callers
            FROM lasting l JOIN calls c ON c.repository = l.repository AND list_contains(l.reached_as, c.called) AND c.caller <> l.name GROUP BY ALL
        ), scaled AS (SELECT DISTINCT repository, about AS name FROM readiness_signs WHERE kind = 'autoscaling' AND about IS NOT NULL)
        SELECT l.repository AS subject, l.place AS key, l.name AS part,
            CASE WHEN coalesce(l.copies, 1) > 1 OR s.name IS NOT NULL THEN 0 ELSE c.callers END AS contribution
        FROM lasting l JOIN callers c USING (repository, kind, name)
            LEFT JOIN scaled s USING (repository, name)
    """,  # noqa: S608  # put together from constants
    fold=Fold("the number of rows above 0", "count(*) FILTER (contribution > 0)"),
    key_is="file",
    part_is="service",
    absent=NotAssessed(
        "no Kubernetes manifest in it names a workload that another one calls",
        "Assess the repository that holds the manifests; addresses in code, ConfigMaps and templates are not read",
    ),
    gaps=UNREAD,
)
