"""Present values, rates of return, options: published answers and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.maths.cashflow import annuity, call_option, internal_rates, present_value


def test_the_documented_example_of_numpy_financial() -> None:
    """Irr and npv of its documentation, version 1.0."""
    flows = np.array([-100, 39, 59, 55, 20.0])
    assert internal_rates(flows) == pytest.approx([0.28095], abs=1e-5)
    assert float(present_value(0.281, flows)) == pytest.approx(-0.00848, abs=1e-5)


def test_hulls_option() -> None:
    """Hull, Options, Futures and Other Derivatives: S 42, K 40, r 10 %, sigma 20 %, half a year."""
    price, strike, rate, volatility = (np.array([value]) for value in (42.0, 40.0, 0.1, 0.2))
    assert call_option(price, strike, rate, volatility, 0.5)[0] == pytest.approx(4.76, abs=0.005)
    put = call_option(price, strike, rate, volatility, 0.5) - price + strike * np.exp(-rate * 0.5)
    assert put[0] == pytest.approx(0.81, abs=0.005), "by put-call parity"


@pytest.mark.parametrize(
    ("why", "flows", "rates"),
    [
        ("money back without interest", [-100, 100], [0.0]),
        ("never money back", [-100, -10], []),
        ("nothing at all", [0, 0], []),
        ("two rates, so that none decides", [-100, 230, -132], [0.1, 0.2]),
        ("nothing in the last years", [-100, 110, 0, 0], [0.1]),
        ("half is lost", [-100, 50], [-0.5]),
    ],
)
def test_every_rate_is_found(why: str, flows: list[float], rates: list[float]) -> None:
    assert internal_rates(np.array(flows, dtype=float)) == pytest.approx(rates), why


FLOWS = st.lists(st.floats(-1000, 1000), min_size=2, max_size=8).map(np.array)
RATE = st.floats(-0.5, 1.0)


@given(FLOWS)
def test_at_its_rates_the_flows_are_worth_nothing(flows: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    for rate in internal_rates(flows):
        scale = float(present_value(rate, np.abs(flows)))
        assert float(present_value(rate, flows)) == pytest.approx(0, abs=1e-5 * scale)


@given(FLOWS, RATE, st.floats(0.01, 100))
def test_changing_the_currency_scales_the_worth(flows: np.ndarray[tuple[int], np.dtype[np.float64]], rate: float, factor: float) -> None:
    assert float(present_value(rate, flows * factor)) == pytest.approx(float(present_value(rate, flows)) * factor, abs=1e-6 * factor)


@given(RATE, st.floats(0.1, 30))
def test_an_annuity_is_the_sum_of_its_days(rate: float, years: float) -> None:
    days = (np.arange(2000) + 0.5) / 2000 * years
    assert float(annuity(rate, years)) == pytest.approx(float(((1 + rate) ** -days).mean() * years), rel=1e-4)


@given(st.floats(1, 100), st.floats(1, 100), st.floats(0.0, 0.2), st.floats(0.05, 1.0), st.floats(0.1, 3))
def test_waiting_is_worth_at_least_what_acting_at_the_end_for_sure_is(price: float, strike: float, rate: float, volatility: float, years: float) -> None:
    value = float(call_option(np.array([price]), np.array([strike]), np.array([rate]), np.array([volatility]), years)[0])
    assert value >= max(price - strike * np.exp(-rate * years), 0) - 1e-5
    assert value <= price + 1e-5
    wider = float(call_option(np.array([price]), np.array([strike]), np.array([rate]), np.array([volatility + 0.1]), years)[0])
    assert wider >= value - 1e-5
