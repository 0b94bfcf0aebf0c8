"""How often a whole journey works: everything that somebody needs to get done what they came for.

Says: For each journey on record, the share of the period in which all its steps worked, made of what is known of each step.

Matters because: Users do not meet systems. Five systems that are each there 99.5 % of the time are together there 97.5 %: each team keeps its promise, and
one visitor in forty fails.

Counted how: Probes whose subject is the journey itself come first: then nothing has to be put together. Else each step that is not optional counts by
the service level that it names, else by its system's levels, else by probes of its system, else by the hours of harm of its incidents; a system that
several steps need counts once. The value is the product of the steps, as if they failed independently of each other. The range needs no such thing: at best all
fail at the same time (the weakest step), at worst never two of them (the sum of all failures). Each step's own range goes in.

Leaves out: Optional steps, which are told. How slow it was, unless a level counts that. A journey of which one step is known by nothing is not assessed:
the product of the others would be a pass for that one.

Source: Serial composition is arithmetic (Trivedi and Bobbio, Reliability and Availability Engineering, not opened while building); the range is Fréchet's
bounds on the probability that all hold, arithmetic as well. Which evidence goes before which is our judgement.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.incidents import Incident, UptimeProbe
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.measures.availability import FEWEST
from quarterdeck.records.kinds.journey import Journey
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import group_of, table_of

_KNOWN = f"""
    needed AS (SELECT record, system, min(level) AS level, min(position) AS position, string_agg(name, ', ' ORDER BY position) AS name
        FROM journey_steps WHERE NOT coalesce(optional, false) GROUP BY record, system),
    probes AS (
        SELECT lower(trim(subject)) AS subject, count(*) AS every, count(*) FILTER (up) AS up, count(*) FILTER (begins) AS begins
        FROM (SELECT *, NOT up AND lag(up, 1, true) OVER (PARTITION BY lower(trim(subject)), location ORDER BY probed_at) AS begins
            FROM uptime_probes WHERE probed_at >= $start AND probed_at < $end) GROUP BY ALL HAVING count(*) >= {FEWEST}
    ), whole AS (
        SELECT j.record, j.record AS key, 'probes of the journey' AS basis, p.up / p.every AS value, (p.up - p.begins) / p.every AS low,
            (p.up + p.begins) / p.every AS high
        FROM journey_records j JOIN probes p ON p.subject IN (lower(j.label), substr(j.record, 9))
    ), counted AS (
        SELECT c.level, l.system, l.label, sum(c.good) / sum(c.total) AS value FROM level_counts c JOIN service_levels l USING (level)
        WHERE c.counted_at >= $start AND c.counted_at < $end GROUP BY ALL HAVING sum(c.total) >= {FEWEST}
    ), harmed AS (
        SELECT s.system, sum(epoch(least(h.ended_at, $end)) - epoch(greatest(h.began_at, $start))) / (epoch($end) - epoch($start)) AS away
        FROM incident_stretches h JOIN services s USING (service) WHERE h.ended_at > $start AND h.began_at < $end AND s.system IS NOT NULL GROUP BY ALL
    ), told AS (
        SELECT n.record, n.system, n.name, 1 AS place, 'level ' || c.label AS basis, c.value, c.value AS low, c.value AS high
        FROM needed n JOIN counted c ON c.level = n.level
        UNION ALL SELECT n.record, n.system, n.name, 2, 'level ' || arg_min(c.label, c.value), min(c.value), min(c.value), min(c.value)
        FROM needed n JOIN counted c ON c.system = n.system WHERE n.level IS NULL GROUP BY ALL
        UNION ALL SELECT n.record, n.system, n.name, 3, 'probes', sum(p.up) / sum(p.every), sum(p.up - p.begins) / sum(p.every),
            sum(p.up + p.begins) / sum(p.every)
        FROM needed n JOIN services s ON s.system = n.system JOIN probes p ON p.subject = s.service GROUP BY ALL
        UNION ALL SELECT n.record, n.system, n.name, 4, 'incidents', 1 - h.away, 1 - h.away, 1 - h.away FROM needed n JOIN harmed h ON h.system = n.system
    ), best AS (SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY record, system ORDER BY place) = 1),
    composed AS (
        SELECT record, key, basis, greatest(0, value) AS value, greatest(0, low) AS low, least(1, high) AS high FROM whole
        UNION ALL SELECT record, system, basis || ': ' || name, greatest(0, value), greatest(0, low), least(1, high) FROM best
        WHERE record NOT IN (SELECT record FROM whole)
    )
"""  # noqa: S608  # put together from constants
_WORKS, _LOW, _HIGH = (f"FILTER (part LIKE '{part} %')" for part in ("works,", "at worst,", "at best,"))

JOURNEY_AVAILABILITY = Measure(
    name="journey_availability",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the time",
    subject="journey",
    needs=(table_of(Journey), group_of(Journey, "steps"), table_of(System)),
    also_reads=(UptimeProbe, SeriesPoint, Incident),
    rows=f"""
        WITH {_KNOWN}
        SELECT record AS subject, key, unnest(['works, ', 'at worst, ', 'at best, ']) || basis AS part, unnest([value, low, high]) AS contribution FROM composed
    """,  # noqa: S608  # put together from constants
    fold=Fold(
        "the product of the steps",
        f"product(contribution) {_WORKS}",
        low=f"greatest(0, 1 - sum(1 - contribution) {_LOW})",
        high=f"min(contribution) {_HIGH}",
        spread="never two steps failing together, and all at the same time",
    ),
    key_is="system",
    part_is="words",
    absent=none_on_record("journey", "name", "steps", "target"),
    gaps=f"""
        WITH {_KNOWN}
        SELECT n.record AS subject, 'nothing tells how often these steps work: ' || string_agg(n.name, ', ' ORDER BY n.position) AS why,
            'Count a service level of the step (`level`), or import probes of its system or of the journey itself' AS supply
        FROM needed n WHERE n.record NOT IN (SELECT record FROM whole) AND (n.record, n.system) NOT IN (SELECT (record, system) FROM best)
        GROUP BY n.record
    """,  # noqa: S608  # as above
    decimals=4,
)
