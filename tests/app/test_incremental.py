"""A second run reads only what is new, and what it then knows is what a fresh run knows; a killed run harms nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pytest

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.concluding import session
from quarterdeck.app.gathering.gather import gather
from quarterdeck.app.keeping.store import Store, StoreBusyError, connect
from quarterdeck.app.keeping.stored import EVIDENCE
from quarterdeck.kernel.table import declared
from quarterdeck.sources.git.discover import discover
from tests.builders import BEN, NOW, Silent, Told, assessed, git, rows
from tests.sources.git.shelf import read

Tables = dict[str, list[tuple[object, ...]]]


def gathered(out: Path, *paths: Path, as_of: str = "2026-11-21") -> Tables:
    """Gather ``paths`` into ``out``, publish, and read every table of evidence back as a run sees it, without provenance."""
    store = Store(out)
    with store.writing():
        repositories, _ = discover(paths)
        found = gather(repositories, store, date.fromisoformat(as_of), NOW, Silent(), 2)
        entries = [{field: getattr(entry, field) for field in entry.__dataclass_fields__} for entry in found.entries]
        store.publish({"repositories": entries}, NOW)
    connection = connect()
    session.mount(connection, Store(out), [entry.name for entry in found.entries], date.fromisoformat(as_of))
    session.narrow_to_history(connection, [(entry.name, entry.head, entry.whole) for entry in found.entries])
    tables = {declared(row).name: ", ".join(f'"{column.name}"' for column in declared(row).columns) for row in EVIDENCE}
    told = {name: connection.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall() for name, columns in tables.items()}
    held = {name: sorted((tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in table), key=repr) for name, table in told.items()}
    return held | {"problems": [(str(problem),) for problem in found.problems]}


def fresh(scratch: Path, *paths: Path, as_of: str = "2026-11-21") -> Tables:
    """The same from a first reading of ``paths``, kept in memory."""
    shelf = read(scratch, *paths, as_of=as_of)
    end = datetime.combine(date.fromisoformat(as_of) + timedelta(days=1), time())
    shelf.rows["tags"] = [row for row in shelf.table("tags") if row["tagged_at"] < end]
    held = {declared(row).name: sorted((tuple(kept.values()) for kept in shelf.table(declared(row).name)), key=repr) for row in EVIDENCE}
    return held | {"problems": [(problem,) for problem in shelf.problems]}


def shop(path: Path) -> Told:
    """A small history with a rename, a generated file, a pipeline and a tag."""
    told = Told(path)
    told.commit({"app.py": "def a():\n    return 1\n" * 4, "notes.txt": "if x:\n        y\n", "dist/out.js": "var a;\n"}, at="2026-01-05")
    told.commit({".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    steps:\n      - run: pytest\n"}, by=BEN, at="2026-01-06")
    told.tag("v1.0", at="2026-01-10")
    told.commit(renames={"app.py": "src/app.py"}, at="2026-02-01")
    told.save()
    return told


def more_commits(told: Told) -> None:
    told.commit({"src/app.py": "def b():\n    return 2\n"}, by=BEN, at="2026-03-01")
    told.commit({"README.md": "# Shop\n\n## Install\n"}, at="2026-03-02")


def files_change_places(told: Told) -> None:
    """The same contents told otherwise: text becomes code, what was generated is now written by hand."""
    told.commit(renames={"notes.txt": "notes.py", "dist/out.js": "src/out.js"}, at="2026-03-01")


def a_rewritten_branch(told: Told) -> None:
    told.reset("main", 1)
    told.commit({"app.py": "rewritten\n"}, by=BEN, at="2026-03-01")


def a_branch_taken_back(told: Told) -> None:
    told.reset("main", 2)


def a_moved_tag(told: Told) -> None:
    told.tag("v1.0", told.tips["main"], at="2026-02-02")


def a_release_branch(told: Told) -> None:
    told.commit({"fix.py": "1\n"}, parents=[2], branch="1.x", at="2026-02-05")
    told.tag("v1.1", told.tips["1.x"], at="2026-02-06")


def a_merged_release_branch(told: Told) -> None:
    a_release_branch(told)
    told.commit({"fix.py": "1\n"}, parents=[told.tips["main"], told.tips["1.x"]], at="2026-02-07")


def nothing(told: Told) -> None:
    told.pending = []


CHANGES: list[Callable[[Told], None]] = [
    more_commits, files_change_places, a_rewritten_branch, a_branch_taken_back, a_moved_tag, a_release_branch, a_merged_release_branch, nothing,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_second_run_knows_what_a_fresh_one_knows(tmp_path: Path, change: Callable[[Told], None]) -> None:
    told = shop(tmp_path / "shop")
    gathered(tmp_path / "out", told.path)
    change(told)
    told.save()
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)


def test_a_third_run_after_a_merged_release_branch(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    for change in (a_release_branch, more_commits, a_rewritten_branch, more_commits):
        gathered(tmp_path / "out", told.path)
        change(told)
        told.save()
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)


def test_an_earlier_date_after_a_later_one_and_back(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    later = gathered(tmp_path / "out", told.path)
    assert gathered(tmp_path / "out", told.path, as_of="2026-01-31") == fresh(tmp_path / "fresh", told.path, as_of="2026-01-31")
    assert gathered(tmp_path / "out", told.path) == later
    more_commits(told)
    told.save()
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh2", told.path)


def test_a_repository_left_out_of_one_run_comes_back_whole_and_once(tmp_path: Path) -> None:
    told, other = shop(tmp_path / "shop"), shop(tmp_path / "other")
    both = gathered(tmp_path / "out", told.path, other.path)
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)
    assert gathered(tmp_path / "out", told.path, other.path) == both


def test_a_repository_that_could_not_be_opened_in_one_run_comes_back_once(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    first = gathered(tmp_path / "out", told.path)
    (told.git_dir / "HEAD").write_text("ref: refs/heads/nowhere\n")
    assert gathered(tmp_path / "out", told.path)["commits"] == []
    (told.git_dir / "HEAD").write_text("ref: refs/heads/main\n")
    assert gathered(tmp_path / "out", told.path) == first


@pytest.mark.parametrize("elsewhere", [False, True])
def test_another_repository_under_the_same_name_starts_anew(tmp_path: Path, elsewhere: bool) -> None:
    told = shop(tmp_path / "shop")
    gathered(tmp_path / "out", told.path)
    shutil.rmtree(told.path)
    other = Told(tmp_path / "b" / "shop" if elsewhere else tmp_path / "shop")
    other.commit({"other.go": "package main\n"}, by=BEN, at="2026-05-05")
    other.save()
    assert gathered(tmp_path / "out", other.path) == fresh(tmp_path / "fresh", other.path)


@pytest.mark.parametrize("what", ["main:src/app.py", "main~1^{tree}", "v1.0"])
def test_a_mended_repository_is_read_again(tmp_path: Path, what: str) -> None:
    told = shop(tmp_path / "shop")
    told.objects_apart()
    file = told.object_file(what)
    hidden = file.rename(tmp_path / "hidden")
    assert gathered(tmp_path / "out", told.path)["problems"]
    hidden.rename(file)
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "whole", told.path)


def test_a_shallow_clone_made_whole_is_read_again(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{told.path}", "clone/shop")
    assert len(gathered(tmp_path / "out", tmp_path / "clone" / "shop")["commits"]) == 1
    git(tmp_path / "clone" / "shop", "fetch", "-q", "--unshallow", "--tags")
    assert gathered(tmp_path / "out", tmp_path / "clone" / "shop") == fresh(tmp_path / "fresh", told.path)


def test_a_second_writer_is_refused_and_the_first_is_not_harmed(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    with Store(tmp_path / "out").writing(), pytest.raises(StoreBusyError, match="another assessment is writing"):
        assessed(tmp_path / "out", told.path)
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)


def test_a_writer_that_waited_builds_on_what_was_published_meanwhile(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    early = Store(tmp_path / "out")
    first = gathered(tmp_path / "out", told.path)
    with early.writing():
        assert early.manifest["repositories"][0]["name"] == "shop"
    assert gathered(tmp_path / "out", told.path) == first


KILLED = """
import os, sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from quarterdeck.app.gathering.gather import gather
from quarterdeck.app.keeping.store import Store
from quarterdeck.sources.git.discover import discover
from tests.builders import NOW, Silent

left = int(sys.argv[3])
recorded = Store._record

def record(self, table, delta):
    global left
    recorded(self, table, delta)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)

Store._record = record
store = Store(Path(sys.argv[1]))
with store.writing():
    gather(discover([Path(sys.argv[2])])[0], store, date(2026, 11, 21), NOW, Silent(), 2)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize(("before", "writes"), [(True, 1), (False, 2), (True, 99)])
def test_a_run_that_is_killed_between_writes_leaves_the_old_evidence_and_no_trace(tmp_path: Path, before: bool, writes: int) -> None:
    """``before``: whether an earlier run was published. The kill comes after so many writes; 99 is just before publishing."""
    told = shop(tmp_path / "shop")
    manifest = b""
    if before:
        gathered(tmp_path / "out", told.path)
        manifest = (tmp_path / "out" / "manifest.json").read_bytes()
        more_commits(told)
        told.save()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "out"), str(told.path), str(writes)]
    done = subprocess.run(command, check=False, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "src"})
    assert done.returncode == -signal.SIGKILL
    if before:
        assert (tmp_path / "out" / "manifest.json").read_bytes() == manifest
        files = Store(tmp_path / "out").files("commits")
        assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchall() == [(3,)]
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)


@pytest.mark.parametrize("name", ["with space", "l'été", 'say "hi"', "50% off #1", "{a,b}*?"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    told = shop(tmp_path / name / "shop")
    out = tmp_path / name / "out"
    first = gathered(out, told.path)
    more_commits(told)
    told.save()
    again = gathered(out, told.path, as_of="2026-03-01")
    assert (len(first["commits"]), len(again["commits"])) == (3, 4)


@pytest.mark.parametrize(("name", "what"), [("[old]", "["), ("50%20off", "%20"), ("back\\slash", "\\"), ("a|b", "|"), ("new\nline", "\n")])
def test_but_those_that_the_delta_library_misreads_are_refused_in_words(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(OSError, match="cannot hold evidence") as refused, Store(tmp_path / name).writing():
        pass
    assert repr(what) in str(refused.value)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["l'été", 'say "hi"', "[x]", "naïve.git"])
def test_any_repository_name_will_do(tmp_path: Path, name: str) -> None:
    told = shop(tmp_path / name)
    gathered(tmp_path / "out", told.path)
    a_rewritten_branch(told)
    told.save()
    seen = gathered(tmp_path / "out", told.path)
    assert {row[0] for row in seen["commits"]} == {name.removesuffix(".git")}
    assert len(seen["commits"]) == 2


@pytest.mark.parametrize(
    "place", ["quarterdeck.sources.git.collect.neutral_view", "quarterdeck.app.gathering.snapshots._read_files"], ids=["opening", "reading"]
)
@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"), duckdb.IOException('IO Error: Could not write file "x": No space left on device')],
    ids=["the system", "a library"],
)
def test_a_full_disk_is_told_as_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: Exception) -> None:
    def full(*_: object) -> None:
        raise error

    told = shop(tmp_path / "shop")
    monkeypatch.setattr(place, full)
    with pytest.raises(OSError, match="No space left on device") as refused:
        assessed(tmp_path / "out", told.path)
    assert refused.value.filename == str(tmp_path / "out")


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"layout": 0, "tables": {"commits": {"version": 9, "files": ["gone"]}}}', "\x00"])
def test_a_manifest_that_cannot_be_read_means_that_everything_is_read_anew(tmp_path: Path, manifest: str) -> None:
    told = shop(tmp_path / "shop")
    first = gathered(tmp_path / "out", told.path)
    (tmp_path / "out" / "manifest.json").write_text(manifest)
    assert gathered(tmp_path / "out", told.path) == first


def test_a_delta_log_without_a_version_is_started_anew(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    with Store(tmp_path / "out").writing():
        (tmp_path / "out" / "evidence" / "commits" / "_delta_log").mkdir(parents=True)
    assert gathered(tmp_path / "out", told.path) == fresh(tmp_path / "fresh", told.path)


def test_a_run_can_be_concluded_again_from_its_folder_alone(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    run = assessed(tmp_path / "out", told.path, as_of="2026-03-01")
    shutil.rmtree(told.path)
    again = recall(tmp_path / "out")
    assert again.id == run.id
    assert [(m.id, str(m.value), m.missing) for m in again.measurements] == [(m.id, str(m.value), m.missing) for m in run.measurements]
    assert [(f.id, f.verdict, f.money) for f in again.findings] == [(f.id, f.verdict, f.money) for f in run.findings]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["run"] == run.id
    assert again.bench.to_come is not None, "measured again what the folder holds"
    (tmp_path / "out" / "manifest.json").write_text(json.dumps({**manifest, "written": "by another program"}))
    measured = recall(tmp_path / "out")
    assert measured.bench.to_come is None, "took the numbers of another program"
    rests = {one.id: one for finding in again.findings for one in finding.rests_on if not one.missing}
    assert rests
    assert all(again.bench.rows(one) == measured.bench.rows(one) for one in rests.values())
    assert rows(again, "SELECT count(*) FROM commits") == [(3,)]


def test_what_a_repository_says_of_other_peoples_code_goes_when_nobody_says_it_any_more(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    vendored = "These are independent libraries which we vendor into the shop.\n"
    told.commit(
        {
            "shop/packages/README.md": vendored,
            "shop/packages/a.py": "# code generated by hand\n",
            ".gitattributes": "*.js linguist-generated\n",
            "menu.js": "1\n",
        }
    )
    told.save()
    for readme, attributes, roles in (
        (vendored, "*.js linguist-generated\n", {"shop/packages/a.py": "vendored", "menu.js": "generated"}),
        ("Ours.\n", "* text=auto\n", {"shop/packages/a.py": "generated", "menu.js": "production"}),
        (vendored, "* -text\n", {"shop/packages/a.py": "vendored", "menu.js": "production"}),
    ):
        told.commit({"shop/packages/README.md": readme, ".gitattributes": attributes}, at="2026-02-01")
        told.save()
        found = gathered(tmp_path / "out", told.path)
        assert {path: role for _, path, _, _, _, role, *_ in found["files"] if path in roles} == roles
        assert found == fresh(tmp_path, told.path)
