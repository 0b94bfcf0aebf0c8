"""One replay of all lines beside `git log -p -U0`, and how far it agrees with `git blame`; on request beside git-of-theseus."""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from quarterdeck.sources.git.discover import LocalRepository, discover
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.reading import Lines, Reading

STRETCH = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$", re.MULTILINE)
GIT = ("git", "-c", "safe.directory=*")


def _git(repository: LocalRepository, *arguments: str) -> bytes:
    return subprocess.run([*GIT, f"--git-dir={repository.git_dir}", *arguments], capture_output=True, check=False).stdout


def of_git(repository: LocalRepository) -> tuple[float, float]:
    """Seconds of wall and processor time of the floor."""
    before, started = os.times(), time.monotonic()
    with subprocess.Popen([*GIT, f"--git-dir={repository.git_dir}", "log", "-p", "-U0", "HEAD"], stdout=subprocess.PIPE) as process:
        while process.stdout and process.stdout.read(1 << 20):
            pass
    after = os.times()
    return time.monotonic() - started, after.children_user + after.children_system - before.children_user - before.children_system


def ours(repository: LocalRepository, jobs: int) -> tuple[Lines, float, float, int]:
    """The lines; seconds of wall and processor time, and the largest proportional memory in MB."""
    head = _git(repository, "rev-parse", "HEAD").decode().strip()
    before, started = os.times(), time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(jobs) as workers, ThreadPoolExecutor(1) as beside:
        going = [True]
        watching = beside.submit(_watch, going)
        try:
            reading = Reading(LineCollector(repository, Path(scratch) / "view", workers), head)
            reading.follow()
            lines = reading.replay(workers, {}, [], lambda _steps: None)
        finally:
            going.clear()
        after = os.times()
        spent = sum(after[:4]) - sum(before[:4])
        return lines, time.monotonic() - started, spent, watching.result()


def _watch(going: list[bool]) -> int:
    """The largest sum of proportional memory of this process and its children, looked at twice a second: more often slows what is measured."""
    largest = 0
    while going:
        largest = max(largest, sum(_proportional(pid) for pid in _family(os.getpid())))
        time.sleep(0.5)
    return largest // 1000


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(pid: int) -> int:
    try:
        return next(int(line.split()[1]) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def agreement(repository: LocalRepository, lines: Lines, files: int, jobs: int) -> tuple[int, int, list[str]]:
    """Lines compared with `git blame`, lines whose commit differs, and the files where they are."""
    table = lines.spans
    owners = np.repeat(table.commit, table.lines)
    of_line = np.repeat(table.path, table.lines)
    paths, starts, totals = (part.tolist() for part in np.unique(of_line, return_index=True, return_counts=True))
    first, counts = dict(zip(paths, starts, strict=True)), dict(zip(paths, totals, strict=True))
    chosen = paths
    if files and files < len(chosen):
        chosen = random.Random(7).sample(chosen, files)  # noqa: S311  # the same files in every run
    number = {commit: at for at, commit in enumerate(lines.commits)}

    def differing(path: int) -> int:
        theirs = _blame(repository, lines.paths[path], number)
        mine = owners[first[path] : first[path] + counts[path]]
        return int((theirs != mine).sum()) if len(theirs) == len(mine) else max(len(theirs), len(mine))

    with ThreadPoolExecutor(jobs) as workers:
        wrong = list(workers.map(differing, chosen))
    named = [f"{lines.paths[path].decode('utf-8', 'replace')}: {count} of {counts[path]}" for path, count in zip(chosen, wrong, strict=True) if count]
    return sum(counts[path] for path in chosen), sum(wrong), named


def _blame(repository: LocalRepository, path: bytes, number: dict[bytes, int]) -> np.ndarray:
    told = _git(repository, "blame", "-s", "--incremental", "HEAD", "--", os.fsdecode(path))
    found = sorted((int(match[2]), number[match[1]], int(match[3])) for match in STRETCH.finditer(told))
    return np.repeat(np.array([name for _, name, _ in found], np.int64), [count for *_, count in found])


def theseus(repository: LocalRepository, program: str) -> float:
    """Seconds that git-of-theseus takes for its analysis of the same history."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([*GIT, "clone", "--quiet", "--shared", str(repository.git_dir), f"{scratch}/clone"], check=True)
        branch = subprocess.run([*GIT, "-C", f"{scratch}/clone", "branch", "--show-current"], capture_output=True, check=True).stdout.decode().strip()
        started = time.monotonic()
        subprocess.run([program, "--quiet", "--procs", "2", "--branch", branch, "--outdir", f"{scratch}/out", f"{scratch}/clone"], check=True)
        return time.monotonic() - started


def main(arguments: Sequence[str]) -> int:
    """Measure each repository; exit code 1 when agreement is below 99.5 %."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=200, help="files compared with git blame; 0 for all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--theseus", help="the git-of-theseus-analyze program")
    asked = parser.parse_args(arguments)
    failed = False
    for repository in discover(asked.repositories)[0]:
        lines, wall, spent, memory = ours(repository, asked.jobs)
        floor_wall, floor_spent = of_git(repository)
        compared, wrong, named = agreement(repository, lines, asked.files, asked.jobs)
        failed |= wrong > compared * 0.005
        print(
            f"{repository.path}: {len(lines.commits)} commits, {int(lines.spans.lines.sum())} lines at the head; {wall:.1f} s ({spent:.1f} s of processor), "
            f"git log -p -U0 {floor_wall:.1f} s ({floor_spent:.1f} s): {wall / floor_wall:.2f} x; {memory} MB; "
            f"blame names another commit for {wrong} of {compared} lines ({100 - 100 * wrong / max(1, compared):.3f} % agree) {named[:10]}",
            flush=True,
        )
        if asked.theseus:
            print(f"  git-of-theseus: {theseus(repository, asked.theseus):.1f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
