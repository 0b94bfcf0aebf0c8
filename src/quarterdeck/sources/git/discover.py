"""Find repositories: normal, bare, linked worktrees, at a path or in folders below it.

The search ends: it goes so deep, looks into so many folders, follows no link, and stays on the file system of the path, so that it never
walks through `/proc` or a colleague's network drive unless it is told to.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quarterdeck.kernel.problem import Place, Problem

_DEEPEST = 6
_MOST_FOLDERS = 100_000
_POINTER = 8192  # bytes of a `.git` file that are read: a path is shorter
_SKIPPED = {"node_modules", ".venv", "venv", "vendor", "__pycache__", ".tox", ".cache"}


@dataclass(frozen=True, slots=True)
class LocalRepository:
    """A repository on this disk: its name in the assessment, where it is, and its git directories."""

    name: str
    path: Path
    git_dir: Path
    common_dir: Path


def discover(paths: Sequence[Path]) -> tuple[list[LocalRepository], list[Problem]]:
    """The repositories at or below ``paths``, each once and named apart, and a Problem for each path that has none.

    A clone and its linked worktrees are one repository: the clone stands for them, or else the first of them.
    """
    families: dict[Path, dict[Path, LocalRepository]] = {}
    problems: list[Problem] = []
    for path in paths:
        here, faults = _below(path)
        problems.extend(faults)
        for repository in here:
            families.setdefault(repository.common_dir.resolve(), {}).setdefault(repository.git_dir.resolve(), repository)
    found = []
    for common_dir, family in families.items():
        whole = family.get(common_dir) or next(iter(family.values()))
        found.append(whole)
        problems.extend(_counted_once(other, whole) for other in family.values() if other is not whole)
    return _named_apart(found), list(dict.fromkeys(problems))


def _counted_once(worktree: LocalRepository, known: LocalRepository) -> Problem:
    what = f"a linked worktree of {known.path}, and one repository counts once: it was left out"
    return Problem(Place(str(worktree.path)), what, "Name it alone to assess the branch that it has checked out")


def _below(path: Path) -> tuple[list[LocalRepository], list[Problem]]:
    if not path.exists():
        return [], [Problem(Place(str(path)), "this path does not exist", "Check the spelling")]
    problems: list[Problem] = []
    if not path.is_dir():
        return [], [Problem(Place(str(path)), "this is a file, not a repository or a folder", "Name a folder that holds repositories")]
    try:
        found = list(_walk(path, 0, _Search(path.stat().st_dev, problems)))
        if not found and not problems:
            found = [r for parent in path.resolve().parents if (r := _repository_at(parent, problems))][:1]
    except OSError as error:
        problems.append(_unreadable(path, error))
        return [], problems
    if not found and not problems:
        problems.append(Problem(Place(str(path)), "no git repository here or below", "Name a folder that holds one, or run `git init` there"))
    return found, problems


@dataclass
class _Search:
    """A walk below one path: the file system that it stays on, what it met, how many folders it has looked into."""

    device: int
    problems: list[Problem]
    folders: int = 0


def _walk(folder: Path, depth: int, search: _Search) -> Iterator[LocalRepository]:
    repository = _repository_at(folder, search.problems)
    if repository:
        yield repository
        return
    search.folders += 1
    if search.folders == _MOST_FOLDERS:
        what = f"the search ended here, after {_MOST_FOLDERS} folders; what comes after it was not looked at"
        search.problems.append(Problem(Place(str(folder)), what, "Name folders nearer to the repositories"))
    if depth >= _DEEPEST or search.folders >= _MOST_FOLDERS:
        return
    try:
        children = sorted((e for e in os.scandir(folder) if e.is_dir(follow_symlinks=False)), key=lambda entry: entry.name)
    except OSError as error:
        search.problems.append(_unreadable(folder, error))
        return
    for entry in children:
        if entry.name in _SKIPPED or (entry.name.startswith(".") and entry.name != ".git"):
            continue
        if entry.stat(follow_symlinks=False).st_dev == search.device:
            yield from _walk(Path(entry.path), depth + 1, search)
        else:
            search.problems.append(
                Problem(Place(entry.path), "another file system begins here, and it was not searched", "Name this folder too, if it holds repositories")
            )


def _repository_at(folder: Path, problems: list[Problem]) -> LocalRepository | None:
    marker = folder / ".git"
    try:
        if marker.is_dir():
            return _checked(folder, marker)
        if marker.is_file():
            return _linked(folder, marker, problems)
        if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
            return _checked(folder, folder)
    except OSError as error:
        problems.append(_unreadable(folder, error))
    except ValueError:  # a byte in a pointer that no path may hold
        problems.append(_lost(marker))
    return None


def _checked(folder: Path, git_dir: Path) -> LocalRepository | None:
    if not ((git_dir / "HEAD").exists() and (git_dir / "objects").is_dir()):
        return None
    os.scandir(git_dir / "objects").close()  # a folder that may not be read says so here
    return LocalRepository(_base_name(folder), folder, git_dir, git_dir)


def _linked(folder: Path, marker: Path, problems: list[Problem]) -> LocalRepository | None:
    """A worktree or submodule: `.git` is a file that names the git directory."""
    with marker.open("rb") as file:
        words = os.fsdecode(file.read(_POINTER)).strip()
    git_dir = (folder / words.removeprefix("gitdir:").strip()).resolve()
    if not words.startswith("gitdir:") or not (git_dir / "HEAD").is_file():
        problems.append(_lost(marker))
        return None
    common = git_dir / "commondir"
    common_dir = (git_dir / os.fsdecode(common.read_bytes()).strip()).resolve() if common.is_file() else git_dir
    return LocalRepository(_base_name(folder), folder, git_dir, common_dir)


def _lost(marker: Path) -> Problem:
    return Problem(Place(str(marker)), "this file names no git directory that exists", "Run `git worktree repair` there")


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(Place(str(path)), f"cannot be read: {error.strerror or error}", "Give yourself permission to read it, or leave it out")


def _base_name(folder: Path) -> str:
    whole = folder.resolve()
    return whole.name.removesuffix(".git") or whole.parent.name or "repository"


def _named_apart(repositories: list[LocalRepository]) -> list[LocalRepository]:
    """Folders' names, with as many parents before them as it takes to tell two apart."""
    alike = Counter(_without_ending(repository) for repository in repositories)
    repositories = [replace(r, name=r.path.resolve().name) if alike[_without_ending(r)] > 1 else r for r in repositories]  # app and app.git
    for depth in range(2, max((len(r.path.resolve().parts) for r in repositories), default=0) + 1):
        names = [repository.name for repository in repositories]
        if len(set(names)) == len(names):
            break
        repositories = [_longer(r, depth) if names.count(r.name) > 1 else r for r in repositories]
    return sorted(repositories, key=lambda repository: repository.name)


def _longer(repository: LocalRepository, depth: int) -> LocalRepository:
    parts = repository.path.resolve().parts[1:][-depth:]
    name = "/".join(parts)
    return replace(repository, name=name if repository.name.endswith(".git") else name.removesuffix(".git"))


def _without_ending(repository: LocalRepository) -> str:
    return str(repository.path.resolve()).removesuffix(".git")
