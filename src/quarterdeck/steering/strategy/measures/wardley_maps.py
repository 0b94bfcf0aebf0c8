"""How many Wardley maps the company keeps.

Says: The maps on record.

Matters because: Where nothing is mapped, everybody decides by the map in their own head.

Counted how: One row for each map, with the day on which it was drawn or last looked at as the part (empty where nobody wrote it), counted 1.

Leaves out: Maps that lie elsewhere, and those whose record is not sound.

Source: The records of maps (`maps/`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import table_of

WARDLEY_MAPS = Measure(
    name="wardley_maps",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="maps",
    subject="company",
    needs=(table_of(WardleyMap),),
    rows="SELECT 'company' AS subject, record AS key, coalesce(drawn::VARCHAR, '') AS part, 1 AS contribution FROM map_records",
    fold=TOTAL,
    key_is="map",
    part_is="day",
    absent=NotAssessed("no Wardley map is on record", "Put one into maps/, as OnlineWardleyMaps writes it (`maps/NAME.owm`)"),
)
