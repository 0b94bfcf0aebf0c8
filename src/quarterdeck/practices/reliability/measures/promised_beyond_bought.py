"""How much more availability is promised to customers than vendors promise.

Says: For each agreement with customers, the share of good answers that it promises, less the share of time that all vendors behind its system promise
to be there at once.

Matters because: What is promised beyond what is bought is the company's own risk: it pays customers for an outage for which its vendor owes
nothing.

Counted how: The vendors of the agreement's system, of its parts, and of the systems without which it stands still. Of each vendor the
lowest `availability` of its contracts in force, else the share below which one owes `credits`; the product over all of them is what is
bought, as if their outages never met. The value is the promised share less that product, in the middles of the ranges. Objectives of our
own (no agreement) have a row that says so.

Leaves out: Vendors whose contract says nothing of availability: they are named, and make the true product lower. Redundancy between vendors, and what
the company adds itself. An agreement on answers, not on time, is compared all the same.

Source: Arithmetic: parts that are all needed are up together at most as often as the product, where their outages are independent.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.critical import WITHIN
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import group_of, table_of

_VENDORS = f"""
    WITH within AS ({WITHIN}), needed AS (
        SELECT l.record AS level, w.system FROM service_level_records l JOIN within w ON w.whole = l.system
        UNION SELECT l.record, unnest(s.depends_on)
        FROM service_level_records l JOIN within w ON w.whole = l.system JOIN system_records s ON s.record = w.system
    ), owed AS (
        SELECT record, max(CASE WHEN contains(name, '%') THEN try_cast(rtrim(name, '% ') AS DOUBLE) / 100 ELSE try_cast(name AS DOUBLE) END) AS below
        FROM contract_credits GROUP BY record
    ), bought AS (
        SELECT vendor, arg_min(record, told) AS contract, min(told) AS availability
        FROM (SELECT c.*, coalesce(c.availability_p50, o.below) AS told FROM contract_records c LEFT JOIN owed o USING (record))
        WHERE told IS NOT NULL AND coalesce(starts <= $as_of::DATE, true) AND (coalesce(renews, false) OR coalesce(ends >= $as_of::DATE, true)) GROUP BY ALL
    )
    SELECT DISTINCT v.level, v.vendor, b.contract, b.availability
    FROM (SELECT n.level, unnest(s.vendors) AS vendor FROM needed n JOIN system_records s ON s.record = n.system) v LEFT JOIN bought b USING (vendor)
"""  # noqa: S608  # put together from constants

PROMISED_BEYOND_BOUGHT = Measure(
    name="promised_beyond_bought",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of all time",
    subject="service-level",
    needs=(table_of(ServiceLevel), table_of(System), table_of(Contract), group_of(Contract, "credits")),
    rows=f"""
        SELECT record AS subject, record AS key, 'promised' AS part, target_p50 AS contribution FROM service_level_records WHERE type = 'agreement'
        UNION ALL SELECT level, vendor, 'bought', availability FROM ({_VENDORS}) WHERE availability IS NOT NULL
            AND level IN (SELECT record FROM service_level_records WHERE type = 'agreement')
        UNION ALL SELECT level, vendor, 'not said', 0 FROM ({_VENDORS}) WHERE availability IS NULL
            AND level IN (SELECT record FROM service_level_records WHERE type = 'agreement')
        UNION ALL SELECT level, level, 'objective', 0 FROM service_levels
        WHERE level NOT IN (SELECT record FROM service_level_records WHERE type = 'agreement')
    """,  # noqa: S608  # as above
    fold=Fold(
        "what is promised less the product of what is bought",
        "coalesce(max(contribution) FILTER (part = 'promised') - product(contribution) FILTER (part = 'bought'), 0)",
    ),
    key_is="vendor",
    part_is="state",
    absent=none_on_record("service-level", "system", "indicator", "target", "window", "type"),
    gaps=f"""
        SELECT record AS subject, 'no contract with a vendor behind it says what share of time is promised' AS why,
            'Write `availability` in the contracts with its vendors' AS supply
        FROM service_level_records WHERE type = 'agreement' AND record NOT IN (SELECT level FROM ({_VENDORS}) WHERE availability IS NOT NULL)
    """,  # noqa: S608  # as above
    decimals=4,
)
