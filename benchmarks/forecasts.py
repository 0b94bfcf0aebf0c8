"""How often forecasts from throughput are kept, tried on public histories.

    python benchmarks/forecasts.py REPOSITORY...

For each git repository: the changes that reached its main line each week (first parents), over the last five years of the clone. At every fourth week it
is promised, from 12, 26 and 52 weeks before, how many will come in the next four with certainties of 50, 85 and 95 of 100; then it is looked whether they came.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.forecasting import promised

WEEK, WEEKS, AHEAD = 7 * 86_400, 260, 4
CERTAINTIES = (0.5, 0.85, 0.95)
MONDAY = 4 * 86_400
"""Seconds from the first of January 1970, a Thursday, to a Monday."""


def main() -> None:
    """Print a line of a Markdown table for each repository."""
    sys.stdout.write(
        "| repository | changes a week | from 12 weeks: 50, 85, 95 % | from 26 | from 52 | 85 % from up to 52, last two years |\n|---|---|---|---|---|---|\n"
    )
    for name in sys.argv[1:]:
        weeks = by_week(Path(name))
        cells = [f"{weeks[-WEEKS:].mean():.1f}"]
        for learned in (12, 26, 52):
            asked, kept = tried(weeks, learned, WEEKS)
            cells.append(", ".join(f"{share:.0%}" for share in kept / asked))
        asked, kept = tried(weeks, 52, 104)
        sys.stdout.write(f"| {name} | {' | '.join(cells)} | {kept[1]} of {asked} |\n")


def by_week(repository: Path) -> NDArray[np.int64]:
    """How many changes reached the main line in each whole week before the last one of the clone, oldest first."""
    command = ["git", "-c", "safe.directory=*", "-C", str(repository), "log", "--first-parent", "--format=%ct", "HEAD"]
    moments = np.array([int(word) for word in subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()])
    end = moments.max() - (moments.max() - MONDAY) % WEEK
    ago = (end - 1 - moments) // WEEK
    return np.bincount(ago[(ago >= 0) & (ago < WEEKS + 52)], minlength=WEEKS + 52)[::-1]


def tried(weeks: NDArray[np.int64], learned: int, span: int) -> tuple[int, NDArray[np.int64]]:
    """How many forecasts were tried over the last ``span`` weeks, each over weeks of its own, and how many of each certainty were kept."""
    starts = range(len(weeks) - AHEAD, len(weeks) - span - 1, -AHEAD)
    least = promised(np.stack([weeks[now - learned : now] for now in starts]), AHEAD, CERTAINTIES)
    came = np.array([weeks[now : now + AHEAD].sum() for now in starts])
    return len(starts), (came[:, None] >= least).sum(axis=0)


if __name__ == "__main__":
    main()
