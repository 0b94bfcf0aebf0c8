"""The company builds what its own map shows as a commodity.

Judges: How evolved the company's Wardley maps show a system: at 0.7 or above, where the stage of commodities begins, and built by the company, is not met.

Matters because: Whoever builds what everybody sells pays for every feature that others share the cost of, and has fewer people for what only they can do.

Silent when: No map shows the system; it is bought or outsourced, or nobody said how the company comes by it.

What to do: Weigh buying it (`quarterdeck decide` with the model build-or-buy), or correct the map: perhaps what is built is not the commodity.

Source: Wardley maps, whose stages call for other ways of doing things, with the borders of OnlineWardleyMaps
(https://docs.onlinewardleymaps.com/docs/map-features/evolution, read 27 November 2026, names the stages; the border of 0.7 is that of its drawing).
Severity is our judgement: medium, because a place on a map is an opinion.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.steering.strategy.measures.evolution_on_maps import EVOLUTION_ON_MAPS

COMMODITY_FROM = Criterion(
    "commodity_from", 0.7, "of 1", "From here on a component of a Wardley map is a commodity.", "The border that OnlineWardleyMaps draws."
)  # fmt: skip


def judge(evolution: Measurement, bench: Bench) -> Verdict:
    """Built and a commodity on one of the maps: not met."""
    where = bench.name("system", evolution.subject.key)
    border = bench.criterion(COMMODITY_FROM)
    rows = bench.rows(evolution)
    if all(row.part == "retired" for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: retired.", where=where))
    place = Cited(f"{evolution.value:.2f}", evolution.id)
    built = [row for row in rows if row.part == "build"]
    if not built:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: at {place} on the company's maps, and not built here.", where=where, place=place))
    high = [row for row in built if row.contribution >= border]
    if not high:
        return Verdict(Outcome.MET, say("{where}: built here, and no commodity on the company's maps ({place}).", where=where, place=place))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: built here, and a commodity on the company's own map ({place} of 1).", where=where, place=place),
        action=say("Weigh buying {where}, or correct the map.", where=where),
        severity=Severity.MEDIUM,
        detail=Detail(("Map", "How evolved"), "lr", tuple(((bench.name("map", row.key),), (f"{row.contribution:.2f}",)) for row in high)),
    )


BUILT_THOUGH_A_COMMODITY = Judgement(
    name="built-though-a-commodity",
    title="Commodities that are built here",
    strength="What is built here is no commodity on the company's maps",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(EVOLUTION_ON_MAPS,),
    judge=judge,
    criteria=(COMMODITY_FROM,),
)
