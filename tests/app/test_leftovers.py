"""What a folder keeps: the files that a run needs, or needed until lately; the results of every run; nothing that another version collected."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from quarterdeck.app.asking.recall import NothingThereError, recall
from quarterdeck.app.concluding import session
from quarterdeck.app.keeping.store import Store, connect
from quarterdeck.app.keeping.stored import EVIDENCE
from quarterdeck.kernel.table import declared
from quarterdeck.practices.knowledge import KNOWLEDGE
from tests.app.test_incremental import more_commits, shop
from tests.builders import BEN, NOW, assessed, rows

pytestmark = pytest.mark.practices(KNOWLEDGE)


def parquet(out: Path) -> set[str]:
    return {path.relative_to(out / "evidence").as_posix() for path in (out / "evidence").rglob("*.parquet")}


def needed(out: Path) -> set[str]:
    manifest = json.loads((out / "manifest.json").read_text())
    return {f"{table}/{name}" for table, entry in manifest["tables"].items() for name in entry["files"]}


def test_files_that_no_run_needs_go_an_hour_after_the_last_that_did(tmp_path: Path) -> None:
    """Five runs, a commit and forty minutes apart: what the last needs stays, what the one before needed stays for its readers, no more."""
    told, out = shop(tmp_path / "shop"), tmp_path / "out"
    held: list[set[str]] = []
    for number in range(5):
        told.commit({"till.py": f"{number}\n"}, by=BEN, at=f"2026-11-{number + 1:02}")
        told.save()
        assessed(out, told.path, now=NOW + timedelta(minutes=40 * number))
        held.append(needed(out))
        assert held[-1] <= parquet(out)
    assert held[-2] <= parquet(out) <= held[-1] | held[-2] | held[-3]
    assert parquet(out) != set.union(*held)
    history = connect()
    session.mount_results(history, Store(out))
    assert history.execute("SELECT count(DISTINCT run) FROM finding_history").fetchall() == [(5,)]
    assessed(out, told.path, now=NOW + timedelta(days=1))
    assessed(out, told.path, now=NOW + timedelta(days=2))
    assert parquet(out) == needed(out)


def test_whoever_reads_the_old_run_goes_on_reading_it(tmp_path: Path) -> None:
    told, out = shop(tmp_path / "shop"), tmp_path / "out"
    old = assessed(out, told.path)
    reader = recall(out)  # its tables read their files only when they are asked
    more_commits(told)
    told.save()
    assessed(out, told.path, now=NOW + timedelta(minutes=1))
    assert reader.id == old.id
    for row in EVIDENCE:
        reader.connection.execute(f"SELECT count(*) FROM {declared(row).name}").fetchall()
    assert recall(out).id != old.id


@pytest.mark.parametrize("when", ["before the sweep", "in the middle of it"])
def test_a_run_that_is_killed_while_it_sweeps_harms_nothing(tmp_path: Path, when: str) -> None:
    told, out = shop(tmp_path / "shop"), tmp_path / "out"
    assessed(out, told.path, now=NOW - timedelta(days=2))
    more_commits(told)
    told.save()
    assessed(out, told.path, now=NOW - timedelta(days=1))
    command = [sys.executable, "-c", SWEPT, str(out), str(told.path), "0" if when == "before the sweep" else "2"]
    done = subprocess.run(command, check=False, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "src"})
    assert done.returncode == -signal.SIGKILL
    assert needed(out) < parquet(out)
    reader = recall(out)
    for row in EVIDENCE:
        reader.connection.execute(f"SELECT count(*) FROM {declared(row).name}").fetchall()
    for days in (1, 2):
        assessed(out, told.path, now=NOW + timedelta(days=days))
    assert parquet(out) == needed(out)
    assert recall(out).id == assessed(tmp_path / "fresh", told.path).id


SWEPT = """
import os, pathlib, sys
from quarterdeck.app.keeping import leftovers
from tests.builders import assessed

left, unlink, sweep = int(sys.argv[3]), pathlib.Path.unlink, leftovers.sweep

def kill(*_):
    global left
    if left == 0:
        os.kill(os.getpid(), 9)
    left -= 1

def unlinked(path, *args, **options):
    kill()
    unlink(path, *args, **options)

def swept(*args):
    if left == 0:
        kill()
    pathlib.Path.unlink = unlinked
    sweep(*args)

leftovers.sweep = swept
assessed(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), since="2025-01-01")
"""


@pytest.mark.parametrize("shape", ["another", None], ids=["another version's", "one that says nothing of it"])
def test_what_another_version_collected_is_collected_again_and_its_results_stay(tmp_path: Path, shape: str | None) -> None:
    told, out = shop(tmp_path / "shop"), tmp_path / "out"
    commits = rows(assessed(out, told.path, as_of="2026-10-01"), "SELECT count(*) FROM commits")
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps({**manifest, "shape": shape}))
    with pytest.raises(NothingThereError, match="another version of quarterdeck, which this one cannot read; assess again"):
        recall(out)
    assert rows(assessed(out, told.path), "SELECT count(*) FROM commits") == commits
    history = connect()
    session.mount_results(history, Store(out))
    assert history.execute("SELECT count(DISTINCT run) FROM finding_history").fetchall() == [(2,)]
