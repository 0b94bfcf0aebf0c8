"""What went wrong at a vendor.

Says: The incidents of the period that name the vendor: as the service that failed, as one that it affected, or as the cause.

Matters because: A vendor's own account of its year is a list of what went well.

Counted how: One row for each imported incident whose service, affected services or cause name the vendor as on record; `service` or `cause` as the part, the
hours from its start (else its opening) to its end as the contribution. The value is the number of rows. A vendor that
none names has one row of its own, which counts nothing.

Leaves out: Incidents in which nobody wrote the vendor's name. Planned maintenance. Hours of what is still open.

Source: The company's own incidents, as it wrote them: not the vendor's status page.
"""

from __future__ import annotations

from quarterdeck.derived.words import as_words
from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of

_AT = "concat_ws(' | ', i.service, array_to_string(i.affected, ' | '))"
_ANYWHERE = as_words(f"concat_ws(' | ', {_AT}, i.cause)")
_OF_THE_PERIOD = "i.created_at >= $start AND i.created_at < $end AND i.status IS DISTINCT FROM 'scheduled'"

VENDOR_INCIDENTS = Measure(
    name="vendor_incidents",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="incidents",
    subject="vendor",
    needs=(table_of(Vendor), Incident),
    rows=f"""
        SELECT v.record AS subject, i.tool || '/' || i.id AS key,
            CASE WHEN contains({as_words(_AT)}, {as_words("v.label")}) THEN 'service' ELSE 'cause' END AS part,
            coalesce(greatest(0, epoch(i.resolved_at) - epoch(coalesce(i.started_at, i.created_at))) / 3600, 0) AS contribution
        FROM vendor_records v JOIN incidents i ON contains({_ANYWHERE}, {as_words("v.label")})
        WHERE {_OF_THE_PERIOD}
        UNION ALL
        SELECT record, record, 'none', 0 FROM vendor_records v WHERE EXISTS (FROM incidents i WHERE {_OF_THE_PERIOD}) AND NOT EXISTS (
            FROM incidents i WHERE {_OF_THE_PERIOD} AND contains({_ANYWHERE}, {as_words("v.label")}))
    """,  # noqa: S608  # put together from constants
    fold=Fold("the number of rows that are an incident", "count(*) FILTER (part <> 'none')"),
    key_is="incident",
    part_is="state",
    absent=NotAssessed("no incidents of the period were imported", "Import incidents with their services and causes: `quarterdeck import incidents FILE`"),
)
