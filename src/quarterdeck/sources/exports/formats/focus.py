"""Cloud bills in the FOCUS format: its columns under their own names, its times in UTC as the specification says."""

from __future__ import annotations

from quarterdeck.sources.exports.formats.format import Origin, SheetFormat
from quarterdeck.sources.exports.kinds.business import FOCUS
from quarterdeck.sources.exports.said import Said


def _spelled(column: str) -> str:
    """`billed_cost` as FOCUS spells it: `BilledCost`."""
    return "".join(word.capitalize() for word in column.split("_"))


_COLUMNS = {_spelled(column.name): column.name for column in FOCUS.columns if column.name != "id"}

FORMATS = (
    SheetFormat(
        name="focus",
        kind="focus",
        says="a bill in the FOCUS format (1.0 and later), as CSV",
        has=frozenset({"BilledCost", "EffectiveCost", "ChargePeriodStart", "ChargeCategory"}),
        said=Said(
            columns={
                **_COLUMNS,
                "SkuPriceid": "sku_price_id",
                "Provider": "provider_name",
                "ServiceProviderName": "provider_name",
                "Publisher": "publisher_name",
            },
            zone="UTC",
            decimal="point",
        ),
        origin=Origin(
            "https://focus.finops.org/focus-specification/",
            "https://github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec/tree/4a76f48e0a949152b4a4aedcc59afe6e95ed6304/specification/data",
            "the specification's worked examples, which the tests read whole beside the Foundation's sample of 1,000 lines (CC BY 4.0)",
        ),
    ),
)
