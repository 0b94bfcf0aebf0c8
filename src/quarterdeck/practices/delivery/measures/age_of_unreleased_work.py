"""How old the work is that is finished and not released.

Says: The median age, in days, of the changes of the period that no production deployment contains yet; where no deployments were imported, that no
release tag contains yet, and that is said.

Matters because: A lead time is known only of what came out. Where little comes out it looks good, while finished work lies and ages.

Counted how: The rows of `undeployed_changes`, where a repository has a basis for it, else those of `unreleased_changes`: commits that are no
merges and not by bots. Each that waits contributes the days from its commit to the day of the assessment; those that are out contribute 0 and stay out
of the median.

Leaves out: What was committed before the period; branches that are not merged.

Source: The complement of DORA's change lead time, https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.release_lead_time import SHALLOW
from quarterdeck.practices.delivery.measures.undeployed_changes import UNDEPLOYED_CHANGES
from quarterdeck.practices.delivery.measures.unreleased_changes import UNRELEASED_CHANGES

NO_RELEASE = "no release"

AGE_OF_UNRELEASED_WORK = Measure(
    name="age_of_unreleased_work",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Commit, Tag),
    also_reads=(Deployment, DeploymentStatus),
    rows=f"""
        WITH deployed AS ({UNDEPLOYED_CHANGES.rows}), released AS ({UNRELEASED_CHANGES.rows}),
        every AS (SELECT *, 'no deployment' AS lacks FROM deployed
            UNION ALL SELECT *, '{NO_RELEASE}' FROM released WHERE subject NOT IN (SELECT subject FROM deployed))
        SELECT subject, key, CASE part WHEN 'waiting' THEN lacks ELSE 'out' END AS part, CASE part WHEN 'waiting' THEN contribution ELSE 0 END AS contribution
        FROM every
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold(
        "the median of the rows that wait; 0 where everything is out",
        "coalesce(median(contribution) FILTER (part <> 'out'), 0)",
        low="quantile_cont(contribution, 0.1) FILTER (part <> 'out')",
        high="quantile_cont(contribution, 0.9) FILTER (part <> 'out')",
        spread="10th and 90th percentile of those that wait",
    ),
    key_is="commit",
    part_is="what contains it",
    absent=NotAssessed(
        "nothing tells what of it came out: no deployment of it was imported, and no release tag was found",
        "Import deployments (`quarterdeck import deployments FILE`), or fetch the tags (`git fetch --tags`)",
    ),
    gaps=SHALLOW,
)
