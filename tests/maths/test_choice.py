"""What the methods' authors published, then what must hold for any choice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quarterdeck.maths.choice import (
    Rating,
    Reversal,
    Scale,
    dominated,
    priorities,
    promethee,
    reversals,
    scaled,
    shared_sum,
    smallest_flip,
    topsis,
    weighted_sum,
)  # fmt: skip

Numbers = NDArray[np.float64]
METHODS: tuple[Rating, ...] = (weighted_sum, shared_sum, topsis, promethee)


def comparisons(names: str, told: str) -> Numbers:
    """A reciprocal matrix from lines such as ``tea wine 3``: tea matters three times as much as wine."""
    order = names.split()
    matrix = np.ones((len(order), len(order)))
    for line in told.strip().splitlines():
        left, right, times = line.split()
        matrix[order.index(left), order.index(right)] = float(times)
        matrix[order.index(right), order.index(left)] = 1 / float(times)
    return matrix


DRINKS = "coffee wine tea beer soda milk water"
DRUNK_IN_THE_USA = """
coffee wine 9
coffee tea 5
coffee beer 2
coffee soda 1
coffee milk 1
water coffee 2
water wine 9
water tea 9
water beer 3
water soda 2
water milk 3
tea wine 3
beer wine 9
beer tea 3
beer milk 1
soda wine 9
soda tea 4
soda beer 2
soda milk 2
milk wine 9
milk tea 3
"""


def test_saatys_drinks() -> None:
    """Saaty, Decision making with the analytic hierarchy process, 2008."""
    found = priorities(comparisons(DRINKS, DRUNK_IN_THE_USA))
    told = dict(zip(DRINKS.split(), found.weights.round(3).tolist(), strict=True))
    assert told == {"water": 0.327, "soda": 0.190, "coffee": 0.177, "milk": 0.129, "beer": 0.116, "tea": 0.042, "wine": 0.019}
    assert round(found.ratio, 3) == 0.022


CITIES = "Bethesda Boston Pittsburgh SantaFe"
PURPOSES = {
    "culture": "Boston Bethesda 2\nBoston Pittsburgh 2.5\nSantaFe Bethesda 2\nSantaFe Pittsburgh 2.5",
    "family": "Bethesda Boston 2\nBethesda SantaFe 4\nBoston SantaFe 2\nPittsburgh Bethesda 3\nPittsburgh Boston 8\nPittsburgh SantaFe 9",
    "housing": "Bethesda Boston 5\nBethesda SantaFe 2.5\nPittsburgh Bethesda 2\nPittsburgh Boston 9\nPittsburgh SantaFe 7\nSantaFe Boston 4",
    "jobs": "Bethesda Pittsburgh 3\nBethesda SantaFe 4\nBoston Bethesda 2\nBoston Pittsburgh 6\nBoston SantaFe 8",
    "transport": "Bethesda Boston 1.5\nBethesda SantaFe 4\nBoston SantaFe 2.5\nPittsburgh Bethesda 2\nPittsburgh Boston 3.5\nPittsburgh SantaFe 9",
}
WHAT_MATTERS = """
culture housing 3
culture transport 5
family culture 5
family housing 7
family transport 7
housing transport 3
jobs culture 2
jobs housing 4
jobs transport 7
"""


def test_saatys_choice_of_a_city() -> None:
    """Saaty, Theory and Applications of the Analytic Network Process, 2005: a hierarchy is weights times weights."""
    weights = priorities(comparisons(" ".join(PURPOSES), WHAT_MATTERS)).weights
    by_city = np.stack([priorities(comparisons(CITIES, told)).weights for told in PURPOSES.values()], axis=1) @ weights
    told = dict(zip(CITIES.split(), by_city.round(3).tolist(), strict=True))
    assert told == {"Pittsburgh": 0.385, "Boston": 0.275, "Bethesda": 0.229, "SantaFe": 0.111}


@pytest.mark.parametrize(
    ("scale", "published"),
    [(Scale.MIN_MAX, [0.500, 0.617, 0.500]), (Scale.VECTOR, [0.762, 0.722, 0.238])],
)
def test_topsis_names_its_scale_because_the_winner_hangs_on_it(scale: Scale, published: list[float]) -> None:
    """Opricovic & Tzeng 2004: three machines by risk (less is better) and altitude reached."""
    machines, gains = np.array([[1, 3000], [2, 3750], [5, 4500.0]]), np.array([False, True])
    assert topsis(machines, np.array([0.5, 0.5]), gains, scale) == pytest.approx(published, abs=6e-4)


def test_promethee() -> None:
    """Zhao, Peng & Li 2013."""
    scores = np.array([[4, 3, 2], [3, 2, 4], [5, 1, 3.0]])
    assert promethee(scores, np.array([0.5, 0.3, 0.2]), np.ones(3, dtype=bool)) == pytest.approx([0.1, -0.3, 0.2])


def test_a_copy_of_the_winner_makes_another_one_win() -> None:
    """Belton & Gear 1983, A B C and then D, which is B again: the first share-out makes B win, the second A."""
    scores, weights, gains = np.array([[1, 9, 8], [9, 1, 9], [1, 1, 1.0]]), np.full(3, 1 / 3), np.ones(3, dtype=bool)
    assert shared_sum(scores, weights, gains).round(3).tolist() == [0.451, 0.470, 0.079]
    assert shared_sum(scores[[0, 1, 2, 1]], weights, gains).round(3).tolist() == [0.365, 0.289, 0.057, 0.289]
    assert Reversal(option=1, copied=True, winner=0) in reversals(shared_sum, scores, weights, gains)
    assert not [found for found in reversals(weighted_sum, scores, weights, gains) if found.copied]


def test_how_little_it_takes_to_change_the_winner() -> None:
    """Price 0.6 and service 0.4: the cheap one leads .6 to .4, so moving a tenth of all weight to service draws them level."""
    flip = smallest_flip(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.6, 0.4]))
    assert flip is not None
    assert (flip.rival, round(flip.moved, 9), flip.weights.round(9).tolist()) == (1, 0.1, [0.5, 0.5])


def test_no_weights_make_a_dominated_option_win() -> None:
    scores, gains = np.array([[5, 5], [4, 4.0]]), np.array([True, True])
    assert dominated(scores, gains) == ((1, 0),)
    assert smallest_flip(scaled(scores, gains, Scale.MIN_MAX), np.array([0.5, 0.5])) is None


# --- laws -------------------------------------------------------------------------------------------------------------------------

SIZES = st.tuples(st.integers(2, 5), st.integers(1, 4))


@st.composite
def choices(draw: st.DrawFn) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Options, criteria, weights."""
    options, criteria = draw(SIZES)
    scores = np.array(draw(st.lists(st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria), min_size=options, max_size=options)), dtype=float)
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria)), dtype=float)
    gains = np.array(draw(st.lists(st.booleans(), min_size=criteria, max_size=criteria)))
    return scores, weights / weights.sum(), gains


@pytest.mark.parametrize("method", METHODS)
@given(choice=choices())
def test_the_order_of_options_never_matters(method: Rating, choice: tuple[Numbers, Numbers, NDArray[np.bool_]]) -> None:
    scores, weights, gains = choice
    assert method(scores[::-1], weights, gains)[::-1] == pytest.approx(method(scores, weights, gains))


@pytest.mark.parametrize("method", METHODS)
@given(choice=choices(), factor=st.floats(0.01, 1000))
def test_changing_units_changes_no_rating(method: Rating, choice: tuple[Numbers, Numbers, NDArray[np.bool_]], factor: float) -> None:
    scores, weights, gains = choice
    changed = scores.copy()
    changed[:, 0] *= factor
    assert method(changed, weights, gains) == pytest.approx(method(scores, weights, gains))


@pytest.mark.parametrize("method", METHODS)
@given(choice=choices())
def test_a_dominated_option_never_rates_above_what_dominates_it(method: Rating, choice: tuple[Numbers, Numbers, NDArray[np.bool_]]) -> None:
    scores, weights, gains = choice
    rated = method(scores, weights, gains)
    assert all(rated[worse] <= rated[better] + 1e-9 for worse, better in dominated(scores, gains))


@given(choices())
def test_a_flip_draws_level_and_half_of_it_does_not(choice: tuple[Numbers, Numbers, NDArray[np.bool_]]) -> None:
    scores, weights, gains = choice
    values = scaled(scores, gains, Scale.MIN_MAX)
    winner, flip = int(np.argmax(values @ weights)), smallest_flip(values, weights)
    if flip is None:
        return
    after = values @ flip.weights
    assert after[flip.rival] == pytest.approx(after[winner])
    assert flip.weights.sum() == pytest.approx(1)
    assert (flip.weights >= -1e-12).all()
    half = values @ ((weights + flip.weights) / 2)
    if flip.moved > 1e-6:
        assert half[winner] >= half.max() - 1e-9


@given(choices(), st.integers(0, 2**32 - 1))
def test_no_smaller_move_of_weight_flips_the_winner(choice: tuple[Numbers, Numbers, NDArray[np.bool_]], seed: int) -> None:
    scores, weights, gains = choice
    values = scaled(scores, gains, Scale.MIN_MAX)
    winner, flip = int(np.argmax(values @ weights)), smallest_flip(values, weights)
    others = np.random.default_rng(seed).dirichlet(np.ones(len(weights)), 500)
    beaten = (others @ values.T).max(axis=1) > others @ values[winner] + 1e-9
    moved = np.abs(others - weights).sum(axis=1) / 2
    if flip is None:
        assert not beaten.any()
    elif beaten.any():
        assert moved[beaten].min() >= flip.moved - 1e-9


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6))
def test_comparisons_without_contradiction_give_back_the_weights(told: list[float]) -> None:
    weights = np.array(told) / sum(told)
    found = priorities(weights[:, None] / weights[None, :])
    assert found.weights == pytest.approx(weights)
    assert found.ratio == pytest.approx(0, abs=1e-9)
