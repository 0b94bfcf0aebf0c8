"""When so many items will be done, and how many by a day: exact, by convolution of what was done in periods of the past.

``history`` holds how many were done in each period, zeros included. Periods to come are independent draws of it, which is also what a
simulation would do; here every outcome is counted instead, so that there is no error of chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.adaptive import adapted

Counts = NDArray[np.int64]
Chances = NDArray[np.float64]
LONGEST = 2_000
"""Periods after which a forecast gives up and says so."""
_MOST_ITEMS = 20_000
_MANY = 500
_RARE = 1e-12
_NOISE = 1e-9
"""What adding up through frequencies leaves of rounding."""


def distribution(history: Counts) -> Chances:
    """The chance of each count in one period: index is the count."""
    return np.bincount(history) / len(history)


def when_done(history: Counts, items: int, arriving: Counts | None = None, split: Counts | None = None, longest: int = LONGEST) -> Chances:
    """The chance that all are done within so many periods: index is the number of periods.

    ``arriving`` is how many new items came in periods of the past (scope growth), ``split`` into how many each item of the past was cut.
    What never reaches 1 within ``longest`` is the chance of not being done by then.
    """
    left = _pieces(items, split)
    done, new = distribution(history), None if arriving is None else distribution(arriving)
    chances = [float(left[0])]
    while len(chances) <= longest and chances[-1] < 1 - _RARE:
        left = _worked(left, done)
        if new is not None:
            open_, closed = left[1:], left[0]
            left = np.concatenate(([0.0], np.convolve(open_, new)))[: _MOST_ITEMS + 1]
            left[0] += closed
        chances.append(chances[-1] if len(left) > _MOST_ITEMS else float(left[0]))
        if len(done) == 1 or len(left) > _MOST_ITEMS:
            break
    return np.array(chances)


def _worked(left: Chances, done: Chances) -> Chances:
    """What is left after a period: at most what there was, at least nothing."""
    after = np.convolve(left, done[::-1])
    behind = len(done) - 1
    return np.concatenate(([after[: behind + 1].sum()], after[behind + 1 :]))


def _pieces(items: int, split: Counts | None) -> Chances:
    """The chance of each number of pieces that the items are cut into."""
    if split is None:
        whole: Chances = np.eye(1, items + 1, items)[0]
        return whole
    one = distribution(split)
    size = items * (len(one) - 1) + 1
    found = np.fft.irfft(np.fft.rfft(one, size) ** items, size) if size > 1 else np.ones(1)
    return np.maximum(found, 0)


def how_many(history: Counts, periods: int) -> Chances:
    """The chance of each number of items done in so many periods: index is the number."""
    one = distribution(history)
    if len(one) > _MANY:  # thousands in a period: through frequencies, for term by term it would take minutes
        size = (len(one) - 1) * periods + 1
        quick = 1 << size.bit_length()
        return np.maximum(np.fft.irfft(np.fft.rfft(one, quick) ** periods, quick)[:size], 0)
    found = np.ones(1)
    for _ in range(periods):
        found = np.convolve(found, one)
    return found


def sure(chances: Chances, certainty: float) -> int | None:
    """The least number of periods within which it is done with this certainty; ``None`` when the forecast gave up before."""
    reached = np.flatnonzero(chances >= certainty - _RARE)
    return int(reached[0]) if len(reached) else None


def at_least(chances: Chances, certainty: float) -> int:
    """The greatest number of items that are done with this certainty."""
    more = np.cumsum(chances[::-1])[::-1]
    return int(np.flatnonzero(more >= certainty - _RARE)[-1])


@dataclass(frozen=True, slots=True)
class Backtest:
    """How often forecasts of the past were met: ``hits`` of ``asked``.

    ``even`` is how many of those forecasts looked at days that no other one looked at: the number of independent answers.
    """

    asked: int
    hits: int
    even: int

    @property
    def rate(self) -> float | None:
        """The hit rate; ``None`` without a forecast."""
        return self.hits / self.asked if self.asked else None


def backtested(history: Counts, learned: int, ahead: int, certainty: float) -> Backtest:
    """Ask the past: how often was a forecast met.

    At each period, from the ``learned`` periods before it, it is said how many will at least be done in the next ``ahead`` with this
    certainty; then it is looked whether they were.
    """
    asked = hits = 0
    for past, then in _windows(history, learned, ahead):
        asked += 1
        hits += int(then.sum() >= at_least(how_many(past, ahead), certainty))
    return Backtest(asked, hits, max(0, (len(history) - learned) // ahead))


def _windows(history: Counts, learned: int, ahead: int) -> Iterator[tuple[Counts, Counts]]:
    for now in range(learned, len(history) - ahead + 1):
        yield history[now - learned : now], history[now : now + ahead]


def level_by(history: Counts, learned: int, ahead: int, every: int, certainty: float) -> float:
    """With which certainty the pace is asked how many are done in the next ``ahead`` periods, after such promises of the past (`maths.adaptive`)."""
    level, due = np.array([certainty]), list[tuple[int, bool, bool]]()
    for now in (*range(learned, len(history) - ahead + 1, every), len(history)):
        for _, kept, empty in (one for one in due if one[0] <= now):
            level = adapted(level, certainty, kept, empty)
        due = [one for one in due if one[0] > now]
        if now < len(history):
            least = at_least(how_many(history[now - learned : now], ahead), float(level[0]))
            due.append((now + ahead, bool(history[now : now + ahead].sum() >= least), least == 0))
    return float(level[0])


@dataclass(frozen=True, slots=True)
class EndTried:
    """How often it would have been said rightly when so many items are done: ``tried`` times, ``held`` as corrected, ``paced`` by the pace alone.

    ``level`` is the certainty with which the pace has to be asked next.
    """

    level: float
    tried: int = 0
    held: float = 0.0
    paced: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """When so many items are done: what was done and came in (``arriving``) in the same periods of the past, and what items were cut into (``split``)."""

    done: Counts
    items: int
    arriving: Counts | None = None
    split: Counts | None = None

    def chances(self, past: slice, longest: int = LONGEST) -> Chances:
        """The chance of each number of periods, learned from these."""
        return when_done(self.done[past], self.items, None if self.arriving is None else self.arriving[past], self.split, longest)

    def possible(self, now: int, within: int) -> int:
        """How many pieces could have been done from ``now`` on within so many periods, with what was done and came in then."""
        came = np.zeros(within, dtype=np.int64) if self.arriving is None else self.arriving[now : now + within]
        return int((np.cumsum(self.done[now : now + within]) - (np.cumsum(came) - came)).max(initial=0))


def backtested_end(asked: Question, learned: int, every: int, certainty: float) -> EndTried:
    """Ask the past when so many items would have been done: how many forecasts held, and with which level the next has to be asked (`maths.adaptive`).

    At each ``every`` periods it is said from the ``learned`` before within how many all are done; then it is looked whether what was done and what came in
    let it be so. One that is due after the history's end is none. How many pieces the items would have been is not known: a forecast holds with the
    chance that they were no more than were possible. A level moves when an end is known, not before.
    """
    pieces = np.cumsum(_pieces(asked.items, asked.split))
    level, told, due = np.array([certainty]), EndTried(certainty), list[tuple[int, float]]()
    for now in range(learned, len(asked.done) - every + 1, every):
        for _, share in sorted(one for one in due if one[0] <= now):
            level = adapted(level, certainty, share, empty=False)
        due = [one for one in due if one[0] > now]
        chances = asked.chances(slice(now - learned, now), len(asked.done) - now)
        paced, within = sure(chances, certainty), sure(chances, float(level[0]))
        if paced is None or within is None:
            continue
        held = [float(pieces[min(asked.possible(now, periods), len(pieces) - 1)]) for periods in (within, paced)]
        due.append((now + within, held[0]))
        told = EndTried(0.0, told.tried + 1, told.held + held[0], told.paced + held[1])
    for _, share in sorted(due):
        level = adapted(level, certainty, share, empty=False)
    return replace(told, level=float(level[0]))


def promised(past: Counts, ahead: int, certainties: Sequence[float] | Chances) -> Counts:
    """How many are at least done in the next ``ahead`` periods: a row for each row of ``past`` (periods to learn from), a column for each certainty.

    The same convolution as `how_many`, for many pasts at once: powers in the frequency domain. ``certainties`` may differ by row.
    """
    most = int(past.max(initial=0))
    size = most * ahead + 1
    places = np.arange(len(past))[:, None] * (most + 1) + past
    chances = np.bincount(places.ravel(), minlength=len(past) * (most + 1)).reshape(len(past), most + 1) / past.shape[1]
    quick = 1 << size.bit_length()  # a power of two: other lengths take several times as long
    many = np.fft.irfft(np.fft.rfft(chances, quick, axis=1) ** ahead, quick, axis=1)[:, :size]
    more = np.cumsum(many[:, ::-1], axis=1)[:, ::-1]
    asked = np.asarray(certainties, dtype=np.float64)
    asked = np.broadcast_to(asked, (len(past), asked.shape[-1]))
    return np.stack([size - 1 - np.argmax(more[:, ::-1] >= certainty[:, None] - _NOISE, axis=1) for certainty in asked.T], axis=1)


def all_done(left: Chances, done: Chances, new: Chances, certainties: Sequence[float], longest: int) -> Counts:
    """After how many periods nothing is left: a row for each row of ``left`` (the chance of each number of items left), a column for each certainty.

    ``done`` and ``new`` are the chances of how many are done, and come in, in a period. The same steps as `when_done`, for many forecasts at once; -1 where
    it is not reached within ``longest``. More items than ``left`` has columns for count as never done.
    """
    found = np.full((len(left), len(certainties)), -1, dtype=np.int64)
    going = np.arange(len(left))
    closed, open_ = left[:, 0].copy(), left.copy()
    open_[:, 0] = 0
    for period in range(longest + 1):
        for column, certainty in enumerate(certainties):
            reached = (found[going, column] < 0) & (closed >= certainty - _NOISE)
            found[going[reached], column] = period
        more = (found[going] < 0).any(axis=1)
        if not more.any():
            break
        going, closed, open_, done, new = going[more], closed[more], open_[more], done[more], new[more]
        worked = sum((_less(open_, count) * done[:, count, None] for count in range(1, done.shape[1])), open_ * done[:, :1])
        closed += worked[:, 0]
        worked[:, 0] = 0
        open_ = sum((_more(worked, count) * new[:, count, None] for count in range(1, new.shape[1])), worked * new[:, :1])
    return found


def _less(left: Chances, count: int) -> Chances:
    """So many items fewer, at least none."""
    fewer = np.zeros_like(left)
    fewer[:, : max(0, left.shape[1] - count)] = left[:, count:]
    fewer[:, 0] += left[:, :count].sum(axis=1)
    return fewer


def _more(left: Chances, count: int) -> Chances:
    """So many items more; what has no room goes."""
    grown = np.zeros_like(left)
    grown[:, count:] = left[:, : max(0, left.shape[1] - count)]
    return grown
