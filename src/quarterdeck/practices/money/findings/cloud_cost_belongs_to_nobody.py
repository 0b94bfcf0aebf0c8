"""A good part of what the cloud costs is nobody's.

Judges: The share of usage that the bill's tags give to a team, against the share that can be steered by.

Matters because: What is nobody's is saved by nobody, and no product's price can be told from its cost.

Silent when: No bill was imported, or no team is on record.

What to do: Tag what costs most first, with the id of the team or the system as it stands in the record; let new things start only with a tag.

Source: Our own definition; the share is our judgement and can be set. Severity is low: it costs nothing by itself.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.money.measures.allocation import COST_WITH_A_TEAM

LEAST_OWNED = Criterion(
    "least_owned_cloud_cost", 0.8, "of the cost of usage", "Less than this with a team cannot be steered by.", "Our judgement: four in five."
)


def judge(owned: Measurement, bench: Bench) -> Verdict:
    """Below the share: not met."""
    where = bench.name("company", owned.subject.key)
    if owned.value >= bench.criterion(LEAST_OWNED):
        share = Cited(percent(owned.value), owned.id)
        return Verdict(Outcome.MET, say("{where}: {share} of what the cloud's usage costs is some team's.", where=where, share=share))
    teams: dict[str, float] = {}
    currency = ""
    for row in bench.rows(owned):
        currency = currency or row.part[:3].strip()
        teams[row.key] = teams.get(row.key, 0.0) + row.contribution
    rows = tuple(
        ((bench.name("team", key) if key != "nobody" else "nobody, credits included",), (f"{number(round(cost))} {currency}".strip(),))
        for key, cost in sorted(teams.items(), key=lambda item: (-item[1], item[0]))
    )
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {share} of what the cloud's usage costs is nobody's.", where=where, share=Cited(percent(1 - owned.value), owned.id)),
        action=("Tag what costs most with the team or the system that it is for, as the record calls them.",),
        severity=Severity.LOW,
        detail=Detail(("Team", "Cost in the period"), "lr", rows),
    )


CLOUD_COST_BELONGS_TO_NOBODY = Judgement(
    name="cloud-cost-belongs-to-nobody",
    title="Cloud costs that are nobody's",
    strength="Cloud costs are somebody's",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(COST_WITH_A_TEAM,),
    judge=judge,
    criteria=(LEAST_OWNED,),
)
