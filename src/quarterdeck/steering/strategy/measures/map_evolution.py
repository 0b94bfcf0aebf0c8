"""How evolved what stands on a Wardley map is.

Says: The median of how evolved the components of the map are, from 0 (genesis) to 1 (commodity).

Matters because: What is new needs people who explore; what everybody sells needs people who buy well. A map says which is which.

Counted how: One row for each component that has a place, with what it moves on to as the part (`0.62`, empty where nobody said), counted how evolved it
is.

Leaves out: Components without a place, and anchors, which are who has the need. Where a component stands is the judgement of whoever drew the map.

Source: The company's Wardley maps, in the language of OnlineWardleyMaps (`maps/`). Its borders of stages: custom-built from 0.175, product from 0.4,
commodity from 0.7.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import group_of

UNPLACED = NotAssessed("nothing on it has a place", "Write components with [visibility, evolution] in the map's text")

MAP_EVOLUTION = Measure(
    name="map_evolution",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of 1",
    subject="map",
    needs=(group_of(WardleyMap, "components"),),
    rows="""
        SELECT record AS subject, name AS key, coalesce(moves_to::VARCHAR, '') AS part, evolution AS contribution
        FROM map_components WHERE evolution IS NOT NULL AND visibility IS NOT NULL AND kind <> 'anchor'
    """,
    fold=MEDIAN,
    key_is="component",
    part_is="moves on to",
    absent=UNPLACED,
    decimals=2,
)
