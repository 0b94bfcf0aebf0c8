"""How often forecasts from throughput are kept, tried on public histories.

    python benchmarks/forecasts.py REPOSITORY...

For each git repository: the changes that reached its main line each week (first parents), over the last five years of the clone. At every fourth week it
is promised, from 12, 26 and 52 weeks before, how many will come in the next four with certainties of 50, 85 and 95 of 100; then it is looked whether they came.

Then releases are taken as epics, for they are what a clone shows of them: a change is begun when its first commit was written, done when it reached the main
line, and belongs to the first release after it. At every fourth week it is promised, as `quarterdeck` promises it for an epic of work items and with what
had come in each week, when everything begun for the release will be in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from quarterdeck.derived import epic_forecasts
from quarterdeck.derived.containment import is_release
from quarterdeck.derived.item_flows import ItemFlow, ItemSpan
from quarterdeck.evidence.work import WorkItem
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import declared
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
    sys.stdout.write("\n| repository | releases tried | came in a week | 50 % kept | 85 % kept |\n|---|---|---|---|---|\n")
    for name in sys.argv[1:]:
        sys.stdout.write(f"| {name} | {' | '.join(releases_tried([*changes(Path(name))]))} |\n")


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


def git(repository: Path, *command: str) -> list[str]:
    """The lines that git answers."""
    asked = ["git", "-c", "safe.directory=*", "-C", str(repository), *command]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout.splitlines()


def changes(repository: Path) -> Iterator[tuple[str, int, int]]:
    """Release, begun and done of each change of the main line that a release holds."""
    told = [line.split("|") for line in git(repository, "log", "--format=%H|%P|%at|%ct", "HEAD", "--tags")]
    parents = {commit: mothers.split() for commit, mothers, _, _ in told}
    written = {commit: int(at) for commit, _, at, _ in told}
    done = {commit: int(at) for commit, _, _, at in told}
    line: list[str] = []
    here = git(repository, "rev-parse", "HEAD")[0]
    while here in parents:
        line.append(here)
        here = next(iter(parents[here]), "")
    line.reverse()
    place = {commit: number for number, commit in enumerate(line)}
    seen, begun = set(line), {}
    for commit in line:
        begun[commit], waiting = written[commit], parents[commit][1:]
        while waiting:
            side = waiting.pop()
            if side in parents and side not in seen:
                seen.add(side)
                begun[commit] = min(begun[commit], written[side])
                waiting.extend(parents[side])
    first = 0
    for tag, at in releases(repository):
        here = at
        while here and here not in place:
            here = next(iter(parents.get(here, [])), "")
        for commit in line[first : place.get(here, -1) + 1]:
            yield tag, begun[commit], done[commit]
        first = max(first, place.get(here, -1) + 1)


def releases(repository: Path) -> list[tuple[str, str]]:
    """Release tags with their commits, oldest first."""
    told = [line.split("|") for line in git(repository, "tag", "--sort=creatordate", "--format=%(refname:short)|%(objectname)|%(*objectname)")]
    return [(tag, peeled or commit) for tag, commit, peeled in told if is_release(tag)]


def releases_tried(told: list[tuple[str, int, int]]) -> Iterator[str]:
    """Cells of the table: how many releases were tried, what came in a week, and how often promises were kept."""
    connection = duckdb.connect()
    connection.execute("; ".join(declared(row).ddl for row in (WorkItem, ItemFlow, ItemSpan)))
    moments = {number: (datetime.fromtimestamp(begun, UTC), datetime.fromtimestamp(max(begun, done), UTC)) for number, (_, begun, done) in enumerate(told)}
    connection.register("told", {
        "id": np.array([str(number) for number in moments], dtype=object), "parent": np.array([release for release, _, _ in told], dtype=object),
        "begun": np.array([begun.replace(tzinfo=None) for begun, _ in moments.values()], dtype="datetime64[us]"),
        "done": np.array([done.replace(tzinfo=None) for _, done in moments.values()], dtype="datetime64[us]"),
    })  # fmt: skip
    connection.execute("INSERT INTO work_items BY NAME SELECT 'git' AS tool, id, begun AS created_at, parent FROM told")
    connection.execute(
        """
        INSERT INTO item_flows BY NAME
        SELECT 'git' AS tool, id AS item, 'main' AS repository, '' AS kind, 'done' AS stage, 'done' AS status, begun AS created_at, begun AS started_at,
            done AS done_at, 0 AS blocked_days, 0 AS reopened
        FROM told
        """
    )
    connection.execute("CREATE TABLE epic_flows AS FROM item_flows WHERE false")
    end = max(chain.from_iterable(moments.values())).date() - timedelta(days=6)
    epic_forecasts.build(connection, Period(end - timedelta(days=7 * WEEKS), end))
    rows = connection.execute(
        "SELECT certainty, count(DISTINCT epic), avg(grew), count(*) FILTER (kept), count(kept) FROM epic_forecasts GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    yield from (str(rows[0][1]), f"{rows[0][2]:.1f}", *(f"{kept} of {asked}" for *_, kept, asked in rows)) if rows else ("0", "–", "–", "–")


if __name__ == "__main__":
    main()
