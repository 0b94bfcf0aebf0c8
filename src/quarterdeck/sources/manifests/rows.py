"""Rows of the tables of dependencies and runtimes, made the same way for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from packageurl import PackageURL

from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.manifests.document import DEPENDENCIES, brief, problem, without_secrets
from quarterdeck.sources.manifests.recognise import is_aside

DIRECT, TRANSITIVE, UNKNOWN = "direct", "transitive", "unknown"
RUNTIME, DEVELOPMENT = "runtime", "development"

_NAMES = {
    "PyPI": re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"),
    "npm": re.compile(r"(?:@[^/@\s]+/)?[^/@\s]+"),
    "Go": re.compile(r"[^/\s]+(?:/[^/\s]+)*"),
}
"""What a normalised name looks like in each ecosystem."""
_SEPARATORS = re.compile(r"[-_.]+")
_RELATIONS = {DIRECT: 0, TRANSITIVE: 1, UNKNOWN: 2}
_SCOPES = {RUNTIME: 0, UNKNOWN: 1, DEVELOPMENT: 2}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all dependencies of one file share."""

    file: FileContent
    format: str
    ecosystem: str
    kind: str = "declared"

    def row(
        self,
        name: str,
        line: int,
        *,
        requirement: str | None = None,
        version: str | None = None,
        relation: str = DIRECT,
        scope: str = RUNTIME,
    ) -> Dependency:
        """One dependency. In a folder of tests, documents or examples its scope is ``development``, whatever the file says."""
        normal = normalised(self.ecosystem, name)
        return Dependency(
            repository=self.file.repository,
            path=self.file.path,
            line=line,
            kind=self.kind,
            format=self.format,
            ecosystem=self.ecosystem,
            name=normal,
            requirement=without_secrets(requirement) if requirement else None,
            version=version or None,
            purl=purl(self.ecosystem, normal, version or None),
            relation=relation,
            scope=DEVELOPMENT if is_aside(self.file.path) else scope,
        )


def normalised(ecosystem: str, name: str) -> str:
    """The name as its ecosystem compares it: PEP 503 for PyPI, as it is for npm and Go."""
    return _SEPARATORS.sub("-", name).lower() if ecosystem == "PyPI" else name


@lru_cache(maxsize=50_000)
def purl(ecosystem: str, name: str, version: str | None) -> str:
    """The package URL; empty for what can be no package's name."""
    if not _NAMES[ecosystem].fullmatch(name):
        return ""
    if ecosystem == "PyPI":
        return PackageURL("pypi", None, name, version).to_string()
    kind = "npm" if ecosystem == "npm" else "golang"
    namespace, _, last = name.rpartition("/")
    return PackageURL(kind, namespace or None, last, version).to_string()


def named(file: FileContent, rows: Iterable[Dependency | Runtime]) -> Extracted:
    """The rows that name a package, and a Problem for each that cannot."""
    kept: list[Dependency | Runtime] = []
    problems: list[Problem] = []
    for row in rows:
        if isinstance(row, Runtime) or row.purl:
            kept.append(row)
        else:
            what = f"'{brief(row.name)}' is no name of a package of {row.ecosystem}"
            problems.append(problem(file, row.line, what, "Correct the name, or make the file anew with its tool", DEPENDENCIES))
    return Extracted(tuple(kept), tuple(problems))


def merged(file: FileContent, rows: Iterable[Dependency]) -> Extracted:
    """One row per package and version of a lock file, which may install one twice.

    The first line stands; the nearest relation and the widest scope win.
    """
    found: dict[tuple[str, str | None], Dependency] = {}
    for row in rows:
        key = row.name, row.version
        known = found.get(key)
        if known is None:
            found[key] = row
        else:
            relation = min(known.relation, row.relation, key=_RELATIONS.__getitem__)
            scope = min(known.scope, row.scope, key=_SCOPES.__getitem__)
            found[key] = replace(known, relation=relation, scope=scope)
    return named(file, found.values())


def runtime(file: FileContent, line: int, how: str, product: str, version: str | None, requirement: str, *, pinned: bool = False) -> Runtime:
    """One runtime; the words of the file are kept, without passwords in addresses."""
    return Runtime(file.repository, file.path, line, how, product, version or None, without_secrets(requirement), pinned)


@dataclass(slots=True)
class Notes:
    """Rows and problems of one file, collected in the order of reading."""

    rows: list[Dependency | Runtime] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def extracted(self, file: FileContent) -> Extracted:
        """Both, as an extractor returns them."""
        return Extracted(problems=tuple(self.problems)) + named(file, self.rows)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a lock file may look at: every file at hand by its path, and the dependencies declared in each manifest by its path."""

    files: Mapping[str, FileContent]
    declared: Mapping[str, Sequence[Dependency]]

    def wishes(self, lock: FileContent, *names: str) -> Sequence[Dependency]:
        """What the manifests of these names, in the lock file's folder, declare."""
        folder = f"{lock.folder}/" if lock.folder else ""
        return [row for name in names for row in self.declared.get(folder + name, ())]
