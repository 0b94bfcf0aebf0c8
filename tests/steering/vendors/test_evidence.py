"""What invoices and probes say of a contract, against what it promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.subjects import subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.evidence.costs import InvoiceLine
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns
from quarterdeck.records.collection import assemble
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.tables import Recorded, recorded, views
from quarterdeck.steering.vendors.measures.invoiced_price_change import INVOICED_PRICE_CHANGE
from tests.steering.scenarios import AS_OF, files, judged, told

MAPS = """
vendors/maps.yaml: {name: Kartwerk}
contracts/maps.yaml: {name: Maps, vendor: vendor/maps, cost: 1000 EUR, cost_per: month, uplift: 0%..5%, credits: {99.99%: 10%, 99%: 30%, 95%: 100%}, PAST}
""".replace("PAST", "claim_within: 40 days")


def invoice(day: str, what: str, quantity: float, price: str, number: str = "") -> InvoiceLine:
    """A line of Kartwerk's, at a price a piece."""
    amount = Decimal(price) * Decimal(str(quantity))
    return InvoiceLine("Kartwerk", number or day, what, date.fromisoformat(day), amount, "EUR", description=what, quantity=quantity)


def said(finding: str, rows: list[InvoiceLine] | list[UptimeProbe], given: str = MAPS) -> list[str]:
    """What is said of the contract."""
    (found,) = judged(finding, files(given), {type(rows[0]): rows} if rows else {})
    return told(found)


BOUGHT = [invoice("2025-03-01", "Seats", 100, "10"), invoice("2026-03-01", "Seats", 150, "11.80"), invoice("2025-05-01", "Support", 1, "500")]


def test_a_dearer_piece_is_told_apart_from_more_pieces() -> None:
    """150 seats instead of 100 are volume; 11.80 instead of 10 is price, 18 %, and 5 % was agreed: 1 500 EUR at the old price, 13 % of them in excess."""
    assert said("price-rose-beyond-the-contract", BOUGHT)[:3] == [
        "not_met medium: Maps: the same became 18 % dearer within a year, and 5 % was agreed; that is 195 EUR too much.",
        "do: Lay the invoices of Maps beside the contract, and ask for the difference back; or correct `uplift` in its record.",
        "row: Seats (EUR) | 1 500 | 270",
    ]


@pytest.mark.parametrize(
    ("price", "keys", "words"),
    [
        ("10.50", MAPS, "met: Maps: the same became 5 % dearer within a year; 5 % was agreed."),
        ("10", MAPS, "met: Maps: the same costs what it did a year ago; 5 % more was agreed."),
        ("9", MAPS, "met: Maps: the same became 10 % cheaper within a year; 5 % was agreed."),
        ("11.80", MAPS.replace("uplift: 0%..5%, ", ""), "not_assessed: Maps: nobody wrote how much dearer the next term may be."),
    ],
)
def test_what_is_within_the_contract_is_met_and_an_unwritten_rise_is_not_judged(price: str, keys: str, words: str) -> None:
    assert said("price-rose-beyond-the-contract", [BOUGHT[0], invoice("2026-03-01", "Seats", 100, price)], keys)[0] == words


def test_no_two_years_tell_nothing() -> None:
    assert said("price-rose-beyond-the-contract", BOUGHT[:1])[0] == "not_assessed: Maps: no invoices of two years tell how much of the same was bought."


def test_a_bill_that_tells_no_quantity_may_have_grown_with_use_and_says_nothing_of_the_price() -> None:
    rows = [replace(one, quantity=None) for one in BOUGHT]
    assert said("price-rose-beyond-the-contract", rows)[0] == "not_assessed: Maps: no invoices of two years tell how much of the same was bought."


LINES = st.lists(
    st.tuples(st.sampled_from(["2024-11-20", "2025-07-01", "2026-01-15", "2026-10-30"]), st.sampled_from("abc"), st.integers(1, 50), st.integers(1, 9999)),
    min_size=1, max_size=12,
)  # fmt: skip


@given(LINES)
@settings(max_examples=25)  # each asks a database of its own
def test_price_volume_and_what_is_not_told_apart_add_up_to_the_difference_of_the_bills(lines: list[tuple[str, str, int, int]]) -> None:
    rows = [invoice(day, what, quantity, f"{cents / 100:.2f}", str(number)) for number, (day, what, quantity, cents) in enumerate(lines)]
    rows = [replace(one, quantity=None) if number % 5 == 4 else one for number, one in enumerate(rows)]
    parts, measurement = effects(rows)
    if measurement.missing:
        return
    year = date(2025, 10, 31)
    difference = sum(float(row.amount) * (1 if row.issued_on > year else -1) for row in rows)
    assert parts["price"] + parts["volume"] + parts["not told apart"] == pytest.approx(difference, abs=0.005)


def effects(rows: list[InvoiceLine]) -> tuple[dict[str, float], Measurement]:
    """The sums of the measure's parts, and its value."""
    with connect() as connection:
        load(connection, Recorded.table, Columns.of(Recorded, recorded(assemble(files(MAPS)))))
        load(connection, InvoiceLine.table, Columns.of(InvoiceLine, rows))
        connection.execute(views(KINDS))
        (measured,) = measure_all(connection, (INVOICED_PRICE_CHANGE,), subjects_of(connection, [], "Acme"), Period.year_to(AS_OF), {}, ())
        sums = dict(connection.execute("SELECT part, sum(contribution) FROM rows_invoiced_price_change GROUP BY part").fetchall())
    return {part: sums.get(part, 0.0) for part in ("price", "volume", "not told apart")}, measured


def probes(month: str, down: int, count: int = 1000, minutes: float = 43.2, every: int = 1) -> list[UptimeProbe]:
    """A month of probes, so many of which got no answer: one after the other from its first day on, or each so-manieth."""
    start = datetime.fromisoformat(f"{month}-01")
    failed = {number * every for number in range(down)}
    return [UptimeProbe("Kartwerk", "", start + timedelta(minutes=minutes * number), number not in failed) for number in range(count)]


@pytest.mark.parametrize(
    ("down", "owes"),
    [(12, "300 EUR"), (11, "300 EUR, between 0 and 300,"), (51, "1 000 EUR, between 300 and 1 000,"), (52, "1 000 EUR")],
    ids=str,
)
def test_credits_go_by_the_steps_that_the_contract_gives(down: int, owes: str) -> None:
    """Of 1 000 probes and 1 000 EUR a month: below 99 % three tenths, below 95 % all. An outage is known to an interval of probing at each end."""
    told = said("service-credit-can-be-claimed", probes("2026-09", down))
    if "between 0" in owes:
        assert told[0] == "not_assessed: Maps: probes are too far apart to tell whether the outages of 2026-09 owe a credit."
    else:
        assert told[0] == f"not_met medium: Maps: {owes} can be claimed back for broken promises, the first until 2026-11-09."


def test_no_failed_probe_owes_nothing_and_one_alone_never_a_months_credit() -> None:
    assert said("service-credit-can-be-claimed", probes("2026-09", 0))[0] == "met: Maps: no credit is owed for a month that can still be claimed."
    one = said("service-credit-can-be-claimed", probes("2026-09", 1))[0]
    assert one == "not_assessed: Maps: probes are too far apart to tell whether the outages of 2026-09 owe a credit."


def test_failed_probes_that_stand_alone_tell_less_than_an_outage() -> None:
    """Twenty probes one by one may have been twenty blinks; twenty in a row are half a day."""
    assert said("service-credit-can-be-claimed", probes("2026-09", 20, every=7))[0].startswith("not_assessed: Maps: probes are too far apart")
    assert said("service-credit-can-be-claimed", probes("2026-09", 20))[0].startswith("not_met medium: Maps: 300 EUR can be claimed back")


def test_a_month_that_was_hardly_probed_tells_nothing() -> None:
    """A thousand probes of one day are no month."""
    told = said("service-credit-can-be-claimed", probes("2026-09", 500, minutes=1))
    assert told[0] == "not_assessed: Maps: no month whose claim is open was probed in half of its hours."


def test_a_month_whose_window_is_over_and_one_that_is_not_over_owe_nothing() -> None:
    rows = probes("2026-08", 500) + probes("2026-10", 500)
    assert said("service-credit-can-be-claimed", rows)[0] == "not_assessed: Maps: no month whose claim is open was probed in half of its hours."


@pytest.mark.parametrize(
    ("runs", "owes"),
    [("ends: 2025-12-31", False), ("starts: 2026-10-15", False), ("ends: 2025-12-31, renews: true", True), ("starts: 2026-01-01, ends: 2026-12-31", True)],
)
def test_a_contract_that_did_not_run_owes_nothing(runs: str, owes: bool) -> None:
    told = said("service-credit-can-be-claimed", probes("2026-09", 52), MAPS.replace("claim_within", f"{runs}, claim_within"))
    assert told[0].partition(":")[0] == ("not_met medium" if owes else "not_assessed"), told[0]
