"""Writing: whole or not at all, never over somebody else's change, never more than the one file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quarterdeck.app.record.recording import NoRecordError, RefusedError, edit, new, show
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.records.editing import Changes
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Author, Commit
from quarterdeck.records.writer import NotCommittedError, StaleError, fingerprint, write
from tests.architecture.project import ROOT
from tests.records.killed_writers import content

RISK = "# Ours\nname: R   # short\nlikelihood: 5%\nimpact: 5k EUR\n"
ANNA = Commit("Because", Author("Anna Lind", "anna@example.org"))


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace in git with one risk."""
    root = tmp_path / "acme"
    (root / "risks").mkdir(parents=True)
    (root / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    (root / "risks" / "r.yaml").write_text(RISK)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Ben")
    git(root, "config", "user.email", "ben@example.org")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=First")
    return root


def test_a_change_touches_one_value_and_is_committed_with_its_author(company: Path) -> None:
    place = Workspace(company)
    edit(place, show(place, Ref("risk", "r")), {("name",): "Restore: never tried"}, None, ANNA)
    assert (company / "risks" / "r.yaml").read_text() == RISK.replace("R   #", "'Restore: never tried'   #")
    assert git(company, "log", "-1", "--format=%an <%ae>|%cn|%s") == "Anna Lind <anna@example.org>|Ben|Because"
    assert not git(company, "status", "--porcelain")


def test_a_new_record_has_its_keys_in_their_usual_order(company: Path) -> None:
    place = Workspace(company)
    new(place, Ref("risk", "s"), {"status": "open", "impact": "1k EUR", "likelihood": "1%", "name": "S", "tags": ["a, b", "c"]}, "", ANNA)
    assert (company / "risks" / "s.yaml").read_text() == "name: S\nlikelihood: 1%\nimpact: 1k EUR\nstatus: open\ntags: ['a, b', c]\n"
    new(place, Ref("decision", "0001-db"), {"status": "proposed", "name": "One database"}, "", ANNA)
    assert (company / "decisions" / "0001-db.md").read_text() == "---\nname: One database\nstatus: proposed\n---\n\n# One database\n"
    assert not Workspace(company).records.problems
    assert git(company, "log", "--format=%s", "--", "decisions") == "Because"
    with pytest.raises(RefusedError, match=r"stands in risks/s\.yaml too"):
        new(Workspace(company), Ref("risk", "s"), {"name": "S", "likelihood": "1%", "impact": "1 EUR"}, "Text below the keys", None)
    with pytest.raises(StaleError, match="is there already"):
        new(Workspace(company), Ref("risk", "s"), {"name": "S", "likelihood": "1%", "impact": "1 EUR"}, "", None)


def test_what_else_is_staged_stays_out_of_the_commit(company: Path) -> None:
    (company / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme Ltd\ncurrency: EUR\n")
    (company / "notes.txt").write_text("mine\n")
    git(company, "add", ".")
    place = Workspace(company)
    edit(place, show(place, Ref("risk", "r")), {("status",): "closed"}, None, ANNA)
    new(place, Ref("risk", "s"), {"name": "S", "likelihood": "1%", "impact": "1k EUR"}, "", ANNA)
    assert git(company, "show", "--format=", "--name-only", "HEAD", "HEAD~1").split() == ["risks/s.yaml", "risks/r.yaml"]
    assert git(company, "diff", "--cached", "--name-only").split() == ["notes.txt", "quarterdeck.yaml"]


def test_a_file_that_changed_since_it_was_read_is_left_alone(company: Path) -> None:
    place = Workspace(company)
    shown = show(place, Ref("risk", "r"))
    theirs = RISK.replace("5%", "50%")
    (company / "risks" / "r.yaml").write_text(theirs)
    with pytest.raises(StaleError, match=r"risks/r\.yaml has changed since it was read"):
        edit(place, shown, {("status",): "closed"}, None, ANNA)
    assert (company / "risks" / "r.yaml").read_text() == theirs
    (company / "risks" / "r.yaml").unlink()
    with pytest.raises(StaleError, match="was taken away"):
        edit(place, shown, {("status",): "closed"}, None, ANNA)
    assert git(company, "log", "--format=%s") == "First"


def test_what_would_break_the_record_is_not_written(company: Path) -> None:
    place = Workspace(company)
    shown = show(place, Ref("risk", "r"))
    refused: list[tuple[Changes, str]] = [
        ({("likelihood",): "high"}, "is no number or range"),
        ({("owner",): "team/nobody"}, "there is no team/nobody"),
        ({("ownr",): "x"}, "unknown key 'ownr'"),
        ({("impact",): None}, "the key 'impact' is missing"),
        ({("impact",): "5 USD"}, "no rate is known"),
    ]
    for changes, why in refused:
        with pytest.raises(RefusedError, match=why):
            edit(place, shown, changes, None, ANNA)
    with pytest.raises(RefusedError, match="is no id"):
        new(place, Ref("risk", "Ü"), {"name": "S"}, "", None)
    with pytest.raises(NoRecordError, match="did you mean risk/r"):
        show(place, Ref("risk", "rr"))
    assert (company / "risks" / "r.yaml").read_text() == RISK


def test_a_broken_record_may_be_mended_step_by_step(company: Path) -> None:
    (company / "risks" / "r.yaml").write_text("name: R\nlikelihood: high\nimpact: low\n")
    place = Workspace(company)
    edit(place, show(place, Ref("risk", "r")), {("likelihood",): "5%"}, None, None)
    place = Workspace(company)
    assert len(place.records.problems) == 1
    edit(place, show(place, Ref("risk", "r")), {("impact",): "5k EUR"}, None, None)
    assert not Workspace(company).records.problems


@pytest.mark.parametrize("path", ["../out.yaml", "/etc/out.yaml", "risks/../../out.yaml", "link/out.yaml", "risks/link.yaml"])
def test_nothing_is_written_out_of_the_workspace(company: Path, tmp_path: Path, path: str) -> None:
    (company / "link").symlink_to(tmp_path)
    (tmp_path / "victim").write_text("theirs")
    (company / "risks" / "link.yaml").symlink_to(tmp_path / "victim")
    for seen in (None, fingerprint(b"theirs")):
        with pytest.raises(OSError, match=r"leads out of the workspace|is a link"):
            write(company, path, b"ours", seen, None)
    assert (tmp_path / "victim").read_text() == "theirs"
    assert not (tmp_path / "out.yaml").exists()


def test_without_git_it_is_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    new(Workspace(tmp_path), Ref("team", "t"), {"name": "T"}, "", ANNA)
    assert (tmp_path / "teams" / "t.yaml").read_text() == "name: T\n"


def test_what_git_refuses_is_said_and_the_record_stays_written(company: Path) -> None:
    hook = company / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    place = Workspace(company)
    with pytest.raises(NotCommittedError, match=r"risks/r.yaml is written, and git did not take it: .*not on a Friday"):
        edit(place, show(place, Ref("risk", "r")), {("status",): "closed"}, None, ANNA)
    assert "status: closed" in (company / "risks" / "r.yaml").read_text()


def test_an_author_is_enough_where_git_knows_nobody(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container; and called from a hook of another repository, whose settings must not mislead it."""
    git(company, "config", "--unset", "user.name")
    git(company, "config", "--unset", "user.email")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    place = Workspace(company)
    edit(place, show(place, Ref("risk", "r")), {("status",): "closed"}, None, ANNA)
    monkeypatch.undo()
    assert git(company, "log", "-1", "--format=%an|%cn <%ce>") == "Anna Lind|Anna Lind <anna@example.org>"


def test_writers_at_once_lose_no_change(company: Path) -> None:
    """Each reads, adds one, and writes; whoever was too late reads again."""
    path = company / "count.txt"
    path.write_bytes(b"0")

    def add(_: int) -> None:
        while True:
            held = path.read_bytes()
            try:
                return write(company, "count.txt", str(int(held) + 1).encode(), fingerprint(held), None)
            except StaleError:
                continue

    with ThreadPoolExecutor(4) as together:
        list(together.map(add, range(40)))
    assert path.read_bytes() == b"40"


@pytest.mark.parametrize(("group", "rounds"), [(False, 25), (True, 25)], ids=["the writer alone", "git with it"])
def test_a_writer_killed_at_any_moment_leaves_the_old_record_or_the_new(company: Path, group: bool, rounds: int) -> None:
    (company / "risks" / "r.yaml").write_bytes(content(0))
    program = Path(__file__).with_name("killed_writers.py")
    around = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, str(program), str(company), str(rounds), "7", str(int(group))], env=around, capture_output=True, text=True, check=True
    )
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(seen) == rounds
    assert all(one["whole"] for one in seen)
    assert all(one["version"] >= one["acknowledged"] for one in seen)
    assert all(one["strays"] == ["r.yaml"] for one in seen)
    assert seen[-1]["version"] > rounds
    time.sleep(0.2)  # a git that was left alone ends
    for lock in (company / ".git").rglob("*.lock"):  # what git itself asks for when it was killed
        lock.unlink()
    assert git(company, "status", "--porcelain", "--", ".quarterdeck") == ""
    assert git(company, "fsck", "--no-progress", "--no-dangling") == ""
    place = Workspace(company)
    edit(place, show(place, Ref("risk", "r")), {("name",): "Calm again"}, None, ANNA)
    assert not git(company, "status", "--porcelain")


def test_makers_of_many_files_killed_at_any_moment_leave_whole_files_and_the_rest_comes_the_next_time(company: Path) -> None:
    """As `init` writes its drafts."""
    program = Path(__file__).with_name("killed_writers.py")
    around = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, str(program), str(company), "8", "7", "1", "many"], env=around, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(seen) == 8
    assert {one["committed"] for one in seen} == {20}
    assert not [one for one in seen if one["broken"]]
    assert any(0 < one["there"] < 20 for one in seen), "no kill came half-way: nothing was tried"
