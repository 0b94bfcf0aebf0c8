"""Which systems stand on which vendor, as SQL over the records of both: what a system names, or the vendor whose machines it runs on."""

from __future__ import annotations

from quarterdeck.derived.words import as_words

SERVED = f"""
    SELECT v.record AS vendor, s.record AS system, s.criticality, coalesce(s.lifecycle, 'live') AS lifecycle
    FROM vendor_records v JOIN system_records s
        ON list_contains(s.vendors, v.record) OR contains({as_words("coalesce(s.hosting, '')")}, {as_words("v.label")})
"""  # noqa: S608  # put together from constants
"""A row for each vendor and system that names it under `vendors`, or that its `hosting` names."""

HANGING = f"""
    WITH RECURSIVE served AS ({SERVED}), needs AS (
        SELECT record AS system, unnest(depends_on) AS other FROM system_records
        UNION SELECT part_of, record FROM system_records WHERE part_of IS NOT NULL
    ), hanging AS (
        SELECT vendor, system, 'by itself' AS how FROM served WHERE lifecycle <> 'retired'
        UNION
        SELECT h.vendor, n.system, 'through another' FROM hanging h JOIN needs n ON n.other = h.system
        JOIN system_records s ON s.record = n.system WHERE coalesce(s.lifecycle, 'live') <> 'retired'
    )
    SELECT h.vendor, h.system, s.criticality, min(h.how) AS how FROM hanging h JOIN system_records s ON s.record = h.system GROUP BY ALL
"""  # noqa: S608  # put together from constants
"""A row for each vendor and living system that stands still without it: by itself, or through a system that it depends on or consists of."""
