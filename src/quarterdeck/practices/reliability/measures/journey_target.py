"""How often a journey shall work, as the record says.

Says: The share of the time, or of attempts, that the record asks of each journey.

Matters because: How good is good enough is a decision. Without it nobody knows whether a number is bad.

Counted how: `target` of the journey's record; the middle of a range.

Leaves out: Whether it is worth its cost.

Source: The record.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.records.kinds.journey import Journey
from quarterdeck.records.tables import table_of

JOURNEY_TARGET = Measure(
    name="journey_target",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the time",
    subject="journey",
    needs=(table_of(Journey),),
    rows="SELECT record AS subject, record AS key, '' AS part, target_p50 AS contribution FROM journey_records WHERE target_p50 IS NOT NULL",
    fold=Fold("the contribution", "max(contribution)"),
    key_is="journey",
    absent=none_on_record("journey", "name", "target"),
    gaps="SELECT record AS subject, 'the record does not say how often it shall work' AS why, 'Write `target` in ' || path AS supply FROM journey_records"
    " WHERE target_p50 IS NULL",
    decimals=4,
)
