"""Find repositories: normal, bare, linked worktrees, at a path or in folders below it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quarterdeck.kernel.problem import Place, Problem

_DEEPEST = 6
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
    """The repositories at or below ``paths``, each once and named apart, and a Problem for each path that has none."""
    found: dict[Path, LocalRepository] = {}
    problems: list[Problem] = []
    for path in paths:
        here, faults = _below(path)
        problems.extend(faults)
        for repository in here:
            found.setdefault(repository.git_dir.resolve(), repository)
    return _named_apart(list(found.values())), list(dict.fromkeys(problems))


def _below(path: Path) -> tuple[list[LocalRepository], list[Problem]]:
    if not path.exists():
        return [], [Problem(Place(str(path)), "this path does not exist", "Check the spelling")]
    problems: list[Problem] = []
    if not path.is_dir():
        return [], [Problem(Place(str(path)), "this is a file, not a repository or a folder", "Name a folder that holds repositories")]
    try:
        found = list(_walk(path, 0, problems))
        if not found and not problems:
            found = [r for parent in path.resolve().parents if (r := _repository_at(parent, problems))][:1]
    except OSError as error:
        problems.append(_unreadable(path, error))
        return [], problems
    if not found and not problems:
        problems.append(Problem(Place(str(path)), "no git repository here or below", "Name a folder that holds one, or run `git init` there"))
    return found, problems


def _walk(folder: Path, depth: int, problems: list[Problem]) -> Iterator[LocalRepository]:
    repository = _repository_at(folder, problems)
    if repository:
        yield repository
        return
    if depth >= _DEEPEST:
        return
    try:
        children = sorted((e for e in os.scandir(folder) if e.is_dir(follow_symlinks=False)), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    for entry in children:
        if entry.name not in _SKIPPED and not (entry.name.startswith(".") and entry.name != ".git"):
            yield from _walk(Path(entry.path), depth + 1, problems)


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
