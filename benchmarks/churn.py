"""Whether added and deleted lines equal ``git log --no-merges --no-renames --numstat HEAD``, commit by commit and file by file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from quarterdeck.app.asking.ask import ask
from quarterdeck.surfaces.cli.application import call


def of_git(repository: Path) -> tuple[dict[str, tuple[int, int]], str]:
    """Added and deleted lines per commit as git tells them, and what git said where it failed."""
    told = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(repository), "log", "--no-merges", "--no-renames", "--numstat", "--format=%x01%H", "HEAD"],
        capture_output=True,
        check=False,
    )
    counts: dict[str, tuple[int, int]] = {}
    commit = ""
    for line in told.stdout.split(b"\n"):
        if line[:1] == b"\x01":
            commit = line[1:].decode()
        elif line:
            added, deleted = (0 if part == b"-" else int(part) for part in line.split(b"\t", 2)[:2])
            before = counts.get(commit, (0, 0))
            counts[commit] = (before[0] + added, before[1] + deleted)
    return counts, told.stderr.decode("utf-8", "replace").strip()


def main() -> int:
    """Compare each repository; exit code 1 when a line is missing or too many."""
    wrong = 0
    for name in sys.argv[1:]:
        repository = Path(name)
        theirs, failure = of_git(repository)
        with tempfile.TemporaryDirectory() as out:
            call(["assess", str(repository), "--out", out, "--json"])
            ours = {
                c: (int(a), int(d))
                for c, a, d in ask(Path(out), "SELECT commit, sum(added), sum(deleted) FROM file_changes GROUP BY commit").rows
                if a is not None
            }
        different = [c for c in theirs.keys() & ours.keys() if theirs[c] != ours[c]] + [c for c in theirs.keys() - ours.keys() if theirs[c] != (0, 0)]
        wrong += len(different)
        lines = tuple(sum(count[i] for count in theirs.values()) for i in (0, 1))
        print(
            f"{name}: {len(theirs)} commits with lines, +{lines[0]} -{lines[1]}, {len(different)} commits differ"
            + (f"; git stopped: {failure}" if failure else ""),
            file=sys.stderr,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
