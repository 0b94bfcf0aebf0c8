"""How many times its estimate work and cost really took.

Says: Of initiatives that are done and of decisions whose cost is known: what they took, as a multiple of the middle of what was estimated; the median.

Matters because: Every plan stands on estimates. Whoever knows how the last ones ended can believe the next ones as much as they deserve.

Counted how: One row for each estimate of work (`effort` and `spent` of an initiative that is done) and of cost (`cost` and `cost_seen` of a decision), with
the actual number over the middle of its range. The part says where it lay: `below` the p10, `inside`, or `above` the p90.

Leaves out: Estimates of which nobody wrote down what they took, and work that was cut to fit: it ends inside its range and brings less. Expected outcomes
are in `quarterdeck calibration`, not here: they cannot run over.

Source: The company's own records. Reference classes as in Kahneman & Tversky, *Intuitive prediction*, 1979 (not opened).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.tables import table_of

ESTIMATES_RUN = Measure(
    name="estimates_run",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="times the estimate",
    subject="company",
    needs=(
        table_of(Initiative),
        table_of(Decision),
    ),
    rows="""
        SELECT 'company' AS subject, record AS key, CASE WHEN actual < low THEN 'below' WHEN actual > high THEN 'above' ELSE 'inside' END AS part,
            actual / middle AS contribution
        FROM (
            SELECT record, effort_days_p10 AS low, effort_days_p50 AS middle, effort_days_p90 AS high, spent_days_p50 AS actual
            FROM initiative_records WHERE status = 'done'
            UNION ALL
            SELECT record, cost_p10, cost_p50, cost_p90, cost_seen_p50 FROM decision_records WHERE cost_currency = cost_seen_currency
        ) WHERE middle > 0 AND actual > 0
    """,
    fold=MEDIAN,
    key_is="record",
    part_is="place in the range",
    absent=NotAssessed(
        "no estimate on record has ended: nobody wrote down what finished work took",
        "Write `spent` in the record of an initiative that is done, for instance 45 person-days; a decision has `cost_seen`",
    ),
    decimals=2,
)
