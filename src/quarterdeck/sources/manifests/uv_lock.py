"""What ``uv.lock`` pins. The lock holds the workspace's own projects too, so that it tells by itself what is direct and what runs.

Needed at run time is what can be reached from the own projects' dependencies and extras (save extras named for development),
following only the extras that are asked for. The rest comes from dependency groups: development.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import DEPENDENCIES, items, problem, table, text, texts
from quarterdeck.sources.manifests.graph import reachable
from quarterdeck.sources.manifests.recognise import is_development
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

_OWN = ("editable", "virtual", "directory", "path")

_Part: TypeAlias = tuple[str, str, str]
"""A package's normalised name, a version (empty for any) and an extra (empty for the package itself)."""


def read_uv_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``uv.lock``; the manifest beside it is asked only when the lock holds no project of its own."""
    document = read_toml(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    listed = document.at("package")
    if listed is not None and not isinstance(listed, list):
        what = "'package' is not a list of packages"
        return Extracted(problems=(problem(file, document.line("package"), what, "Run 'uv lock'", DEPENDENCIES),))
    packages = [(number, table(item)) for number, item in enumerate(items(listed))]
    own = [entry for _, entry in packages if _is_own(entry)]
    edges = _edges([entry for _, entry in packages])
    direct = {part for entry in own for group in _groups(entry) for part in _wanted(group)}
    roots = {part for entry in own for group in _running(entry) for part in _wanted(group)}
    for row in () if own else beside.wishes(file, "pyproject.toml"):
        direct.add((row.name, "", ""))
        if row.scope == RUNTIME:
            roots.add((row.name, "", ""))
    running = {(name, version) for name, version, _ in reachable(roots, edges)}
    is_told = bool(own) or bool(direct)
    return merged(file, _rows(file, document, packages, direct={part[:2] for part in direct}, running=running, is_told=is_told))


def _rows(
    file: FileContent,
    document: Document,
    packages: list[tuple[int, dict[str, object]]],
    *,
    direct: set[tuple[str, str]],
    running: set[tuple[str, str]],
    is_told: bool,
) -> Iterator[Dependency]:
    sheet = Sheet(file, "uv.lock", "PyPI", "locked")
    for number, entry in packages:
        name, version = normalised("PyPI", text(entry.get("name"))), text(entry.get("version"))
        if not name or _is_own(entry):
            continue
        here = {(name, ""), (name, version)}
        relation = UNKNOWN if not is_told else TRANSITIVE if direct.isdisjoint(here) else DIRECT
        scope = UNKNOWN if not is_told else DEVELOPMENT if running.isdisjoint(here) else RUNTIME
        yield sheet.row(name, document.line("package", number, "name"), version=version, relation=relation, scope=scope)


def _is_own(entry: Mapping[str, object]) -> bool:
    return not set(_OWN).isdisjoint(table(entry.get("source")))


def _groups(entry: Mapping[str, object]) -> Iterator[object]:
    """Every list of dependencies of a project: its own, its extras', its groups'."""
    yield from _running(entry)
    for name, extra in table(entry.get("optional-dependencies")).items():
        if is_development(name):
            yield extra
    for key in ("dev-dependencies", "dependency-groups"):
        yield from table(entry.get(key)).values()


def _running(entry: Mapping[str, object]) -> Iterator[object]:
    yield entry.get("dependencies")
    for name, extra in table(entry.get("optional-dependencies")).items():
        if not is_development(name):
            yield extra


def _wanted(group: object) -> Iterator[_Part]:
    for item in items(group):
        entry = table(item)
        name, version = normalised("PyPI", text(entry.get("name"))), text(entry.get("version"))
        if name:
            yield name, version, ""
            for extra in texts(entry.get("extra")):
                yield name, version, extra


def _edges(packages: list[dict[str, object]]) -> dict[_Part, list[_Part]]:
    """From each package, and from each of its extras, to what they need; under its version and under any."""
    edges: dict[_Part, list[_Part]] = {}
    for entry in packages:
        name = normalised("PyPI", text(entry.get("name")))
        groups = {"": entry.get("dependencies"), **table(entry.get("optional-dependencies"))}
        for extra, group in groups.items():
            wanted = list(_wanted(group))
            for version in {text(entry.get("version")), ""}:
                edges.setdefault((name, version, extra), []).extend(wanted)
    return edges
