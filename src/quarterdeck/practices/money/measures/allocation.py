"""How much of the cloud's cost is somebody's.

Says: The share of what usage costs in the period that the bill's tags give to a team on record.

Matters because: What is nobody's is saved by nobody. A bill that is shared out is read by those who can change it.

Counted how: The effective cost of all lines whose charge begins in the period, by team: by a tag that names a team (`team`, `owner`, …) on record, else by the
team that answers for the system that a tag names. Each line counts once, so that the rows add up to the bill. The value is the share of usage above zero that
is some team's; credits, taxes, purchases and usage below zero are rows of their own and in no share.

Leaves out: What several teams share is not split: it is its owner's, or nobody's.

Source: FOCUS, the FinOps Open Cost and Usage Specification: Tags, Effective Cost, Charge Category. That credits must stay out of the share: on the FinOps
Foundation's own sample a share over all lines comes out below zero.
"""

from __future__ import annotations

from quarterdeck.derived.allocation import shared_out
from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.tables import table_of

_SHARE = Fold(
    "the contributions of usage that is somebody's, over those of all usage",
    "coalesce(sum(contribution) FILTER (part LIKE '% usage'), 0) / nullif(sum(contribution) FILTER (part LIKE '% usage%'), 0)",
)
_NO_BILL = NotAssessed("no cloud bill with usage was imported", "Import it in the FOCUS format, with its tags: `quarterdeck import focus FILE`")

COST_WITH_A_TEAM = Measure(
    name="cloud_cost_with_a_team",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the cost of usage",
    subject="company",
    needs=(CostLine, table_of(Team), table_of(System)),
    rows=shared_out("team"),
    fold=_SHARE,
    key_is="team",
    part_is="state",
    absent=_NO_BILL,
    gaps=CLOUD_COST.gaps,
    decimals=2,
)

COST_WITH_A_SYSTEM = Measure(
    name="cloud_cost_with_a_system",
    page=Page(
        "How much of the cloud's cost is a system's.",
        {
            **COST_WITH_A_TEAM.page.parts,
            "Says": "The share of what usage costs in the period that the bill's tags give to a system on record.",
            "Counted how": "Likewise by system: by a tag (`system`, `service`, `app`, …) that names a system on record or a repository of it. Each line counts "
            "once, so that the rows add up to the bill. The value is the share of usage above zero that is some system's; all else is in no share.",
        },
    ),
    unit="of the cost of usage",
    subject="company",
    needs=(CostLine, table_of(System)),
    rows=shared_out("system"),
    fold=_SHARE,
    key_is="system",
    part_is="state",
    absent=_NO_BILL,
    gaps=CLOUD_COST.gaps,
    decimals=2,
)
