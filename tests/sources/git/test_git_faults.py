"""What is missing, damaged or too large is a Problem with its place; the rest goes on, and no line is lost elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.sources.git.extract import History, renames
from quarterdeck.sources.git.questions import HEADER
from tests.builders import Told, git
from tests.sources.git.shelf import read


def six_commits(path: Path) -> Told:
    """Each commit rewrites `app.py`, adds a file at the top and one in `src`."""
    told = Told(path)
    for number in range(6):
        files = {"app.py": "x\n" * number + "end\n", f"f{number}.py": f"{number}\n" * 3, f"src/{number}.py": f"b {number}\n" * 400}
        told.commit(dict(files), at=f"2026-01-{number + 1:02}", message=f"c{number}")
    told.save()
    told.objects_apart()
    return told


def spoil(file: Path, how: str) -> None:
    """Break an object: take it away, cut it short, or write something else in its place."""
    data = file.read_bytes()
    file.chmod(0o644)
    if how == "missing":
        file.unlink()
    else:
        file.write_bytes(data[: len(data) * 2 // 3] if how == "cut short" else b"hello")


@pytest.mark.parametrize("how", ["missing", "cut short", "overwritten"])
@pytest.mark.parametrize(
    ("what", "commits", "without_lines", "files", "says"),
    [
        ("main~3:app.py", 6, {3, 4}, set(), "its line counts are absent"),
        ("main~3^{tree}", 6, {3, 4}, set(), "its file changes are absent"),
        ("main~3:src", 6, {3, 4}, set(), "its file changes are absent"),
        ("main~5^{tree}", 6, {1, 2}, set(), "its file changes are absent"),
        ("main~3", 3, {1, 2, 3, 4}, set(), "the history breaks off"),
        ("main:src/2.py", 6, {3}, {"src/2.py"}, "shop/src/2.py: its contents "),
        ("main^{tree}", 6, {6}, None, "cannot be listed"),
    ],
)
def test_a_damaged_object(tmp_path: Path, how: str, what: str, commits: int, without_lines: set[int], files: set[str] | None, says: str) -> None:
    told = six_commits(tmp_path / "shop")
    sound = read(tmp_path / "a", told.path)
    spoil(told.object_file(what), how)
    shelf = read(tmp_path / "b", told.path)
    whole = {(commit, path): counts for (commit, path), counts in sound.churn().items() if commit not in {told.oid(n) for n in without_lines}}
    assert len(shelf.table("commits")) == commits
    assert {key: counts for key, counts in shelf.churn().items() if counts != (None, None)} == whole
    read_files = {row["path"] for row in shelf.table("files") if row["lines"] is not None}
    assert read_files == ({row["path"] for row in sound.table("files")} - files if files is not None else set())
    assert any(says in problem for problem in shelf.problems), shelf.problems
    assert all(problem.startswith("shop") and "`git fsck`" in problem for problem in shelf.problems)


def test_a_missing_commit_hides_only_what_lies_behind_it(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    base = told.commit({"a.py": "1\n"}, at="2026-01-01")
    lost = told.commit({"b.py": "1\n"}, branch="side", parents=[base], at="2026-03-01")
    side = told.commit({"b.py": "2\n"}, branch="side", at="2026-03-02")
    main = told.commit({"a.py": "2\n"}, parents=[base], at="2026-02-01")
    told.commit({}, parents=[main, side], at="2026-03-03")
    told.save()
    told.objects_apart()
    told.object_file(told.oid(lost)).unlink()
    shelf = read(tmp_path, told.path)
    assert {path for commit, path in shelf.churn() if commit in {told.oid(base), told.oid(main)}} == {"a.py"}
    assert len(shelf.table("commits")) == 4
    assert f"commit {told.oid(lost)[:12]} is missing" in shelf.problems[-1] + shelf.problems[0]


def test_a_damaged_head_is_a_problem_and_the_other_repository_goes_on(tmp_path: Path) -> None:
    bad, good = six_commits(tmp_path / "bad"), six_commits(tmp_path / "good")
    bad.object_file("main").unlink()
    shelf = read(tmp_path, bad.path, good.path)
    assert {row["repository"] for row in shelf.table("commits")} == {"good"}
    assert [problem.split(":")[0] for problem in shelf.problems] == ["bad"]


@pytest.mark.parametrize("how", ["missing", "cut short", "overwritten"])
@pytest.mark.parametrize("lost", ["main", "main~2"])
@pytest.mark.parametrize("known_by", ["the one loose end", "the reflog"])
def test_a_branch_with_a_lost_commit_is_assessed_as_it_stood_before(tmp_path: Path, how: str, lost: str, known_by: str) -> None:
    """The six commits are of the first six days of January; `main` is of the 6th, `main~2` of the 4th."""
    told = six_commits(tmp_path / "shop")
    name, before = told.oid(6 if lost == "main" else 4), told.oid(5 if lost == "main" else 3)
    if known_by == "the reflog":  # another loose end: what stood before an amended commit
        git(told.path, "commit-tree", "-m", "loose", "main^{tree}", GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a", GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a")
        (told.git_dir / "logs").mkdir(exist_ok=True)
        (told.git_dir / "logs" / "HEAD").write_text(f"{before} {name} Ann Lee <ann@example.org> 1767787200 +0000\tcommit: c\n")
    spoil(told.object_file(lost), how)
    shelf = read(tmp_path / "a", told.path, as_of="2026-01-02")
    assert [row["commit"] for row in shelf.table("commits")] == [told.oid(2), told.oid(1)]
    (problem,) = shelf.problems
    assert problem.startswith(f"shop: commit {name[:12]} is missing or damaged: only what stood before it was assessed. Run `git fsck`")
    if lost == "main":
        later = read(tmp_path / "b", told.path, as_of="2026-01-05")
        assert later.table("commits") == []
        assert f"commit {name[:12]} is missing or damaged; what stood before 2026-01-05 can be assessed: choose an earlier day" in later.problems[0]


def test_nothing_is_guessed_where_a_lost_commit_leaves_two_loose_ends(tmp_path: Path) -> None:
    told = six_commits(tmp_path / "shop")
    git(told.path, "commit-tree", "-m", "loose", "main^{tree}", GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a", GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a")
    told.object_file("main").unlink()
    shelf = read(tmp_path, told.path, as_of="2026-01-02")
    assert shelf.table("commits") == []
    assert "nothing tells which commit came before it" in shelf.problems[0]


def test_a_text_of_a_hundred_megabytes_has_its_lines_counted_by_nobody(tmp_path: Path) -> None:
    """Git would take 13 times its size in memory for each comparison of two versions."""
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "one\n"})
    told.save()
    for line in ("1, 2, 3", "4, 5, 6"):
        (told.path / "dump.csv").write_text(f"{line}\n" * 13_200_000)
        git(told.path, "-c", "core.compression=1", "add", "dump.csv")
        git(told.path, "-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "Dump")
    shelf = read(tmp_path, told.path)
    assert [counts for (_, path), counts in shelf.churn().items() if path == "dump.csv"] == [(None, None)] * 2


def test_a_file_of_sixty_megabytes_is_named_and_not_read(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "one\n"})
    told.save()
    with (told.path / "dump.sql").open("wb") as file:
        file.truncate(60_000_000)
    git(told.path, "reset", "-q")
    git(told.path, "-c", "core.compression=0", "add", "dump.sql")
    git(told.path, "-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "Dump")
    shelf = read(tmp_path, told.path)
    assert {row["path"]: (row["bytes"], row["lines"]) for row in shelf.table("files")} == {"app.py": (4, 1), "dump.sql": (60_000_000, None)}
    assert shelf.problems == [
        "shop/dump.sql: this file is 60 MB: it was not read, its lines are unknown. Keep large files outside git, for instance with Git LFS."
    ]


def test_a_lock_file_too_large_to_read_leaves_its_table_unknown_rather_than_empty(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"package-lock.json": '{"lockfileVersion": 3, "packages": {}}' + " " * 6_000_000})
    told.save()
    (problem,) = read(tmp_path, told.path).problems
    assert problem == (
        "shop/package-lock.json: it was not read: 6.0 MB are more than the 5 MB that are read of one file. Split it, or leave it out of the repository."
    )


def test_what_git_printed_before_it_was_cut_off_is_taken(tmp_path: Path) -> None:
    told = six_commits(tmp_path / "shop")
    raw = git(told.path, "log", "-z", "--raw", "--no-abbrev", "--no-renames", f"--format={HEADER}")
    whole = History("shop")
    whole.read(raw)
    assert len(whole.commits["commit"]) == 6
    for end in range(0, len(raw), 7):
        part = History("shop")
        part.read(raw[:end])
        told_commits = part.commits["commit"]
        assert told_commits == whole.commits["commit"][: len(told_commits)]
    assert sum(1 for _ in renames(raw)) >= 0
