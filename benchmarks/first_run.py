"""Time and memory of whole runs, against git's own line counts of the same history in the same minutes.

For each repository, three times in turn: plain ``git log --no-merges --no-renames --numstat HEAD``; a first ``quarterdeck assess`` into
an empty folder; a second run; and a run after ten new commits, each of which changes one of the largest files (they are made in a bare
clone that shares its objects, so nothing of yours is written to). Medians are printed, with the ratio to git. Memory is the greatest
sum, over all processes of the run, of their proportional set sizes, sampled every quarter of a second (Linux). Python may keep its compiled modules,
as it does unless told otherwise; they are made before anything is timed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
QUARTERDECK = [str(Path(sys.executable).with_name("quarterdeck"))]
GIT_LOG = ["log", "--no-merges", "--no-renames", "--numstat", "HEAD"]
PYDRILLER = """
import sys
from pydriller import Repository
lines = 0
for commit in Repository(sys.argv[1], only_no_merge=True).traverse_commits():
    for file in commit.modified_files:
        lines += file.added_lines + file.deleted_lines
print(lines)
"""


_SHORT = 1.0
"""Seconds for which nobody looks at the memory: short runs are to be timed, and are small."""


def timed(command: list[str], limit: float = 3600) -> tuple[float, float]:
    """(seconds, peak proportional memory in MB of the process and everything below it)."""
    started, peak = time.monotonic(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT) as process:
        while process.poll() is None:
            if time.monotonic() - started > _SHORT:
                peak = max(peak, _proportional(process.pid))
            if time.monotonic() - started > limit:
                process.kill()
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.25)
    return time.monotonic() - started, peak


def _proportional(root: int) -> float:
    """Sum of proportional set sizes of a process and its descendants, in MB."""
    family, waiting, size = set(), [root], 0
    while waiting:
        member = waiting.pop()
        family.add(member)
        for children in (Path("/proc") / str(member) / "task").glob("*/children"):
            try:
                waiting.extend(int(child) for child in children.read_text().split())
            except OSError:
                continue
    for member in family:
        try:
            rollup = (Path("/proc") / str(member) / "smaps_rollup").read_text()
            size += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return size / 1024


def git(repository: Path, *arguments: str) -> str:
    """Output of git."""
    return subprocess.run(["git", "-c", "safe.directory=*", "-C", str(repository), *arguments], capture_output=True, text=True, check=True).stdout.strip()


def ten_commits(clone: Path) -> str:
    """Ten commits on top of HEAD, made without moving it, each adding a line to one of ten code files; the last one's id."""
    files = [line.split("\t") for line in git(clone, "ls-tree", "-r", "-l", "HEAD").splitlines()]
    code = sorted((f for f in files if f[1].endswith((".py", ".c", ".rb", ".go", ".js"))), key=lambda f: -int(f[0].split()[3]))[:10]
    when = int(git(clone, "log", "-1", "--format=%ct", "HEAD"))
    stream, parent = b"", git(clone, "rev-parse", "HEAD")
    for number, (facts, path) in enumerate(code, 1):
        data = subprocess.run(["git", "-C", str(clone), "cat-file", "blob", facts.split()[2]], capture_output=True, check=True).stdout + b"\n"
        stream += f"commit refs/benchmark\nmark :{number}\ncommitter Ben Chmark <ben@example.org> {when + number} +0000\ndata 4\nTen\n\n".encode()
        stream += (f"from {parent}\n" if number == 1 else "").encode() + f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
    subprocess.run(["git", "-C", str(clone), "fast-import", "--quiet"], input=stream, check=True)
    return git(clone, "rev-parse", "refs/benchmark")


def measure(repository: Path, rounds: int, *, with_pydriller: bool) -> None:
    """Print the figures of one repository."""
    with tempfile.TemporaryDirectory() as scratch:
        clone, out = Path(scratch) / repository.parent.name.replace("+", "-"), Path(scratch) / "out"
        subprocess.run(["git", "-c", "safe.directory=*", "clone", "-q", "--bare", "--shared", str(repository), str(clone)], check=True)
        older = git(clone, "rev-parse", "HEAD")
        newest = ten_commits(clone)
        count, merges = git(clone, "rev-list", "--count", "HEAD"), git(clone, "rev-list", "--count", "--merges", "HEAD")
        assess = [*QUARTERDECK, "assess", str(clone), "--out", str(out), "--as-of", git(clone, "log", "-1", "--format=%cs", newest)]
        figures: dict[str, list[tuple[float, float]]] = {}
        for _ in range(rounds):
            figures.setdefault("git log --numstat", []).append(timed(["git", "-c", "safe.directory=*", "-C", str(clone), *GIT_LOG]))
            shutil.rmtree(out, ignore_errors=True)
            git(clone, "update-ref", "--no-deref", "HEAD", older)
            figures.setdefault("first run", []).append(timed(assess))
            figures.setdefault("second run, nothing new", []).append(timed(assess))
            git(clone, "update-ref", "--no-deref", "HEAD", newest)
            figures.setdefault("run after ten new commits", []).append(timed(assess))
        if with_pydriller:
            figures["PyDriller, the same lines"] = [timed([sys.executable, "-c", PYDRILLER, str(clone)])]
        base = median(seconds for seconds, _ in figures["git log --numstat"])
        first = median(seconds for seconds, _ in figures["first run"])
        print(f"\n{repository.parent.name}: {count} commits, {merges} merges, {os.cpu_count()} cores, median of {rounds}")
        for name, told in figures.items():
            seconds, memory = median(s for s, _ in told), max(m for _, m in told)
            print(f"  {name:28} {seconds:8.2f} s   {seconds / base:6.2f} x git   {100 * seconds / first:6.1f} % of first   {memory:7.0f} MB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pydriller", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:  # twice, for the second run loads what the first does not
        subprocess.run(["git", "init", "-q", scratch], check=True)
        (Path(scratch) / "a.py").write_text("1\n")
        subprocess.run(["git", "-C", scratch, "add", "a.py"], check=True)
        subprocess.run(["git", "-C", scratch, "-c", "user.name=Ben", "-c", "user.email=ben@example.org", "commit", "-q", "-m", "One"], check=True)
        for _ in range(2):
            timed([*QUARTERDECK, "assess", scratch, "--out", f"{scratch}/out"])
    for repository in given.repositories:
        measure(repository.resolve(), given.rounds, with_pydriller=given.pydriller)


if __name__ == "__main__":
    main()
