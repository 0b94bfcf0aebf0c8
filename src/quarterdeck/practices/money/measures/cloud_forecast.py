"""What the cloud will cost in the next three months.

Says: The effective cost of the three months after the last whole one on the bill, with a range, in the bill's currency.

Matters because: A bill that grows by itself is the one that nobody decided on. Three months ahead there is still something to decide.

Counted how: From the bill's whole months. The forecast goes on from the last month at the median growth of up to six months before. The same is done from each
earlier month (from the fourth on) whose next three months are known: what they really cost over what was forecast is a trial. The value is the forecast
times the mean trial (of logarithms); the range is where four of five further trials would fall, by their spread and their number (Student's t). Five
trials or more have to be there, which takes eleven months. A row says of each trial whether the range that the others make would have held it.

Leaves out: What is planned and not in the past: a new customer, a migration, a price list, an end of a savings plan. Seasons longer than the bill.

Source: Extrapolation of the company's own bill, and its own errors as the range (tried on its past, as all forecasts here are); the method is ours.
"""

from __future__ import annotations

from quarterdeck.derived.allocation import allocated
from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.tables import table_of

FORECAST, TRIAL, KEPT, MISSED = "forecast in ", "trial", "kept", "missed"
"""What the rows' parts say; the currency follows the forecast."""
FEWEST = 5
"""Trials below which there is no range (our judgement)."""
_ALL = "SELECT 'company' AS subject, charge_period_start, billing_currency, effective_cost FROM cost_lines WHERE charge_period_start < $end"
_OF_SYSTEMS = f"SELECT system AS subject, * FROM ({allocated('c.charge_period_start < $end')}) WHERE system IS NOT NULL"  # noqa: S608  # put together from constants


def _reach(ratio: str, only: str = "") -> str:
    """SQL: how far from the mean logarithm four of five further ratios lie: Student's t (0.9), within a hundredth by a formula in the degrees of freedom."""
    count = f"count({ratio}){only}"
    return f"(1.2816 + 0.95 / ({count} - 1)) * stddev_samp(ln({ratio})){only} * sqrt(1 + 1 / {count})"


def _trials(lines: str) -> str:
    """SQL of `months`, `paced` and `trials` over lines of subjects."""
    return f"""
        WITH lines AS MATERIALIZED ({lines}), ends AS (
            SELECT subject, min(charge_period_start)::DATE AS first,
                (SELECT max(charge_period_start)::DATE FROM cost_lines WHERE charge_period_start < $end) AS last
            FROM lines GROUP BY subject
        ), months AS (
            SELECT l.subject, date_trunc('month', l.charge_period_start)::DATE AS month, sum(l.effective_cost)::DOUBLE AS cost,
                count(DISTINCT billing_currency) AS currencies, max(billing_currency) AS currency
            FROM lines l GROUP BY ALL
        ), whole AS (
            SELECT m.* FROM months m JOIN ends e USING (subject) WHERE m.month >= e.first AND last_day(m.month) <= e.last AND m.cost > 0
        ), grown AS (
            SELECT *, ln(cost / lag(cost) OVER w) AS growth, row_number() OVER w AS known,
                date_diff('month', lag(month) OVER w, month) AS step FROM whole WINDOW w AS (PARTITION BY subject ORDER BY month)
        ), paced AS (
            SELECT *, median(growth) OVER (w ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS pace, bool_or(step > 1) OVER (PARTITION BY subject) AS broken,
                lead(cost, 1) OVER w + lead(cost, 2) OVER w + lead(cost, 3) OVER w AS came, max(month) OVER (PARTITION BY subject) AS newest
            FROM grown WINDOW w AS (PARTITION BY subject ORDER BY month)
        ), told AS (
            SELECT *, cost * (exp(pace) + exp(2 * pace) + exp(3 * pace)) AS forecast FROM paced WHERE known >= 4 AND NOT broken
        ), trials AS (SELECT subject, month, came / forecast AS ratio FROM told WHERE came IS NOT NULL)
    """  # noqa: S608  # put together from constants


def _rows(lines: str) -> str:
    return f"""
        {_trials(lines)}
        SELECT subject, strftime(month, '%Y-%m-01') AS key, '{FORECAST}' || coalesce(currency, '') AS part, forecast AS contribution
        FROM told WHERE month = newest
        UNION ALL SELECT subject, strftime(month, '%Y-%m-01'), '{TRIAL}', ratio FROM trials
        UNION ALL SELECT t.subject, strftime(t.month, '%Y-%m-01'),
            CASE WHEN abs(ln(t.ratio) - avg(ln(o.ratio))) <= {_reach("o.ratio")} THEN '{KEPT}' ELSE '{MISSED}' END, 0
        FROM trials t JOIN trials o ON o.subject = t.subject AND o.month <> t.month GROUP BY t.subject, t.month, t.ratio
    """  # noqa: S608  # as above


def _gaps(lines: str) -> str:
    return f"""
        {_trials(lines)}
        SELECT subject, max(currencies) || ' currencies stand on its bill, which are not added' AS why,
            'Look at them one by one: `quarterdeck query "FROM cost_lines"`' AS supply
        FROM whole GROUP BY subject HAVING max(currencies) > 1 OR count(DISTINCT currency) > 1
        UNION ALL SELECT e.subject,
            count(t.month) || ' forecasts of its past could be tried, and a range needs {FEWEST}: eleven whole months in a row',
            'Import older bills: `quarterdeck import focus FILE`'
        FROM ends e LEFT JOIN trials t USING (subject) GROUP BY e.subject HAVING count(t.month) < {FEWEST}
    """  # noqa: S608  # as above


_MIDDLE, _ONLY = f"max(contribution) FILTER (part LIKE '{FORECAST}%')", f" FILTER (part = '{TRIAL}')"
_MEAN, _REACH = f"avg(ln(contribution)){_ONLY}", _reach("contribution", _ONLY)
_FOLD = Fold(
    "the forecast times the mean trial", f"{_MIDDLE} * exp({_MEAN})", low=f"{_MIDDLE} * exp({_MEAN} - {_REACH})", high=f"{_MIDDLE} * exp({_MEAN} + {_REACH})",
    spread="where four of five forecasts of its own past would fall",
)  # fmt: skip

NEXT_CLOUD_BILL = Measure(
    name="next_cloud_bill",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the bill's currency",
    subject="company",
    needs=(CostLine,),
    rows=_rows(_ALL),
    fold=_FOLD,
    key_is="month",
    part_is="state",
    absent=CLOUD_COST.absent,
    gaps=_gaps(_ALL),
)
NEXT_CLOUD_BILL_OF_SYSTEM = Measure(
    name="next_cloud_bill_of_system",
    page=Page(
        "What the cloud of a system will cost in the next three months.",
        {
            **NEXT_CLOUD_BILL.page.parts,
            "Says": "The effective cost of a system's lines in the three months after the last whole one on the bill, with a range, in the bill's currency.",
        },
    ),
    unit="of the bill's currency",
    subject="system",
    needs=(CostLine, table_of(System), table_of(Team)),
    rows=_rows(_OF_SYSTEMS),
    fold=_FOLD,
    key_is="month",
    part_is="state",
    absent=NotAssessed("no line of a bill bears a tag that names it", "Tag its resources with `system` and its name, then `quarterdeck import focus FILE`"),
    gaps=_gaps(_OF_SYSTEMS),
)
