"""What other implementations say of the same choices and flows: for development alone (`pip install --group oracles`), else skipped.

The package `psplib` of that group is where `j301_1.txt` comes from, which `test_scheduling.py` solves: its source archive holds the instance.
"""

from __future__ import annotations

import numpy as np
import pytest

from quarterdeck.maths.cashflow import internal_rates, present_value
from quarterdeck.maths.choice import Scale, priorities, promethee, scaled, topsis
from tests.maths.test_choice import CITIES, DRINKS, DRUNK_IN_THE_USA, PURPOSES, WHAT_MATTERS, comparisons

CHANCE = np.random.default_rng(7)
SIZES = ((3, 2), (5, 4), (8, 6))
CASES = [(CHANCE.uniform(1, 9, size), CHANCE.uniform(0.1, 1, size[1]), CHANCE.random(size[1]) < 0.6) for size in SIZES]


@pytest.mark.filterwarnings("ignore:Alternatives")
@pytest.mark.parametrize(("scores", "weights", "gains"), CASES)
def test_pymcdm_agrees(scores: np.ndarray, weights: np.ndarray, gains: np.ndarray) -> None:
    """TOPSIS with both normalisations, PROMETHEE II with the usual criterion, on made-up choices."""
    methods, normalizations = pytest.importorskip("pymcdm.methods"), pytest.importorskip("pymcdm.normalizations")
    weights = weights / weights.sum()
    types = np.where(gains, 1, -1)
    assert topsis(scores, weights, gains, Scale.VECTOR) == pytest.approx(methods.TOPSIS(normalizations.vector_normalization)(scores, weights, types))
    assert topsis(scores, weights, gains, Scale.MIN_MAX) == pytest.approx(methods.TOPSIS(normalizations.minmax_normalization)(scores, weights, types))
    assert promethee(scores, weights, gains) == pytest.approx(methods.PROMETHEE_II("usual")(scores, weights, types))
    told = np.stack([normalizations.minmax_normalization(scores[:, place], not gain) for place, gain in enumerate(gains)], axis=1)
    assert scaled(scores, gains, Scale.MIN_MAX) == pytest.approx(told)


def test_ahpy_agrees() -> None:
    """Weights and consistency ratio of Saaty's drinks, and of each purpose of his choice of a city."""
    ahpy = pytest.importorskip("ahpy")
    for names, told in ((DRINKS, DRUNK_IN_THE_USA), (" ".join(PURPOSES), WHAT_MATTERS), *((CITIES, told) for told in PURPOSES.values())):
        order, matrix = names.split(), comparisons(names, told)
        pairs = {(one, other): float(matrix[a, b]) for a, one in enumerate(order) for b, other in enumerate(order) if a < b}
        theirs, ours = ahpy.Compare("x", pairs, precision=6, random_index="saaty"), priorities(matrix)
        assert dict(zip(order, ours.weights.tolist(), strict=True)) == pytest.approx(dict(theirs.local_weights), abs=2e-5)
        assert ours.ratio == pytest.approx(theirs.consistency_ratio, abs=5e-3)


def test_numpy_financial_agrees() -> None:
    """Present values, and the rate of flows that have one."""
    financial = pytest.importorskip("numpy_financial")
    for _ in range(50):
        flows = np.concatenate((-CHANCE.uniform(50, 150, 1), CHANCE.uniform(5, 60, 6)))
        rate = float(CHANCE.uniform(0.0, 0.3))
        assert float(present_value(rate, flows)) == pytest.approx(float(financial.npv(rate, flows)))
        assert internal_rates(flows) == pytest.approx([float(financial.irr(flows))], abs=1e-6)
