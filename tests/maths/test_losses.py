"""Losses of rare events: the published answer, and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.maths.draws import generator
from quarterdeck.maths.losses import exceedance, lognormal, quantile_of, yearly_losses
from quarterdeck.maths.simulation import mean_of

RATE, LOW, HIGH = 0.385, 10_000, 1_000_000
MEAN = RATE * float(np.exp(np.log(100_000) + (np.log(100) / 2 / 1.6448536) ** 2 / 2))


def test_a_loss_every_two_to_three_years() -> None:
    """0.385 events a year, nine in ten between 10 000 and 1 000 000: a million simulated years against the formulas."""
    losses = yearly_losses(RATE, lognormal(LOW, HIGH), 1_000_000, generator("loss", 1))
    mean, high, rare = mean_of(losses), quantile_of(losses, 0.95), quantile_of(losses, 0.99)
    assert pytest.approx(102_600, rel=0.002) == MEAN
    assert mean.low < MEAN < mean.high
    assert exceedance(losses, np.array([0.0]))[0] == pytest.approx(1 - np.exp(-RATE), abs=0.002)
    assert high.value == pytest.approx(514_000, rel=0.02)
    assert rare.value == pytest.approx(1_620_000, rel=0.02)
    assert high.low < high.value < high.high


def test_the_printed_error_covers_the_truth_about_as_often_as_it_says() -> None:
    """Of 200 simulations of 10 000 years each, 95 % of the intervals should hold the mean; the tail is heavy, so some fewer do."""
    means = [mean_of(yearly_losses(RATE, lognormal(LOW, HIGH), 10_000, generator("cover", seed))) for seed in range(200)]
    assert 0.88 <= sum(mean.low < MEAN < mean.high for mean in means) / 200 <= 0.99


def test_years_without_an_event_cost_nothing() -> None:
    assert yearly_losses(0.0, lognormal(1, 2), 10, generator("none", 1)).tolist() == [0] * 10


@given(st.floats(0.01, 3), st.floats(0.1, 0.99), st.integers(0, 50))
def test_a_stronger_control_never_raises_the_loss_curve(rate: float, share: float, seed: int) -> None:
    """A control that lets this share of every loss through: the same years, at most the same loss."""
    losses = yearly_losses(rate, lognormal(LOW, HIGH), 500, generator("law", seed))
    amounts = np.geomspace(1000, 10_000_000, 20)
    assert (exceedance(losses * share, amounts) <= exceedance(losses, amounts)).all()
