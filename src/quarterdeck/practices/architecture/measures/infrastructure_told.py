"""What infrastructure as code says that there is.

Says: How many hosts, clusters, networks, domains, certificates, managed services and environments the files of a repository tell of.

Matters because: What nobody lists, nobody renews, pays for on purpose, or turns off.

Counted how: One row for each resource in Terraform or Kubernetes that is part of an inventory, by its address; the part is its kind, then owner, region
and end where the file tells them. A resource whose owner is told contributes 1, any other 0. The value is the number of rows.

Leaves out: What modules of others make, what was made by hand, copies by `count` and `for_each` (they are one row), and what variables decide.

Source: Types of resources in the documentation of Terraform's providers; the reference of the Kubernetes API.
"""

from __future__ import annotations

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

INFRASTRUCTURE_TOLD = Measure(
    name="infrastructure_told",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="resources",
    subject="repository",
    needs=(InfrastructureResource,),
    rows="""
        SELECT repository AS subject, address || ' (' || path || ':' || line || ')' AS key,
            concat_ws('|', kind, coalesce(owner, ''), coalesce(region, ''), coalesce(ends, '')) AS part,
            CASE WHEN owner IS NULL THEN 0 ELSE 1 END AS contribution
        FROM infrastructure
    """,
    fold=Fold("the number of rows", "count(*)"),
    key_is="resource",
    absent=NotAssessed(
        "no Terraform and no Kubernetes manifest that we read tells of any",
        "Nothing, where it runs nothing; else assess the repository that holds them as well",
    ),
)
