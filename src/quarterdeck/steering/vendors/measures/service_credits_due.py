"""What a vendor owes back for months in which it was not as available as it promised, and that can still be claimed.

Says: The credits of the months whose claim is still open, in the contract's currency.

Matters because: Nobody is paid a credit that nobody claims, and the window is short: a month or two.

Counted how: For each month that is over, the share of probes from outside that answered, of those whose subject is called like the vendor or the contract.
A failed probe says that the vendor was away at that moment: each outage lasted up to an interval longer, or shorter, than its failed probes tell, so the share
has a range. The credit is the greatest that `credits` gives for a share below which that month lies, of a month's price (`cost`); at least what the upper
end of the share owes, at most what the lower end does. A step counts only where one failed probe alone would not break it (10 000 probes a month
for 99.99 %). Three rows for each month whose claim window (`claim_within`, the shortest of a range) is open on the day, of what was probed while the
contract ran (`starts`, `ends`, `renews`), with the last day to claim as the part; a month that was good enough has rows of zero.

Leaves out: Months that were probed in fewer than 360 of their hours, half of them (our judgement). Whether the vendor measures as the probes do, and
what it excludes: maintenance, single zones, the first minutes. The claim must show it.

Source: The contract's own record (`credits`, `claim_within`, `cost`) and imported probes. The shape, credits in steps of monthly availability, is that of
cloud providers' agreements, for instance the AWS Compute Service Level Agreement (10 % below 99.99 %, 30 % below 99 %, 100 % below 95 %; not opened here).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quarterdeck.derived.recorded import nobody_wrote
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import group_of, table_of
from quarterdeck.steering.vendors.measures.contract_cost import PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

HOURS = 360
"""Hours of a month that must have been probed (our judgement): half of thirty days."""
_LEAST, _MOST, _UNTIL = " at least", " at most", " until "
_MIDDLE = f"part NOT LIKE '%{_LEAST}{_UNTIL}%' AND part NOT LIKE '%{_MOST}{_UNTIL}%'"
_PROBED = f"""
    SELECT c.record, c.cost_currency AS currency, c.cost_p50 * {PER_YEAR} / 12 AS price, date_trunc('month', p.probed_at)::DATE AS month, p.up,
        p.probed_at, NOT p.up AND lag(p.up, 1, true) OVER (PARTITION BY c.record, p.location, month ORDER BY p.probed_at) AS begins,
        to_days(floor(c.claim_within_days_p10)::INTEGER) AS open_for
    FROM contract_records c JOIN vendor_records v ON v.record = c.vendor JOIN uptime_probes p ON lower(trim(p.subject)) IN (lower(v.label), lower(c.label))
    WHERE c.cost_p50 IS NOT NULL AND c.cost_per <> 'once' AND c.claim_within_days_p10 IS NOT NULL AND c.record IN (SELECT record FROM contract_credits)
        AND coalesce(p.probed_at::DATE >= c.starts, true) AND (coalesce(c.renews, false) OR coalesce(p.probed_at::DATE <= c.ends, true))
"""  # noqa: S608  # put together from constants
_MONTHS = f"""
    SELECT record, currency, price, month, count(*) AS probes, (last_day(month) + open_for)::DATE AS until, avg(up::INTEGER) AS available,
        least(1, 1 - (count(*) FILTER (NOT up) - count(*) FILTER (begins)) / count(*)) AS best,
        greatest(0, 1 - (count(*) FILTER (NOT up) + count(*) FILTER (begins)) / count(*)) AS worst
    FROM ({_PROBED}) WHERE last_day(month) < $as_of::DATE AND last_day(month) + open_for >= $as_of::DATE GROUP BY record, currency, price, month, open_for
    HAVING count(DISTINCT date_trunc('hour', probed_at)) >= {HOURS}
"""  # noqa: S608  # as above
_STEPS = """
    SELECT *, price * value_p50 AS worth, CAST(rtrim(name, '%') AS DOUBLE) / 100 AS below, round(probes * (1 - below), 6) >= 1 AS fine
    FROM months JOIN contract_credits USING (record)
"""
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
        WITH months AS ({_MONTHS}), steps AS ({_STEPS}), owed AS (
            SELECT record, month, currency, until, coalesce(max(worth) FILTER (fine AND best < below), 0) AS least,
                coalesce(max(worth) FILTER (fine AND available < below), 0) AS middle, coalesce(max(worth) FILTER (worst < below), 0) AS most
            FROM steps GROUP BY ALL
        )
        SELECT record AS subject, strftime(month, '%Y-%m-01') AS key, currency || unnest(['{_LEAST}', '', '{_MOST}']) || '{_UNTIL}' || until AS part,
            unnest([least, middle, most]) AS contribution FROM owed
    """,  # noqa: S608  # as above
    fold=Fold(
        "the sum of the rows in the middle",
        f"sum(contribution) FILTER ({_MIDDLE})",
        low=f"sum(contribution) FILTER (part LIKE '%{_LEAST}{_UNTIL}%')",
        high=f"sum(contribution) FILTER (part LIKE '%{_MOST}{_UNTIL}%')",
        spread="what is owed at least and at most",
    ),
    key_is="month",
    part_is="last day",
    absent=NotAssessed(
        "no month whose claim is open was probed in half of its hours",
        "Import probes from outside, named like the vendor: `quarterdeck import probes FILE`",
    ),
    gaps=_GAPS,
)


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """What a month's outages owe, from least to most, and until when it can be claimed."""

    month: str
    currency: str
    until: str
    least: float
    middle: float
    most: float


def owed(rows: Sequence[MeasureRow]) -> list[Owed]:
    """The months of the measure's rows in which something is or may be owed, in order."""
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in rows:
        what, _, until = row.part.partition(_UNTIL)
        found.setdefault((row.key[:7], what[:3], until), {})[what[3:]] = row.contribution
    return sorted(Owed(*month, ends[_LEAST], ends[""], ends[_MOST]) for month, ends in found.items() if ends[_MOST] > 0)
