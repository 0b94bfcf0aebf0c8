"""What reading a history takes, tier by tier, beside git and other tools on the same history in the same minutes.

    python benchmarks/histories.py ~/clones/django tree churn survival again curve

- `tree`: until every commit and changed file is known, beside `git log --raw`;
- `churn`: until everything but lines' owners is gathered and written, beside plain `git log --numstat --no-renames`;
- `survival`: the same with the owner of each line, beside `git log -p -U0`;
- `again`: the last 100 commits of the first-parent line after all others, as a share of the first reading (with lines' owners);
- `curve`: `churn` and `survival` of the first quarter, half and three quarters of the first-parent line and of all of it, by number of commits;
- `pydriller`, `theseus`: the same outputs from these tools (`--python` names an interpreter that has them), cut off after `--limit` seconds.

Wall seconds of this process after its modules are loaded, one round, with the greatest proportional memory of it and its children.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from first_run import PYDRILLER, git
from line_survival import _watch

from quarterdeck.app.gathering.gather import gather
from quarterdeck.app.gathering.lines import follow_lines
from quarterdeck.app.keeping.store import Store
from quarterdeck.sources.git.discover import discover

NOW = datetime.now(UTC).replace(tzinfo=None)
LATEST = date(2100, 1, 1)
LAST = 100


class _Quiet:
    def start(self, what: str, total: int) -> None:
        """Nothing is said."""

    def advance(self, steps: int) -> None:
        """Nothing is said."""


@dataclass(frozen=True)
class Took:
    """Seconds until the histories were known at tree level, until all was gathered, and until lines were followed; memory in MB."""

    tree: float
    churn: float
    survival: float
    memory: int


def ours(clone: Path, out: Path, *, deep: bool) -> Took:
    """Gather what is new in a clone into a folder."""
    store, known = Store(out), [0.0]
    with store.writing(), ThreadPoolExecutor(1) as beside:
        going = [True]
        watching = beside.submit(_watch, going)
        started = time.monotonic()
        try:
            repositories = discover((clone,))[0]
            told = gather(repositories, store, LATEST, NOW, _Quiet(), 2, lambda _histories: known.append(time.monotonic() - started), deep=deep)
            churn = time.monotonic() - started
            if deep:
                follow_lines(repositories, told.entries, store, NOW, _Quiet(), 2, told.histories)
            survival = time.monotonic() - started
        finally:
            going.clear()
        store.publish({"repositories": [vars(entry) for entry in told.entries]}, NOW)
        return Took(known[-1], churn, survival, watching.result())


def floor(clone: Path, *arguments: str) -> float:
    """Seconds of a git command whose output nobody reads."""
    started = time.monotonic()
    subprocess.run(["git", "-C", str(clone), *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - started


def tree(clone: Path, scratch: Path) -> str:
    """Tree level."""
    theirs, mine = floor(clone, "log", "--raw", "HEAD"), ours(clone, scratch / "tree", deep=False)
    return f"known at tree level after {mine.tree:.2f} s, git log --raw {theirs:.2f} s: {mine.tree / theirs:.2f} x (goal 2)"


def churn(clone: Path, scratch: Path) -> str:
    """Line-level churn."""
    theirs, mine = floor(clone, "log", "--numstat", "--no-renames", "HEAD"), ours(clone, scratch / "churn", deep=False)
    return f"gathered after {mine.churn:.1f} s, git log --numstat --no-renames {theirs:.1f} s: {mine.churn / theirs:.2f} x (goal 0.4); {mine.memory} MB"


def survival(clone: Path, scratch: Path) -> str:
    """The owner of each line."""
    theirs, mine = floor(clone, "log", "-p", "-U0", "HEAD"), ours(clone, scratch / "survival", deep=True)
    return f"with lines' owners {mine.survival:.1f} s, git log -p -U0 {theirs:.1f} s: {mine.survival / theirs:.2f} x (goal 2); {mine.memory} MB (goal 3000)"


def again(clone: Path, scratch: Path) -> str:
    """The last hundred commits after all others."""
    newest = git(clone, "rev-parse", "HEAD")
    git(clone, "update-ref", "--no-deref", "HEAD", git(clone, "rev-parse", f"HEAD~{LAST}"))
    first = ours(clone, scratch / "again", deep=True)
    git(clone, "update-ref", "--no-deref", "HEAD", newest)
    more = ours(clone, scratch / "again", deep=True)
    share = f"{more.churn / first.churn:.1%} and {more.survival / first.survival:.1%} of the first (goal 5 %)"
    return f"{LAST} more commits of the first-parent line: {more.churn:.2f} s, with lines' owners {more.survival:.2f} s: {share}"


def curve(clone: Path, scratch: Path) -> str:
    """Cost by number of commits."""
    newest, line = git(clone, "rev-parse", "HEAD"), git(clone, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    told = []
    for quarter in (1, 2, 3, 4):
        git(clone, "update-ref", "--no-deref", "HEAD", line[len(line) * quarter // 4 - 1])
        count = int(git(clone, "rev-list", "--count", "HEAD"))
        mine = ours(clone, scratch / f"curve{quarter}", deep=True)
        per = f"{1e6 * mine.churn / count:.0f} and {1e6 * mine.survival / count:.0f} \u00b5s a commit"
        told.append(f"{count} commits: {mine.churn:.1f} s, {mine.survival:.1f} s ({per})")
    git(clone, "update-ref", "--no-deref", "HEAD", newest)
    return "; ".join(told)


def other(command: Sequence[str], limit: float) -> str:
    """Seconds of another tool, cut off when it takes too long."""
    started = time.monotonic()
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"not done after {limit:.0f} s"
    return f"{time.monotonic() - started:.1f} s"


TIERS: dict[str, Callable[[Path, Path], str]] = {"tree": tree, "churn": churn, "survival": survival, "again": again, "curve": curve}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("tiers", nargs="+", choices=[*TIERS, "pydriller", "theseus"])
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    parser.add_argument("--limit", type=float, default=110)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch, clone = Path(folder), Path(folder) / "clone"
        subprocess.run(["git", "-c", "safe.directory=*", "clone", "-q", "--bare", "--shared", str(given.repository), str(clone)], check=True)
        print(f"{given.repository.parent.name}: {git(clone, 'rev-list', '--count', 'HEAD')} commits", flush=True)
        for name in given.tiers:
            if name == "pydriller":
                said = other([str(given.python), "-c", PYDRILLER, str(clone)], given.limit)
            elif name == "theseus":
                program, branch = str(given.python.with_name("git-of-theseus-analyze")), git(clone, "symbolic-ref", "--short", "HEAD")
                subprocess.run(["git", "clone", "-q", "--shared", str(clone), str(scratch / "work")], check=True)
                said = other([program, "--procs", "2", "--branch", branch, "--outdir", str(scratch / "theseus"), str(scratch / "work")], given.limit)
            else:
                said = TIERS[name](clone, scratch)
            print(f"  {name}: {said}", flush=True)


if __name__ == "__main__":
    main()
