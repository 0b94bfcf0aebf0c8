"""What is paid for nothing, judged from bills that anybody can check by hand. The year is 2026, told on its last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.concluding.subjects import subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.app.record.terms import Terms, Worth, read_terms
from quarterdeck.assumptions.catalogue import CATALOGUE
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.evidence.costs import CostLine, LedgerEntry, SeatCount
from quarterdeck.evidence.series import FeatureUse, SeriesPoint
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns, Row
from quarterdeck.kernel.text import plain
from quarterdeck.practices.money import MONEY
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import Recorded, recorded

AS_OF = date(2026, 12, 31)
TABLES: tuple[type[Row], ...] = (CostLine, LedgerEntry, SeatCount, FeatureUse, SeriesPoint)


@dataclass(frozen=True)
class Judged:
    """What one run over hand-made tables concluded."""

    findings: Mapping[tuple[str, str], Finding]
    bench: RunBench

    def of(self, name: str, subject: str = "company") -> Finding:
        return self.findings[name, subject]

    def says(self, name: str, subject: str = "company") -> str:
        return plain(self.of(name, subject).verdict.sentence).replace("\u202f", " ")

    def value(self, measure: str) -> float:
        return next(m.value for (name, _), m in self.bench.measurements.items() if name == measure)


def judged(*rows: Row, told: Mapping[str, str] | None = None, terms: Terms | None = None) -> Judged:
    connection = connect()
    for table in TABLES:
        load(connection, table.table, Columns.of(table, [row for row in rows if isinstance(row, table)]))
    records = assemble([File(path, text.encode()) for path, text in (told or {}).items()]) if told else None
    assert not (records and records.problems)
    load(connection, "records", Columns.of(Recorded, recorded(records) if records else []))
    if records:
        mount_records(connection)
    return concluded(connection, terms or Terms())


def concluded(connection: duckdb.DuckDBPyConnection, terms: Terms) -> Judged:
    subjects = subjects_of(connection, [], "Acme")
    measured = measure_all(connection, MONEY.measures, subjects, Period.year_to(AS_OF), terms.criteria)
    bench = RunBench(
        connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, terms.criteria, Pricing(1, terms.assumptions), subjects.labels
    )  # fmt: skip
    return Judged({(finding.judgement.name, finding.subject.key): finding for finding in judge_all([MONEY], bench, {})}, bench)


def seats(
    product: str, day: str, paid: int, used: int | None, assigned: int | None = None, price: str | None = "10", currency: str | None = "EUR"
) -> SeatCount:
    held = Decimal(price) if price else None
    return SeatCount(product, "", date.fromisoformat(day), paid, assigned, used, product, None, held, currency, "month")


def test_without_exports_nothing_is_judged() -> None:
    found = judged()
    assert {finding.verdict.outcome for finding in found.findings.values()} == {Outcome.NOT_ASSESSED}
    assert "quarterdeck import seats" in str(found.of("seats-paid-and-not-used").verdict.missing)


def test_seats_that_nobody_uses_are_counted_and_priced_for_a_year() -> None:
    found = judged(seats("Boards", "2026-12-01", 90, 40), seats("Mail", "2026-12-01", 50, 49))
    assert found.says("seats-paid-and-not-used") == "Acme: 51 of 140 seats that are paid for are used by nobody, 6 120 EUR a year; most stand idle in Boards."
    money = found.of("seats-paid-and-not-used").money
    assert money is not None
    assert (round(money.range.p10 / 6120, 1), round(money.range.p90 / 6120, 1), money.currency) == (0.6, 1.2, "EUR")


@pytest.mark.parametrize(
    ("why", "counts", "unused"),
    [
        ("the newest count holds", [("2026-06-01", 90, 40), ("2026-12-01", 45, 40)], 5),
        ("a month of holidays is no waste: the most of three months were in use", [("2026-10-01", 50, 48), ("2026-12-01", 50, 12)], 2),
        ("what was used half a year ago says nothing", [("2026-05-01", 50, 48), ("2026-12-01", 50, 12)], 38),
        ("more used than paid for is no negative waste", [("2026-12-01", 10, 12)], 0),
    ],
)
def test_what_counts_as_unused(why: str, counts: Sequence[tuple[str, int, int]], unused: int) -> None:
    assert judged(*(seats("Boards", *count) for count in counts)).value("seats_unused") == unused, why


def test_assigned_seats_stand_in_where_use_is_not_told_and_what_tells_neither_is_left_out() -> None:
    found = judged(seats("Boards", "2026-12-01", 20, None, assigned=15), seats("Mail", "2026-12-01", 20, None))
    assert (found.value("seats_unused"), found.value("seats_paid")) == (5, 20)


def test_prices_in_two_currencies_are_not_added() -> None:
    found = judged(seats("Boards", "2026-12-01", 90, 40), seats("Mail", "2026-12-01", 90, 40, currency="USD"))
    assert found.of("seats-paid-and-not-used").money is None
    assert "a year" not in found.says("seats-paid-and-not-used")


def bill(resource: str, first: str, costs: Sequence[float], currency: str = "EUR") -> list[CostLine]:
    """A line a day from a day on."""
    start = datetime.fromisoformat(first)
    return [
        CostLine(
            f"{resource} {day}", start + timedelta(days=day), Decimal(str(cost)), Decimal(str(cost)), currency, "Usage", resource_name=resource,
            charge_period_end=start + timedelta(days=day + 1),
        )
        for day, cost in enumerate(costs)
    ]  # fmt: skip


WAVES = [100 + 10 * (day % 7) for day in range(122)]
"""A resource with a weekly swing, from 1 September to 31 December."""


@pytest.mark.parametrize(
    ("why", "logs", "anomalous"),
    [
        ("steady", [20.0] * 122, False),
        ("a day of fire that is over", [20.0] * 100 + [900.0] + [20.0] * 21, False),
        ("five weeks ago it grew tenfold and stayed", [20.0] * 87 + [200.0] * 35, True),
        ("it fell", [200.0] * 87 + [20.0] * 35, False),
        ("it grows slowly with use", [20.0 + day / 10 for day in range(122)], False),
        ("it doubled, and is nothing in the whole bill", [0.5] * 87 + [1.0] * 35, False),
        ("it is new: nothing is usual yet", [200.0] * 35, False),
    ],
)
def test_a_cost_that_left_its_range(why: str, logs: Sequence[float], anomalous: bool) -> None:  # a table's column
    first = str(date(2026, 12, 31) - timedelta(days=len(logs) - 1))
    found = judged(*bill("web", "2026-09-01", WAVES), *bill("logs", first, logs))
    assert (found.of("cost-anomaly").verdict.outcome is Outcome.NOT_MET) == anomalous, why


def test_since_when_and_how_much_more_a_year() -> None:
    found = judged(*bill("web", "2026-09-01", WAVES), *bill("logs", "2026-09-01", [20.0] * 87 + [200.0] * 35))
    assert found.says("cost-anomaly") == "Acme: logs costs 65 700 EUR a year more than usual."
    assert "about 2026-11-26" in plain(found.of("cost-anomaly").verdict.action)


def test_a_bill_in_another_currency_is_told_in_it_and_priced_only_at_the_company_s_own_rate() -> None:
    lines = bill("web", "2026-09-01", WAVES, "USD") + bill("logs", "2026-09-01", [20.0] * 87 + [200.0] * 35, "USD")
    without = judged(*lines)
    assert without.says("cost-anomaly") == "Acme: logs costs 65 700 USD a year more than usual."
    assert (without.of("cost-anomaly").money, without.of("cost-anomaly").severity) == (None, Severity.MEDIUM)
    at_rate = judged(*lines, terms=read_terms((), CATALOGUE, (), (), Worth("EUR", {"USD": (0.5, 0.5, 0.5)}))).of("cost-anomaly")
    assert at_rate.money is not None
    assert at_rate.money.currency == "EUR"
    assert 0.5 * 0.9 * 65_700 < at_rate.money.range.p50 < 0.5 * 1.0 * 65_700
    assert at_rate.verdict.loss is not None
    assert "exchange_rate_usd" in at_rate.verdict.loss.assumptions


def commitment(day: int, status: str, cost: str) -> CostLine:
    start = datetime(2026, 3, day)  # noqa: DTZ001  # stored times are UTC without a zone
    return CostLine(
        f"{status} {day}", start, Decimal(0), Decimal(cost), "EUR", "Usage", charge_period_end=start + timedelta(days=1), commitment_discount_name="plan A",
        commitment_discount_status=status,
    )  # fmt: skip


@pytest.mark.parametrize(("unused", "outcome"), [("9", Outcome.MET), ("11", Outcome.NOT_MET)])
def test_commitments_are_judged_by_the_share_that_covers_something(unused: str, outcome: Outcome) -> None:
    found = judged(commitment(1, "Used", str(100 - int(unused))), commitment(2, "Unused", unused))
    assert found.of("commitment-is-not-used").verdict.outcome is outcome


TOLD = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\nfiscal_year_starts: july\n",
    "vendors/cloud.yaml": "name: Cloud\n",
    "contracts/cloud.yaml": "name: Cloud contract\nvendor: vendor/cloud\n",
    "budget-lines/hosting.yaml": (
        "name: Hosting\ncategory: hosting\npurpose: run\ncontract: contract/cloud\namounts: {2026-Q1: 100 EUR, 2026-Q2: 100 EUR, 2026-Q3: 100 EUR}\n"
    ),
    "budget-lines/staff.yaml": "name: People\ncategory: staff\npurpose: run\namounts: {2026-Q1: 100 EUR}\n",
}


def booked(day: str, amount: int, vendor: str = "cloud") -> LedgerEntry:
    return LedgerEntry(f"{day} {vendor}", date.fromisoformat(day), Decimal(amount), "EUR", vendor=vendor)


def test_a_line_is_read_against_the_bookings_of_its_vendor_in_quarters_that_are_over() -> None:
    entries = [booked("2026-07-01", 60), booked("2026-09-30", 70), booked("2026-10-01", 110), booked("2026-06-30", 900), booked("2026-08-01", 900, "Other")]
    found = judged(*entries, told=TOLD)
    assert found.says("spending-is-over-budget", "budget-line/hosting") == "Hosting: 20 % more than planned was spent in 2026-Q1 to 2026-Q2."
    assert found.of("spending-is-over-budget", "budget-line/staff").verdict.outcome is Outcome.NOT_ASSESSED


def test_a_contract_that_two_lines_pay_is_nobody_s() -> None:
    told = TOLD | {"budget-lines/more.yaml": "name: More\ncategory: hosting\npurpose: grow\ncontract: contract/cloud\namounts: {2026-Q1: 9 EUR}\n"}
    found = judged(booked("2026-07-01", 60), told=told)
    assert found.of("spending-is-over-budget", "budget-line/hosting").verdict.outcome is Outcome.NOT_ASSESSED


def test_a_line_that_says_what_the_ledger_calls_it_is_read_against_that_and_what_two_lines_name_is_neither_s() -> None:
    told = TOLD | {
        "budget-lines/staff.yaml": TOLD["budget-lines/staff.yaml"] + "booked_as: [Salaries, '7000']\n",
        "budget-lines/more.yaml": "name: More\ncategory: hosting\npurpose: grow\namounts: {2026-Q1: 9 EUR}\nbooked_as: ['7000']\n",
    }
    entries = [
        LedgerEntry(str(number), date(2026, 8, number), Decimal(amount), "EUR", account, name, vendor="cloud" if number == 4 else None)
        for number, (amount, account, name) in enumerate(
            [(90, "6000", "salaries"), (45, None, "Salaries"), (500, "7000", "Shared"), (70, "6000", "Salaries")], 1
        )
    ]
    found = judged(*entries, told=told)
    assert found.says("spending-is-over-budget", "budget-line/staff") == "People: 105 % more than planned was spent in 2026-Q1."
    assert {name: found.of("spending-is-over-budget", f"budget-line/{name}").verdict.outcome for name in ("more", "hosting")} == dict.fromkeys(
        ("more", "hosting"), Outcome.NOT_ASSESSED
    )


def test_features_that_hardly_anybody_uses() -> None:
    used = {"Order": 4000, "Search": 900, "Fax": 2}
    rows = [
        FeatureUse("shop", feature, "", date(2026, month, 1), None, None, users * (1 if month > 9 else 100 if feature == "Fax" else 1))  # autumn
        for feature, users in used.items()
        for month in range(6, 13)
    ]
    assert judged(*rows).says("feature-is-not-used") == "Acme: hardly anybody uses 1 of 3 features: Fax (shop)."
    assert judged(*(row for row in rows if row.feature != "Search")).of("feature-is-not-used").verdict.outcome is Outcome.NOT_ASSESSED
