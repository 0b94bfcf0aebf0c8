"""How near to whoever has the need what stands on a Wardley map is.

Says: The median of how visible the components of the map are to whoever has the need, from 0 to 1.

Matters because: What users see is why they come; what lies below carries it, and is forgotten first.

Counted how: One row for each component that has a place, anchors too, with its place from genesis to commodity as the part, counted how visible it is.

Leaves out: Components without a place.

Source: The company's Wardley maps (`maps/`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import group_of
from quarterdeck.steering.strategy.measures.map_evolution import UNPLACED

MAP_VISIBILITY = Measure(
    name="map_visibility",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of 1",
    subject="map",
    needs=(group_of(WardleyMap, "components"),),
    rows="""
        SELECT record AS subject, name AS key, evolution::VARCHAR AS part, visibility AS contribution
        FROM map_components WHERE evolution IS NOT NULL AND visibility IS NOT NULL
    """,
    fold=MEDIAN,
    key_is="component",
    part_is="evolution",
    absent=UNPLACED,
    decimals=2,
)
