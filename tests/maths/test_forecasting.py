"""Forecasts from throughput: the published answers, a simulation as second opinion, and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.maths.adaptive import adapted
from quarterdeck.maths.forecasting import EndTried, Question, all_done, at_least, backtested, backtested_end, how_many, level_by, promised, sure, when_done


def done(*counts: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A history."""
    return np.array(counts)


@pytest.mark.parametrize(
    ("history", "certainty", "periods"),
    [((1,), 0.95, 20), ((2,), 0.95, 10), ((1, 2), 0.95, 16), ((1, 2, 3), 0.5, 10), ((1, 2, 3), 0.95, 13)],
)
def test_twenty_items(history: tuple[int, ...], certainty: float, periods: int) -> None:
    """The answers that open throughput forecasters test themselves by."""
    assert sure(when_done(done(*history), 20), certainty) == periods


def test_twenty_items_at_one_or_two_a_day_exactly() -> None:
    chances = when_done(done(1, 2), 20)
    assert [round(float(chances[days]), 4) for days in (13, 15, 16)] == [0.5, 0.9408, 0.9894]


def test_many_forecasts_at_once_say_what_each_says() -> None:
    """Items that grow, that stand still, and that are nearly done; six columns are too few for the second, which is therefore never done."""
    pasts, arrivals, items = [done(0, 1, 1, 3), done(1, 0), done(2, 2, 1)], [done(0, 0, 1), done(1, 1), done(0, 0)], [9, 4, 1]
    left = np.zeros((3, 60))
    left[range(3), items] = 1
    chances = [[np.bincount(past, minlength=4) / len(past) for past in pasts] for pasts in (pasts, arrivals)]
    asked = [when_done(past, count, new, longest=104) for past, new, count in zip(pasts, arrivals, items, strict=True)]
    expected = [[-1 if (found := sure(one, certainty)) is None else found for certainty in (0.5, 0.85)] for one in asked]
    assert all_done(left, np.stack(chances[0]), np.stack(chances[1]), (0.5, 0.85), 104).tolist() == expected == [[9, 14], [-1, -1], [1, 1]]


def test_a_simulation_says_the_same() -> None:
    """100 000 futures, drawn: with new items coming in and items that are cut in two, the exact answer lies within the error of the simulation."""
    chance = np.random.default_rng(1)
    past, new, cut = done(0, 1, 1, 3, 2), done(0, 0, 1), done(1, 1, 1, 2)
    left = chance.choice(cut, (100_000, 12)).sum(axis=1)
    finished = np.full(100_000, -1)
    for period in range(1, 41):
        left = left - chance.choice(past, 100_000)
        finished[(left <= 0) & (finished < 0)] = period
        left = np.where(finished > 0, 0, left + chance.choice(new, 100_000))
    exact = when_done(past, 12, new, cut)
    for periods in (8, 12, 16, 24):
        assert exact[periods] == pytest.approx(((finished > 0) & (finished <= periods)).mean(), abs=0.006)


def test_how_many_by_then() -> None:
    """Ten days at one or two a day: at least 10 for sure, 15 or more with 62 %, 20 once in 1024."""
    chances = how_many(done(1, 2), 10)
    assert (at_least(chances, 1.0), at_least(chances, 0.6), at_least(chances, 1 / 1024)) == (10, 15, 20)


def test_thousands_in_a_week_are_counted_as_hundreds_are() -> None:
    """Through frequencies as term by term: a hundred times as much in each week is a hundred times as much by then."""
    few, many = done(3, 5, 2, 4), done(3000, 5000, 2000, 4000)
    for certainty in (0.5, 0.85, 0.95):
        assert at_least(how_many(many, 12), certainty) == 1000 * at_least(how_many(few, 12), certainty)


def test_a_team_that_finishes_nothing_never_does() -> None:
    assert sure(when_done(done(0, 0), 1), 0.5) is None
    assert at_least(how_many(done(0, 0), 5), 0.85) == 0


def test_work_that_comes_faster_than_it_goes_is_never_sure_to_be_done() -> None:
    chances = when_done(done(1, 1, 0), 30, done(2, 1, 1), longest=300)
    assert sure(chances, 0.85) is None
    assert chances[-1] < 0.2


@pytest.mark.parametrize("certainty", [0.5, 0.85, 0.95])
def test_a_forecast_of_a_steady_team_is_met_as_often_as_it_says(certainty: float) -> None:
    """2 000 weeks of one team: the forecast of the next four weeks from the twelve before is met at least about as often as promised."""
    history = np.random.default_rng(7).poisson(6, 2_000)
    found = backtested(history, 12, 4, certainty)
    assert found.rate == pytest.approx(certainty, abs=0.08)
    assert (found.asked, found.even) == (1985, 497)


def test_without_a_past_there_is_no_hit_rate() -> None:
    assert backtested(done(1, 2), 12, 4, 0.85).rate is None


def test_the_question_with_growth_is_tried_on_the_past() -> None:
    """Six items at three a period, one new each: three periods, four times of four. Twice as much comes in from the middle on: missed until it is learned.

    Each promise of 85 % that is kept brings the level down by a twentieth of 0.15, each that is not up by one of 0.85.
    """
    steady, calm, grown = done(*[3] * 24), done(*[1] * 24), done(*[1] * 12, *[2] * 12)
    assert sure(when_done(steady, 6, calm), 0.85) == 3
    found = [backtested_end(Question(steady, 6, new), 12, 3, 0.85) for new in (calm, grown)]
    assert [(one.tried, one.held, one.paced) for one in found] == [(4, 4, 4), (3, 1, 1)], "the fourth would be due after the end"
    assert [one.level for one in found] == pytest.approx([0.82, 0.9275])
    assert backtested_end(Question(done(*[0] * 24), 6, calm), 12, 3, 0.85) == EndTried(0.85), "never done: nothing was promised"


def test_what_is_promised_by_then_learns_from_a_pace_that_fell() -> None:
    """Six a period for 20 periods, then two: of seven promises two fail, the third of the low ones is careful enough; a promise of six each never fails."""
    fell = done(*[6] * 20, *[2] * 20)
    assert level_by(done(*[6] * 40), 12, 4, 4, 0.85) == pytest.approx(0.85 - 7 * 0.0075)
    assert level_by(fell, 12, 4, 4, 0.85) == pytest.approx(0.85 - 5 * 0.0075 + 2 * 0.0425)
    assert level_by(done(1, 2), 12, 4, 4, 0.85) == 0.85, "nothing was tried"


def test_a_level_rises_by_what_was_missed_and_never_falls_for_a_promise_of_nothing() -> None:
    """Gibbs and Candès' step; a promise of nothing, which is always kept, brings a level back to what was said and no further."""
    levels = np.array([0.85, 0.85, 0.9, 0.85, 0.99])
    kept, empty = np.array([True, False, True, True, False]), np.array([False, False, True, True, False])
    assert adapted(levels, 0.85, kept, empty).tolist() == pytest.approx([0.8425, 0.8925, 0.8925, 0.85, 0.999])


HISTORY = st.lists(st.integers(0, 6), min_size=1, max_size=20).filter(any).map(np.array)


@settings(max_examples=30)
@given(HISTORY, st.integers(1, 25))
def test_more_items_never_take_less_time_and_more_time_never_does_less(history: np.ndarray[tuple[int], np.dtype[np.int64]], items: int) -> None:
    one, more = when_done(history, items, longest=60), when_done(history, items + 1, longest=60)
    both = min(len(one), len(more))
    assert (one[:both] >= more[:both] - 1e-12).all()
    assert (np.diff(one) >= -1e-12).all()
    assert how_many(history, 5).sum() == pytest.approx(1)


@settings(max_examples=30)
@given(HISTORY, st.integers(1, 25), st.integers(1, 12))
def test_both_questions_have_one_answer(history: np.ndarray[tuple[int], np.dtype[np.int64]], items: int, periods: int) -> None:
    """So many items are done within so many periods exactly when at least so many are done in them."""
    within = when_done(history, items, longest=periods)
    assert float(within[min(periods, len(within) - 1)]) == pytest.approx(float(how_many(history, periods)[items:].sum()), abs=1e-9)


@given(HISTORY, st.integers(1, 10), st.randoms())
def test_the_order_of_the_past_never_matters(history: np.ndarray[tuple[int], np.dtype[np.int64]], items: int, chance: object) -> None:
    shuffled = np.array(sorted(history.tolist(), key=lambda count: hash((count, str(chance)))))
    assert when_done(shuffled, items, longest=30) == pytest.approx(when_done(history, items, longest=30))


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=5).map(np.array), st.integers(1, 5))
def test_promises_of_many_pasts_at_once_are_those_of_each(pasts: np.ndarray[tuple[int, int], np.dtype[np.int64]], ahead: int) -> None:
    certainties = (0.5, 0.85, 0.999)
    each = [[at_least(how_many(past, ahead), certainty) for certainty in certainties] for past in pasts]
    assert promised(pasts, ahead, certainties).tolist() == each
