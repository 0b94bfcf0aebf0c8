"""How far a capability is from what the strategy needs.

Says: How much better the company must become at it, on the record's scale from 0 (cannot do it) to 5 (nobody does it better).

Matters because: A strategy is carried out with capabilities: where one that decides is far from what is needed, the plan rests on a wish.

Counted how: One row, the capability's own, with its strategic weight as the part (1 to 5), counted `wanted` less `now`; 0 where it is as good as it must
be.

Leaves out: Capabilities of which nobody wrote how good the company is, must be, or how much that matters: they are not assessed.

Source: The records of capabilities (`weight`, `now`, `wanted`). The numbers are the company's own judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.capability import Capability
from quarterdeck.records.tables import table_of

NO_CAPABILITY = NotAssessed("no capability is on record", "Write `weight`, `now` and `wanted` in capabilities/")

CAPABILITY_GAP = Measure(
    name="capability_gap",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of 5",
    subject="capability",
    needs=(table_of(Capability),),
    rows="""
        SELECT record AS subject, record AS key, round(weight, 1)::VARCHAR AS part, greatest(0, wanted - now) AS contribution
        FROM capability_records WHERE weight IS NOT NULL AND now IS NOT NULL AND wanted IS NOT NULL
    """,
    fold=TOTAL,
    key_is="capability",
    part_is="strategic weight",
    absent=NO_CAPABILITY,
    gaps="""
        SELECT record AS subject, 'nobody wrote its ' || concat_ws(', ', CASE WHEN weight IS NULL THEN 'weight' END, CASE WHEN now IS NULL THEN 'now' END,
            CASE WHEN wanted IS NULL THEN 'wanted' END) AS why, 'Write it in ' || path AS supply
        FROM capability_records WHERE weight IS NULL OR now IS NULL OR wanted IS NULL
    """,
    decimals=1,
)
