"""What a ``pnpm-lock.yaml`` pins, lock versions 5 to 9, with or without workspaces.

Source of method: pnpm's specification of its lock files. Each importer (a project of the workspace) names what it asks for; what
runs is reached from its ``dependencies`` and ``optionalDependencies``. A package that several sets of peers install counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import DEPENDENCIES, problem, table, text
from quarterdeck.sources.manifests.graph import reachable
from quarterdeck.sources.manifests.rows import DEVELOPMENT, DIRECT, RUNTIME, TRANSITIVE, Sheet, merged
from quarterdeck.sources.manifests.yaml_reader import read_yaml

_RUNTIME = ("dependencies", "optionalDependencies")
_LOCAL = ("link:", "file:", "workspace:")
_SLASHED = re.compile(r"/((?:@[^/@]+/)?[^/@]+)/([^/_(]+)(?:[_(].*)?", re.DOTALL)
_AT = re.compile(r"/?((?:@[^/@]+/)?[^/@]+)@([^(]+)(?:\(.*)?", re.DOTALL)
_VERSION = re.compile(r"v?\d+\.\d+\.\d+\S*")


def read_pnpm_lock(file: FileContent) -> Extracted:
    """The packages of a ``pnpm-lock.yaml``."""
    document = read_yaml(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    if not isinstance(document.data, dict) or "lockfileVersion" not in document.data:
        what = "the file names no 'lockfileVersion'"
        return Extracted(problems=(problem(file, 1, what, "Run 'pnpm install' to make the lock anew", DEPENDENCIES),))
    packages = table(document.at("packages"))
    nodes = {**packages, **table(document.at("snapshots"))}
    importers = table(document.at("importers")) or {".": document.data}
    direct: set[str] = set()
    roots: set[str] = set()
    for importer in importers.values():
        asked = table(importer)
        for key in (*_RUNTIME, "devDependencies"):
            found = set(_targets(asked.get(key), nodes))
            direct |= found
            if key in _RUNTIME:
                roots |= found
    edges = {key: [target for name in _RUNTIME for target in _targets(table(node).get(name), nodes)] for key, node in nodes.items()}
    running = reachable(roots, edges)
    sheet = Sheet(file, "pnpm-lock.yaml", "npm", "locked")
    return merged(file, _rows(sheet, document, packages, {_bare(key) for key in direct}, {_bare(key) for key in running}))


def _rows(sheet: Sheet, document: Document, packages: Mapping[str, object], direct: set[str], running: set[str]) -> Iterator[Dependency]:
    for key, value in packages.items():
        entry = table(value)
        name, version = _identity(key, entry)
        if not name or text(table(entry.get("resolution")).get("type")) == "directory" or "@file:" in key or key.startswith(_LOCAL):
            continue
        bare = _bare(key)
        relation = DIRECT if bare in direct else TRANSITIVE
        scope = RUNTIME if bare in running else DEVELOPMENT
        yield sheet.row(name, document.line("packages", key), version=version, relation=relation, scope=scope)


def _targets(listed: object, nodes: Mapping[str, object]) -> Iterator[str]:
    """The keys of the packages that a list of dependencies names."""
    for name, value in table(listed).items():
        told = text(table(value).get("version")) if isinstance(value, dict) else text(value)
        if told and not told.startswith(_LOCAL):
            spellings = (f"{name}@{told}", f"/{name}@{told}", f"/{name}/{told}", told, f"/{told}")
            yield from [spelling for spelling in spellings if spelling in nodes][:1]


def _bare(key: str) -> str:
    """A key without its peers in brackets: the package itself."""
    return key.partition("(")[0]


def _identity(key: str, entry: Mapping[str, object]) -> tuple[str, str | None]:
    """Name and exact version: from the entry where it states them (packages from addresses), else from its key."""
    match = _AT.fullmatch(key) or _SLASHED.fullmatch(key)
    name = text(entry.get("name")) or (match.group(1) if match else "")
    version = text(entry.get("version")) or (match.group(2) if match else "")
    return name, version if _VERSION.fullmatch(version) else None
