"""How evolved the company's Wardley maps show a system.

Says: The most evolved place that a map gives to the system, from 0 (genesis) to 1 (commodity).

Matters because: What everybody sells is seldom worth building; what nobody sells cannot be bought.

Counted how: One row for each map that has a component of the system's name, counted how evolved it is there. The part says how the company comes by it: as
the map says (`build`, `buy`, `outsource`), else `build` where the system's record names repositories that it is built from, else `unsaid`. A retired
system has one row that counts 0.

Leaves out: Maps that call the system something else, and components without a place.

Source: The company's Wardley maps (`maps/`), and the records of systems (`repositories`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import group_of, table_of

EVOLUTION_ON_MAPS = Measure(
    name="evolution_on_maps",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of 1",
    subject="system",
    needs=(table_of(System), group_of(WardleyMap, "components")),
    rows="""
        SELECT s.record AS subject, c.record AS key,
            coalesce(any_value(c.way), CASE WHEN any_value(len(s.repositories)) > 0 THEN 'build' ELSE 'unsaid' END) AS part, max(c.evolution) AS contribution
        FROM system_records s JOIN map_components c ON lower(trim(c.name)) IN (lower(trim(s.label)), split_part(s.record, '/', 2))
        WHERE c.evolution IS NOT NULL AND c.kind <> 'anchor' AND s.lifecycle IS DISTINCT FROM 'retired' GROUP BY s.record, c.record
        UNION ALL SELECT record, record, 'retired', 0 FROM system_records WHERE lifecycle = 'retired'
    """,
    fold=Fold("the largest contribution", "max(contribution)"),
    key_is="map",
    part_is="how it is come by",
    absent=NotAssessed("no Wardley map shows it", "Draw it into a map: `component NAME [visibility, evolution]` in maps/"),
    decimals=2,
)
