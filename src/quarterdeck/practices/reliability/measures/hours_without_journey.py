"""How many hours somebody could not do what they came for.

Says: For each journey on record, the hours of the period in which a system that one of its steps needs had an incident.

Matters because: Hours of people are the small part of what an incident costs. What customers could not buy, and who does not come back, is the large one,
and it is counted by what they came for, never by a system.

Counted how: Stretches of harm of all systems that the journey's steps need (not of optional ones), overlapping ones as one: one row a stretch, with the
systems. One more row holds what an hour is worth, where the record says so (`worth_per_hour`, the middle of its range, with the currency as the part).

Leaves out: How much of the journey still worked meanwhile: the share that was lost is an assumption where money is made of it. Slowness that is no incident.
Incidents that name no service of such a system.

Source: Arithmetic over the imported incidents.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.journey import Journey
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import group_of, table_of

WORTH = "worth of an hour"

HOURS_WITHOUT_JOURNEY = Measure(
    name="hours_without_journey",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="journey",
    needs=(table_of(Journey), group_of(Journey, "steps"), table_of(System), Incident, IncidentUpdate),
    rows=f"""
        WITH needed AS (SELECT DISTINCT record, system FROM journey_steps WHERE NOT coalesce(optional, false)),
        spans AS (
            SELECT n.record, s.system, greatest(h.began_at, $start) AS began_at, least(h.ended_at, $end) AS ended_at
            FROM needed n JOIN services s ON s.system = n.system JOIN incident_stretches h USING (service) WHERE h.ended_at > $start AND h.began_at < $end
        ), ordered AS (
            SELECT *, max(ended_at) OVER (PARTITION BY record ORDER BY began_at, ended_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until FROM spans
        ), numbered AS (
            SELECT *, count(*) FILTER (until IS NULL OR began_at > until)
                OVER (PARTITION BY record ORDER BY began_at, ended_at ROWS UNBOUNDED PRECEDING) AS island
            FROM ordered
        ), apart AS (
            SELECT record, strftime(min(began_at), '%Y-%m-%d %H:%M') AS key, string_agg(DISTINCT system, ', ' ORDER BY system) AS systems,
                (epoch(max(ended_at)) - epoch(min(began_at))) / 3600 AS hours
            FROM numbered GROUP BY record, island
        )
        SELECT record AS subject, key, systems AS part, hours AS contribution FROM apart
        UNION ALL SELECT record, '{WORTH}', worth_per_hour_currency, worth_per_hour_p50 FROM journey_records
            WHERE worth_per_hour_p50 IS NOT NULL AND record IN (SELECT record FROM apart)
    """,  # noqa: S608  # put together from constants
    fold=Fold("the sum of the rows, but for what an hour is worth", f"coalesce(sum(contribution) FILTER (key <> '{WORTH}'), 0)"),
    key_is="moment",
    part_is="system",
    absent=NotAssessed(
        "no imported incident names a service of the systems that its steps need",
        "Run `quarterdeck import incidents FILE`, and write which systems the steps of a journey need",
    ),
    decimals=1,
)
