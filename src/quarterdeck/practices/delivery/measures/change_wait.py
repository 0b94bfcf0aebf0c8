"""How many days a change waits from its commit until its users have it, by the best evidence that there is.

Says: The median number of days from the commit of a change to its first production deployment; where no deployments were imported, to the first
release tag that contains it, and that is said.

Matters because: A change that waits earns nothing, whichever way it goes out.

Counted how: The rows of `change_lead_time` where a repository has some in the period, else those of `release_lead_time`, its proxy.

Leaves out: What these two leave out.

Source: DORA, change lead time, https://dora.dev/guides/dora-metrics/. The tag stands in for the deployment: our proxy.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.release_lead_time import NO_TAGS, RELEASE_LEAD_TIME, SHALLOW

CHANGE_WAIT = Measure(
    name="change_wait",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Commit, Tag),
    also_reads=(Deployment, DeploymentStatus),
    rows=f"""
        WITH deployed AS ({CHANGE_LEAD_TIME.rows}), released AS ({RELEASE_LEAD_TIME.rows})
        FROM deployed UNION ALL FROM released WHERE subject NOT IN (SELECT subject FROM deployed)
    """,  # noqa: S608  # put together from constants of this practice
    fold=MEDIAN,
    key_is="commit",
    part_is="release",
    absent=NotAssessed(
        f"no deployment of it was imported, and {NO_TAGS}",
        "Import deployments (`quarterdeck import deployments FILE`), or fetch the tags (`git fetch --tags`)",
    ),
    gaps=SHALLOW,
    decimals=1,
)
