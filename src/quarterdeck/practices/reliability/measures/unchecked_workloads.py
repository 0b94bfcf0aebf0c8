"""How many workloads that serve requests have no health check.

Says: Of the workloads that a repository's Kubernetes manifests describe and that serve requests, how many have neither a liveness nor a
readiness check.

Matters because: Without a check a copy that hangs goes on getting requests, and a new version gets them before it can answer: users notice
first.

Counted how: Deployments, StatefulSets and Rollouts whose containers open a port, or to which a Service of the repository leads. One row
each, by kind and name: 1 without any check, 0 with a liveness, readiness or start-up check in any container, in any overlay of the repository.

Leaves out: Templates, which only their tool can read; DaemonSets, Jobs and Pods of their own; compose files, whose images may bring a check
along. Checks that another repository's overlay or an admission controller adds. Manifests in folders of tests, examples and documents.

Source: Which checks there are and what the cluster does with them is in the reference of the Kubernetes API, container probes (known, not opened here). That
one of them is enough to count is our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import ReadinessSign, Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.manifests import LASTING, NO_MANIFEST, UNREAD

UNCHECKED_WORKLOADS = Measure(
    name="unchecked_workloads",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="workloads",
    subject="repository",
    needs=(Workload,),
    also_reads=(ReadinessSign,),
    rows=f"""
        SELECT repository AS subject, place AS key, name AS part, (NOT checked)::INTEGER AS contribution FROM ({LASTING}) WHERE serves
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="file",
    part_is="service",
    absent=NO_MANIFEST,
    gaps=UNREAD,
)
