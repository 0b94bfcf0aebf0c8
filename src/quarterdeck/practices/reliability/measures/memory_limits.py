"""What share of containers has a memory limit.

Says: Of the containers of Kubernetes workloads in a repository, the share whose manifest sets a limit for memory.

Matters because: One container that leaks takes its neighbours' memory, and the machine ends whichever it likes.

Counted how: Each container once by workload and name: 1 where any copy of its manifest sets `resources.limits.memory`, else 0.

Leaves out: Limits that a LimitRange of the namespace sets, start-up containers, templates, compose files. Limits on processor time: whether
they help is disputed.

Source: The reference of the Kubernetes API, resource management for containers (known, not opened here).
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.manifests import NO_MANIFEST

MEMORY_LIMITS = Measure(
    name="memory_limits",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of containers",
    subject="repository",
    needs=(Workload,),
    rows="""
        SELECT repository AS subject, arg_min(path || ':' || line, (path, line)) AS key, name || '/' || container AS part,
            bool_or(memory_limit IS NOT NULL)::INTEGER AS contribution
        FROM workloads WHERE tool = 'kubernetes' GROUP BY repository, kind, name, container
    """,
    fold=Fold("the mean of the contributions", "avg(contribution)"),
    key_is="file",
    part_is="service",
    absent=NO_MANIFEST,
    decimals=2,
)
