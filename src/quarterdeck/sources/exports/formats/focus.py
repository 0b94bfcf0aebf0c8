"""Cloud bills in the FOCUS format: its columns under their own names, its times in UTC as the specification says."""

from __future__ import annotations

from quarterdeck.sources.exports.formats.format import SheetFormat
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
        said=Said(columns={**_COLUMNS, "SkuPriceid": "sku_price_id", "Provider": "provider_name", "Publisher": "publisher_name"}, zone="UTC", decimal="point"),
        origin="https://focus.finops.org/focus-specification/",
    ),
)
