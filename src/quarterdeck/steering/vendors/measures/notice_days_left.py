"""How many days are left to give notice.

Says: The days from the date of the assessment to the last day on which something can still be changed: the day by which a contract that renews
by itself must be cancelled, or the last day of one that does not.

Matters because: After that day the contract runs on for another term at the vendor's price, or ends with the work that stands on it.

Counted how: The end of the term less the notice, by the calendar where the notice is told in months or years; of a range the longest notice
counts. Where that day has gone by, the contract renews for another `term`, and the next such day counts. Where nobody wrote whether it renews,
it is taken to. One row a contract: the day as the part, the days left as the contribution, below zero where a contract has ended.

Leaves out: What the paper says of form and place of the notice, days on which it must arrive rather than be sent, and holidays (`holidays_before_notice`).

Source: The contract's own record (`ends`, `notice`, `term`, `renews`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, after, before, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of

NO_CONTRACT = none_on_record("contract", "name", "vendor", "ends", "notice")

TERMS = f"""
    SELECT record, renews, last, ends FROM (
        SELECT record, renews, ends, CASE WHEN renews THEN {before("ends", "notice")} ELSE ends END AS last FROM (
            SELECT record, renews, notice, {after("ends", "coalesce(term, 0)", "round")} AS ends, round FROM (
                SELECT record, coalesce(renews, true) AS renews, coalesce(notice_days_p90, 0) AS notice, term_days_p50 AS term, ends,
                    unnest(range(CASE WHEN coalesce(renews, true) AND term_days_p50 >= 1 THEN 100 ELSE 1 END)) AS round
                FROM contract_records WHERE ends IS NOT NULL)))
    QUALIFY row_number() OVER (PARTITION BY record ORDER BY last < $as_of::DATE, CASE WHEN last < $as_of::DATE THEN -epoch(last) ELSE epoch(last) END) = 1
"""  # noqa: S608  # put together from constants
"""SQL of a contract's term that can still be acted on: its end, the last day to act, whether it renews by itself."""

NOTICE_DAYS_LEFT = Measure(
    name="notice_days_left",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="contract",
    needs=(table_of(Contract),),
    rows=f"""
        SELECT record AS subject, record AS key, last::VARCHAR AS part, date_diff('day', $as_of::DATE, last) AS contribution FROM ({TERMS})
    """,  # noqa: S608  # put together from constants
    fold=ONE_ROW,
    key_is="contract",
    part_is="last day",
    absent=NO_CONTRACT,
    gaps=f"""
        SELECT record AS subject, 'nobody wrote when it ends' AS why, 'Write `ends` in ' || path AS supply FROM contract_records WHERE ends IS NULL
        UNION ALL
        SELECT record, CASE WHEN renews THEN 'it renews by itself, and nobody wrote the notice' ELSE 'nobody wrote whether it renews, nor the notice' END,
            CASE WHEN renews THEN 'Write `notice` in ' ELSE 'Write `renews` and `notice` in ' END || path
        FROM contract_records WHERE ends IS NOT NULL AND coalesce(renews, true) AND notice_days_p90 IS NULL
        UNION ALL
        SELECT record, 'its notice day has gone by, and nobody wrote for how long it renews', 'Write `term` in ' || path || ', or the new end'
        FROM contract_records JOIN ({TERMS}) t USING (record)
        WHERE coalesce(contract_records.renews, true) AND term_days_p50 IS NULL AND t.last < $as_of::DATE
    """,  # noqa: S608  # as above
)
