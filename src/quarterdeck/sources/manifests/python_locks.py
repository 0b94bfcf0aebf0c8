"""What Python's lock files pin: ``poetry.lock``, ``pdm.lock``, ``Pipfile.lock`` and ``pylock.toml``.

(``uv.lock`` has its own module.) Direct is what the manifest beside the lock declares. Needed at run time is what the lock's own groups say, else what can be
reached from the manifest's runtime dependencies; optional requirements are followed, so that nothing that may run is called
development. Without a manifest beside it, what no other package needs must be direct, and the rest is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import DEPENDENCIES, items, problem, table, text, texts
from quarterdeck.sources.manifests.graph import reachable
from quarterdeck.sources.manifests.json_reader import read_json
from quarterdeck.sources.manifests.rows import (
    DEVELOPMENT,
    DIRECT,
    RUNTIME,
    TRANSITIVE,
    UNKNOWN,
    Beside,
    Sheet,
    merged,
    normalised,
)
from quarterdeck.sources.manifests.toml_reader import read_toml

_LOCAL = ("directory", "file", "path")
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_IN_GROUPS = re.compile(r"['\"][^'\"]+['\"]\s+in\s+dependency_groups")


@dataclass(frozen=True, slots=True)
class _Locked:
    """A package of a lock: the names it needs, and its scope where the lock says so."""

    name: str
    version: str
    line: int
    needs: tuple[str, ...]
    scope: str | None


def read_poetry_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``poetry.lock`` of any version."""
    return _toml_lock(file, beside, "poetry.lock", "package", _poetry)


def read_pdm_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``pdm.lock``."""
    return _toml_lock(file, beside, "pdm.lock", "package", _pdm)


def read_pylock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``pylock.toml`` (PEP 751)."""
    return _toml_lock(file, beside, "pylock.toml", "packages", _pylock)


def read_pipfile_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``Pipfile.lock``; its sections tell the scope, the ``Pipfile`` beside it what is direct."""
    document = read_json(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    sheet = Sheet(file, "Pipfile.lock", "PyPI", "locked")
    wanted = {row.name for row in beside.wishes(file, "Pipfile")}
    rows: list[Dependency] = []
    for section, packages in table(document.data).items():
        if section == "_meta":
            continue
        for name, entry in table(packages).items():
            told = table(entry)
            if "path" in told or "file" in told:
                continue
            normal = normalised("PyPI", name)
            relation = UNKNOWN if not wanted else DIRECT if normal in wanted else TRANSITIVE
            scope = DEVELOPMENT if section == "develop" else RUNTIME
            version = text(told.get("version")).removeprefix("==").strip()
            rows.append(sheet.row(name, document.line(section, name), version=version, relation=relation, scope=scope))
    return merged(file, rows)


def _toml_lock(
    file: FileContent, beside: Beside, name: str, key: str, read: Callable[[dict[str, object]], tuple[tuple[str, ...], str | None] | None]
) -> Extracted:
    document = read_toml(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    listed = document.at(key)
    if listed is not None and not isinstance(listed, list):
        what = f"'{key}' is not a list of packages"
        return Extracted(problems=(problem(file, document.line(key), what, f"Make {name} anew with its tool", DEPENDENCIES),))
    packages = tuple(_packages(document, key, read))
    sheet = Sheet(file, name, "PyPI", "locked")
    return merged(file, _rows(sheet, packages, beside.wishes(file, "pyproject.toml")))


def _packages(document: Document, key: str, read: Callable[[dict[str, object]], tuple[tuple[str, ...], str | None] | None]) -> Iterable[_Locked]:
    for number, item in enumerate(items(document.at(key))):
        entry = table(item)
        name = text(entry.get("name"))
        told = read(entry) if name else None
        if told is not None:
            needs, scope = told
            line = document.line(key, number, "name")
            yield _Locked(normalised("PyPI", name), text(entry.get("version")), line, needs, scope)


def _rows(sheet: Sheet, packages: Sequence[_Locked], wishes: Sequence[Dependency]) -> Iterable[Dependency]:
    edges: dict[str, list[str]] = {}
    for one in packages:
        edges.setdefault(one.name, []).extend(one.needs)
    needed = {name for one in packages for name in one.needs if name != one.name}
    direct = {row.name for row in wishes}
    running = reachable([row.name for row in wishes if row.scope == RUNTIME], edges)
    for one in packages:
        if direct:
            relation = DIRECT if one.name in direct else TRANSITIVE
            scope = one.scope or (RUNTIME if one.name in running else DEVELOPMENT)
        else:
            relation = UNKNOWN if one.name in needed else DIRECT
            scope = one.scope or UNKNOWN
        yield sheet.row(one.name, one.line, version=one.version, relation=relation, scope=scope)


def _poetry(entry: dict[str, object]) -> tuple[tuple[str, ...], str | None] | None:
    """Poetry 2 writes groups, Poetry before 1.5 a category, those between neither. None for a local package."""
    if text(table(entry.get("source")).get("type")) in _LOCAL:
        return None
    groups, category = texts(entry.get("groups")), text(entry.get("category"))
    scope = None
    if groups:
        scope = RUNTIME if "main" in groups else DEVELOPMENT
    elif category:
        scope = RUNTIME if category == "main" else DEVELOPMENT
    return tuple(normalised("PyPI", name) for name in table(entry.get("dependencies"))), scope


def _pdm(entry: dict[str, object]) -> tuple[tuple[str, ...], str | None] | None:
    """PDM's group ``default`` is what runs; other groups may be extras or development, which the manifest tells."""
    if "path" in entry:
        return None
    scope = RUNTIME if "default" in texts(entry.get("groups")) else None
    needs = [match.group(1) for need in texts(entry.get("dependencies")) if (match := _NAME.match(need))]
    return tuple(normalised("PyPI", name) for name in needs), scope


def _pylock(entry: dict[str, object]) -> tuple[tuple[str, ...], str | None] | None:
    """A marker that asks for a dependency group makes it development."""
    if "directory" in entry:
        return None
    needs = [text(table(need).get("name")) for need in items(entry.get("dependencies"))]
    scope = DEVELOPMENT if _IN_GROUPS.search(text(entry.get("marker"))) else None
    return tuple(normalised("PyPI", name) for name in needs if name), scope
