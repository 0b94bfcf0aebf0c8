"""What a vendor owes back for months in which it was not as available as it promised, and that can still be claimed.

Says: The credits of the months whose claim is still open, in the contract's currency.

Matters because: Nobody is paid a credit that nobody claims, and the window is short: a month or two.

Counted how: For each month that is over, the share of probes from outside that answered, of those whose subject is called like the vendor or the contract.
The credit is the greatest that `credits` gives for a share below which that month lies, of a month's price (`cost`). One row for each month whose
claim window (`claim_within`, the shortest of a range) is open on the day, of what was probed while the contract ran (`starts`, `ends`, `renews`),
with the last day to claim as the part; a month that was good enough has a row of zero.

Leaves out: Whether the vendor measures as the probes do, and what it excludes: maintenance, single zones, the first minutes. The claim must show it.

Source: The contract's own record (`credits`, `claim_within`, `cost`) and imported probes. The shape, credits in steps of monthly availability, is that of
cloud providers' agreements, for instance the AWS Compute Service Level Agreement (10 % below 99.99 %, 30 % below 99 %, 100 % below 95 %; not opened here).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import nobody_wrote
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import group_of, table_of
from quarterdeck.steering.vendors.measures.contract_cost import PER_YEAR

_PROBED = f"""
    SELECT c.record, c.cost_currency AS currency, c.cost_p50 * {PER_YEAR} / 12 AS price, date_trunc('month', p.probed_at)::DATE AS month, p.up,
        to_days(floor(c.claim_within_days_p10)::INTEGER) AS open_for
    FROM contract_records c JOIN vendor_records v ON v.record = c.vendor JOIN uptime_probes p ON lower(trim(p.subject)) IN (lower(v.label), lower(c.label))
    WHERE c.cost_p50 IS NOT NULL AND c.cost_per <> 'once' AND c.claim_within_days_p10 IS NOT NULL AND c.record IN (SELECT record FROM contract_credits)
        AND coalesce(p.probed_at::DATE >= c.starts, true) AND (coalesce(c.renews, false) OR coalesce(p.probed_at::DATE <= c.ends, true))
"""  # noqa: S608  # put together from constants
_MONTHS = f"""
    SELECT record, currency, price, month, avg(up::INTEGER) AS available, (last_day(month) + open_for)::DATE AS until
    FROM ({_PROBED}) WHERE last_day(month) < $as_of::DATE AND last_day(month) + open_for >= $as_of::DATE GROUP BY record, currency, price, month, open_for
"""  # noqa: S608  # as above
_PROMISED = "record IN (SELECT record FROM contract_credits)"
_WINDOW = "claim_within_days_p10 IS NOT NULL"
_GAPS = " UNION ALL ".join(
    nobody_wrote("contract_records", key, what, where)
    for key, what, where in (
        ("credits", "what comes back where it is less available than promised", f"NOT {_PROMISED}"),
        ("claim_within", "how long a credit can be claimed", f"{_PROMISED} AND NOT {_WINDOW}"),
        ("cost", "what it costs in a month", f"{_PROMISED} AND {_WINDOW} AND (cost_p50 IS NULL OR cost_per = 'once')"),
    )
)

SERVICE_CREDITS_DUE = Measure(
    name="service_credits_due",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the contract's currency",
    subject="contract",
    needs=(table_of(Contract), table_of(Vendor), group_of(Contract, "credits"), UptimeProbe),
    rows=f"""
        SELECT m.record AS subject, strftime(month, '%Y-%m-01') AS key, m.currency || ' until ' || until AS part,
            coalesce(max(m.price * g.value_p50) FILTER (m.available < CAST(rtrim(g.name, '%') AS DOUBLE) / 100), 0) AS contribution
        FROM ({_MONTHS}) m JOIN contract_credits g USING (record) GROUP BY ALL
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="month",
    part_is="last day",
    absent=NotAssessed(
        "no probes of the vendor stand in a month whose claim is open", "Import probes from outside, named like the vendor: `quarterdeck import probes FILE`"
    ),
    gaps=_GAPS,
)
