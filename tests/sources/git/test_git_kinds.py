"""Every kind of repository is read, and what is none is said in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quarterdeck.sources.git.discover import discover
from tests.builders import BEN, Told, git, listing
from tests.sources.git.shelf import read


def shop(path: Path, *, bare: bool = False, sha256: bool = False) -> Told:
    """Two commits by two people, a tag of each sort."""
    told = Told(path, bare=bare, sha256=sha256)
    told.commit({"app.py": "one\n", "docs/readme.md": "# Shop\n"})
    told.tag("v1.0", at="2026-01-09")
    told.commit({"app.py": "one\ntwo\n"}, by=BEN, at="2026-02-01")
    told.light_tag("v1.1")
    told.save()
    return told


def facts(shelf_of: Path, *paths: Path) -> tuple[list[str], list[str], int, int]:
    """Names, problems, commits and tags."""
    shelf = read(shelf_of, *paths)
    return [row["repository"] for row in shelf.table("repositories")], shelf.problems, len(shelf.table("commits")), len(shelf.table("tags"))


def test_a_normal_repository(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    shelf = read(tmp_path, told.path)
    (head,) = shelf.table("repositories")
    assert (head["repository"], head["head"], head["branch"], head["object_format"], head["shallow"]) == ("shop", told.oid(2), "main", "sha1", False)
    assert {row["path"]: (row["role"], row["lines"]) for row in shelf.table("files")} == {"app.py": ("production", 2), "docs/readme.md": ("documentation", 1)}
    assert [(row["tag"], row["tagger_name"], str(row["tagged_at"])) for row in shelf.table("tags")] == [
        ("v1.0", "Ann Lee", "2026-01-09 12:00:00"),
        ("v1.1", None, "2026-02-01 12:00:00"),
    ]
    assert shelf.problems == []


def test_a_bare_repository_is_named_without_its_ending(tmp_path: Path) -> None:
    assert facts(tmp_path, shop(tmp_path / "shop.git", bare=True).path) == (["shop"], [], 2, 2)


def test_a_sha256_repository(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop", sha256=True)
    shelf = read(tmp_path, told.path)
    assert [row["object_format"] for row in shelf.table("repositories")] == ["sha256"]
    assert sorted(len(row["commit"]) for row in shelf.table("commits")) == [64, 64]
    assert {(path, counts) for (_, path), counts in shelf.churn().items()} == {("app.py", (1, 0)), ("docs/readme.md", (1, 0))}
    assert len(shelf.table("tags")) == 2


def test_a_linked_worktree_stands_where_its_own_branch_stands(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    git(told.path, "worktree", "add", "-q", "-b", "fix", str(tmp_path / "fixing"), told.oid(1))
    shelf = read(tmp_path, tmp_path / "fixing")
    (head,) = shelf.table("repositories")
    assert (head["repository"], head["head"], head["branch"]) == ("fixing", told.oid(1), "fix")
    assert len(shelf.table("commits")) == 1
    assert shelf.problems == []


@pytest.mark.parametrize(("named", "kept", "left_out"), [(["."], "shop", ["fixing", "trying"]), (["fixing", "trying"], "fixing", ["trying"])])
def test_a_clone_and_its_worktrees_are_one_repository(tmp_path: Path, named: list[str], kept: str, left_out: list[str]) -> None:
    told = shop(tmp_path / "shop")
    for branch in ("fixing", "trying"):
        git(told.path, "worktree", "add", "-q", "-b", branch, str(tmp_path / branch))
    found, problems = discover([tmp_path / name for name in named])
    assert [repository.name for repository in found] == [kept]
    assert [str(problem) for problem in problems] == [
        f"{tmp_path / name}: a linked worktree of {tmp_path / kept}, and one repository counts once: it was left out."
        " Name it alone to assess the branch that it has checked out."
        for name in left_out
    ]


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{told.path}", "cut")
    shelf = read(tmp_path, tmp_path / "cut")
    assert [row["shallow"] for row in shelf.table("repositories")] == [True]
    assert len(shelf.table("commits")) == 1
    assert shelf.problems == []


def test_a_submodule_is_a_repository_of_its_own_and_no_file_of_the_other(tmp_path: Path) -> None:
    inner, outer = shop(tmp_path / "inner"), shop(tmp_path / "outer")
    git(outer.path, "reset", "-q", "--hard")
    git(outer.path, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "lib")
    git(outer.path, "-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "Add lib")
    whole = read(tmp_path / "a", outer.path)
    assert "lib" not in {row["path"] for row in whole.table("files")}
    assert "lib" in {row["path"] for row in whole.table("file_changes")}
    assert facts(tmp_path / "b", outer.path / "lib") == (["lib"], [], 2, 2)


def test_a_folder_inside_a_repository_stands_for_the_repository(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    (told.path / "docs").mkdir()
    assert facts(tmp_path, told.path / "docs") == (["shop"], [], 2, 2)


def test_a_folder_of_repositories_gives_each_once(tmp_path: Path) -> None:
    shop(tmp_path / "all" / "web")
    shop(tmp_path / "all" / "team" / "api.git", bare=True)
    assert facts(tmp_path, tmp_path / "all", tmp_path / "all" / "web") == (["api", "web"], [], 4, 4)


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (["red/app", "blue/app"], ["blue/app", "red/app"]),
        (["x/red/app", "y/red/app", "z"], ["x/red/app", "y/red/app", "z"]),
        (["app", "app.git"], ["app", "app.git"]),
        (["a/app", "b/app", "b/app.git"], ["a/app", "app.git", "b/app"]),
    ],
)
def test_repositories_with_one_name_are_told_apart_by_their_folders(tmp_path: Path, folders: list[str], names: list[str]) -> None:
    for folder in folders:
        shop(tmp_path / "top" / folder, bare=folder.endswith(".git"))
    found, problems = discover([tmp_path / "top"])
    assert len({repository.name for repository in found}) == len(folders)
    assert [repository.name.removeprefix("top/") for repository in found] == names
    assert problems == []


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("nowhere", "this path does not exist. Check the spelling."),
        ("empty", "no git repository here or below. Name a folder that holds one, or run `git init` there."),
        ("file.txt", "this is a file, not a repository or a folder. Name a folder that holds repositories."),
    ],
)
def test_what_is_no_repository_is_a_problem_and_the_others_go_on(tmp_path: Path, what: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("hello")
    told = shop(tmp_path / "good" / "shop")
    names, problems, commits, _tags = facts(tmp_path, tmp_path / what, told.path)
    assert (names, commits) == (["shop"], 2)
    assert problems == [f"{tmp_path / what}: {says}"]


def test_a_search_ends_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcdef":
        (tmp_path / "top" / name).mkdir(parents=True)
    shop(tmp_path / "top" / "a" / "shop")
    shop(tmp_path / "top" / "f" / "till")
    monkeypatch.setattr("quarterdeck.sources.git.discover._MOST_FOLDERS", 4)
    found, problems = discover([tmp_path / "top"])
    assert [repository.name for repository in found] == ["shop"]
    assert [problem.what for problem in problems] == ["the search ended here, after 4 folders; what comes after it was not looked at"]


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="nothing is mounted at /proc")
def test_a_search_stays_on_its_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quarterdeck.sources.git.discover._DEEPEST", 1)
    said = "/proc: another file system begins here, and it was not searched. Name this folder too, if it holds repositories."
    assert said in [str(problem) for problem in discover([Path("/")])[1]]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    shop(tmp_path / "all" / "good")
    closed = tmp_path / "all" / "closed"
    closed.mkdir(mode=0)
    names, problems, _commits, _tags = facts(tmp_path, tmp_path / "all")
    assert names == ["good"]
    assert problems == [f"{closed}: cannot be read: Permission denied. Give yourself permission to read it, or leave it out."]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to somebody else")
def test_a_repository_that_belongs_to_somebody_else_is_read_too(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    for path in (told.path, *told.path.rglob("*")):
        os.chown(path, 12345, 12345)
    assert facts(tmp_path, told.path) == (["shop"], [], 2, 2)


def test_a_worktree_whose_repository_is_gone_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / ".git").write_text("gitdir: ../nowhere/.git/worktrees/lost\n")
    _names, problems, _commits, _tags = facts(tmp_path, tmp_path / "lost")
    assert problems == [f"{tmp_path / 'lost' / '.git'}: this file names no git directory that exists. Run `git worktree repair` there."]


@pytest.mark.parametrize("pointer", [b"gitdir: \xff\x00\n", b"\x00" * 20_000, b"gitdir: " + b"a/" * 9_000], ids=["a null byte", "zeros", "without end"])
def test_a_pointer_that_is_no_path_is_a_problem(tmp_path: Path, pointer: bytes) -> None:
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / ".git").write_bytes(pointer)
    _names, problems, _commits, _tags = facts(tmp_path, tmp_path / "lost")
    assert len(problems) == 1
    assert str(tmp_path / "lost") in problems[0]


def test_an_empty_repository_and_an_orphan_branch_are_problems(tmp_path: Path) -> None:
    empty = Told(tmp_path / "empty")
    empty.save()
    orphan = shop(tmp_path / "orphan")
    git(orphan.path, "symbolic-ref", "HEAD", "refs/heads/fresh")
    names, problems, _commits, _tags = facts(tmp_path, empty.path, orphan.path)
    says = "HEAD names no commit: the repository is empty, or its branch is missing. Commit something, or check out a branch."
    assert names == []
    assert problems == [f"empty: {says}", f"orphan: {says}"]


def test_a_detached_head_has_no_branch(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    git(told.path, "update-ref", "--no-deref", "HEAD", told.oid(1))
    (told.git_dir / "HEAD").write_text(told.oid(1) + "\n")
    shelf = read(tmp_path, told.path)
    assert [(row["head"], row["branch"]) for row in shelf.table("repositories")] == [(told.oid(1), "")]
    assert len(shelf.table("commits")) == 1


def test_as_of_shows_the_head_of_that_day(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    shelf = read(tmp_path, told.path, as_of="2026-01-31")
    assert [row["head"] for row in shelf.table("repositories")] == [told.oid(1)]
    assert read(tmp_path / "b", told.path, as_of="2025-12-31").problems == ["shop: its history begins after 2025-12-31. Assess a later date with `--as-of`."]


def test_an_assessed_repository_stays_byte_for_byte_the_same(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    before = listing(told.path)
    read(tmp_path, told.path)
    assert listing(told.path) == before
