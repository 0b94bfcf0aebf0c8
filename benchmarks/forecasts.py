"""How often forecasts from throughput are kept, tried on public histories.

    python benchmarks/forecasts.py REPOSITORY...

For each git repository: the changes that reached the main line each week (first parents), over the last five years of the clone. At every fourth week it
is promised, from up to 52 weeks before, how many will come in the next four with certainties of 50, 85 and 95 of 100, and in the next twelve with 85; once
by the pace alone, once with the level that earlier promises asked for (they are made for two years before those that count, where the clone goes so far
back). Then it is looked whether they came. A promise of nothing, which is always kept, counts in no share but the last.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.adaptive import adapted
from quarterdeck.maths.forecasting import promised

WEEK, WEEKS, LEARNED, FEWEST, EVERY, BEFORE = 7 * 86_400, 260, 52, 26, 4, 26
ASKED = ((4, 0.5), (4, 0.85), (4, 0.95), (12, 0.85))
"""Weeks ahead, and how sure."""
MONDAY = 4 * 86_400
"""Seconds from the first of January 1970, a Thursday, to a Monday."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Promises of one repository: those of more than nothing and how many of them held; all, and how many of these held."""

    some: int
    held: int
    every: int
    held_all: int

    def __add__(self, other: Tried) -> Tried:
        """Of both together."""
        return Tried(self.some + other.some, self.held + other.held, self.every + other.every, self.held_all + other.held_all)

    def __str__(self) -> str:
        """The share that held."""
        return f"{self.held / self.some:.0%} of {self.some}" if self.some else "none"


def main() -> None:
    """Print a line of a Markdown table for each repository: of each question how many promises held by the pace alone, and as corrected."""
    asked = " | ".join(f"{certainty:.0%} of {ahead} weeks: pace alone | corrected" for ahead, certainty in ASKED)
    sys.stdout.write(f"| repository | changes a week | {asked} |\n|{'---|' * (2 + 2 * len(ASKED))}\n")
    sums: list[Tried] = []
    for name in sys.argv[1:]:
        weeks = by_week(Path(name))
        found = [one for ahead, certainty in ASKED for one in tried(weeks, ahead, certainty)]
        sums = [total + one for total, one in zip(sums, found, strict=True)] if sums else found
        sys.stdout.write(f"| {name} | {weeks[-WEEKS:].mean():.1f} | {' | '.join(map(str, found))} |\n")
    sys.stdout.write(f"| together | | {' | '.join(map(str, sums))} |\n")
    every = " | ".join(f"{one.held_all / one.every:.1%} of {one.every}" for one in sums if one.every)
    sys.stdout.write(f"| with promises of nothing | | {every} |\n")


def by_week(repository: Path) -> NDArray[np.int64]:
    """How many changes reached the main line in each whole week before the last one of the clone, oldest first, from its first whole week on."""
    command = ["git", "-c", "safe.directory=*", "-C", str(repository), "log", "--first-parent", "--format=%ct", "HEAD"]
    moments = np.array([int(word) for word in subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()])
    end = moments.max() - (moments.max() - MONDAY) % WEEK
    ago = (end - 1 - moments) // WEEK
    return np.bincount(ago[ago >= 0])[::-1][1:]


def tried(weeks: NDArray[np.int64], ahead: int, certainty: float) -> tuple[Tried, Tried]:
    """How many promises held by the pace alone, and as corrected by those whose end was known when each was made."""
    last = len(weeks) - ahead
    nows = [now for now in range(last - EVERY * ((last - FEWEST) // EVERY), last + 1, EVERY) if now >= FEWEST and now > last - WEEKS - EVERY * BEFORE]
    level, due, found = np.array([certainty]), list[tuple[int, bool, bool]](), (Tried(0, 0, 0, 0), Tried(0, 0, 0, 0))
    for now in nows:
        for _, kept, empty in (one for one in due if one[0] <= now):
            level = adapted(level, certainty, kept, empty)
        due = [one for one in due if one[0] > now]
        both = promised(weeks[None, max(0, now - LEARNED) : now], ahead, np.array([certainty, level[0]]))[0]
        came = weeks[now : now + ahead].sum()
        due.append((now + ahead, bool(came >= both[1]), bool(both[1] == 0)))
        if now > last - WEEKS:
            held = [bool(came >= least) for least in both]
            new = [Tried(int(least > 0), int(kept and least > 0), 1, int(kept)) for kept, least in zip(held, both, strict=True)]
            found = (found[0] + new[0], found[1] + new[1])
    return found


if __name__ == "__main__":
    main()
