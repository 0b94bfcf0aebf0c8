"""How many needs a Wardley map draws between its components.

Says: The links of the map, each from what needs to what is needed.

Matters because: A map without links is a list: it does not say what fails when something is taken away.

Counted how: One row for each link, from what needs to what is needed, counted 1. A part of a pipeline is needed by it.

Leaves out: Links to what the map does not name.

Source: The company's Wardley maps (`maps/`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import group_of

MAP_NEEDS = Measure(
    name="map_needs",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="links",
    subject="map",
    needs=(group_of(WardleyMap, "needs"),),
    rows="SELECT record AS subject, needs AS key, needed AS part, 1 AS contribution FROM map_needs",
    fold=TOTAL,
    key_is="component",
    part_is="component",
    absent=NotAssessed("nothing on it is linked", "Write links in the map's text: Customer->Booking"),
)
