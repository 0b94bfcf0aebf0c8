"""What a run after ten new commits cannot go below with this stack, beside what it takes, as shares of the first run.

The floor is a program of its own that judges nothing: it loads the libraries (DuckDB, NumPy, deltalake), asks git for the ten commits, their lines, the
tree and the refs, reads the stored commits and file changes once, joins them once, folds them once by path and author, and appends ten rows to three tables.
Every answer needs at least that, whatever is measured. The first run, the floor and the run after ten commits are timed one after the other.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from first_run import QUARTERDECK, git, ten_commits, timed

FLOOR = """
import subprocess, sys
import deltalake, duckdb, numpy

clone, evidence, scratch, old, new = sys.argv[1:]
for asked in (["rev-parse", "HEAD"], ["log", "--raw", "-z", f"{old}..{new}"], ["log", "--numstat", "--no-renames", f"{old}..{new}"],
              ["ls-tree", "-r", "-z", new], ["for-each-ref"]):
    subprocess.run(["git", "-c", "safe.directory=*", "-C", clone, *asked], capture_output=True, check=True)
desk = duckdb.connect(config={"threads": "2"})
for table in ("commits", "file_changes"):
    desk.execute(f"CREATE TABLE {table} AS FROM read_parquet('{evidence}/{table}/**/*.parquet')")
desk.execute('CREATE TABLE work AS SELECT f.*, c.author_name, c.author_email, c.authored_at FROM file_changes f JOIN commits c USING (repository, "commit")')
desk.execute("SELECT path, author_email, count(*), sum(added) FROM work GROUP BY ALL").fetchnumpy()
for table in ("one", "two", "three"):
    deltalake.write_deltalake(f"{scratch}/{table}", desk.sql("SELECT * FROM work LIMIT 10"))
"""


def measure(repository: Path, rounds: int) -> None:
    """Print the figures of one repository."""
    with tempfile.TemporaryDirectory() as scratch:
        clone, out = Path(scratch) / repository.parent.name.replace("+", "-"), Path(scratch) / "out"
        subprocess.run(["git", "-c", "safe.directory=*", "clone", "-q", "--bare", "--shared", str(repository), str(clone)], check=True)
        older, newest = git(clone, "rev-parse", "HEAD"), ten_commits(clone)
        assess = [*QUARTERDECK, "assess", str(clone), "--out", str(out), "--as-of", git(clone, "log", "-1", "--format=%cs", newest)]
        first, _ = timed(assess)
        floors = []
        for number in range(rounds):
            told = [str(clone), str(out / "evidence"), f"{scratch}/{number}", older, newest]
            floors.append(timed([sys.executable, "-c", FLOOR, *told])[0])
        git(clone, "update-ref", "--no-deref", "HEAD", newest)
        after, _ = timed(assess)
        floor = median(floors)
        print(
            f"{repository.parent.name}: first run {first:.2f} s, 5 % of it {first / 20:.2f} s; floor {floor:.2f} s ({100 * floor / first:.1f} %); "
            f"after ten commits {after:.2f} s ({100 * after / first:.1f} %), {after / floor:.1f} x the floor"
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for repository in given.repositories:
        measure(repository.resolve(), given.rounds)


if __name__ == "__main__":
    main()
