"""Packages: folders of production code, what they import of each other, and where that goes round in a circle.

A circle is told among siblings: each folder takes its subfolders as its parts, whatever lies deeper in them included, and only imports that
run when a file is loaded count. What a folder holds beside its subfolders is no part, for a package and its own parts are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.kernel.table import Columns, Row
from quarterdeck.maths.graphs import circles, layers

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with production files that were read, and how it stands to the repository's other folders (Martin 1994)."""

    table: ClassVar[str] = "packages"
    repository: Annotated[str, "The repository."]
    package: Annotated[str, "The folder, with a slash at the end; empty at the top."]
    files: Annotated[int, "Production files in it, not in its subfolders."]
    lines: Annotated[int, "Their lines."]
    incoming: Annotated[int, "Packages of the repository that import it (afferent coupling)."]
    outgoing: Annotated[int, "Packages of the repository that it imports (efferent coupling)."]
    instability: Annotated[float | None, "Outgoing over both: 0 when only others lean on it, 1 when it only leans on others; empty without either."]
    layer: Annotated[int, "The longest way down from it over imports, circles drawn together: 0 imports no other package."]


@dataclass(frozen=True, slots=True)
class Coupling:
    """A package that imports another one of the same repository, production code to production code."""

    table: ClassVar[str] = "couplings"
    repository: Annotated[str, "The repository."]
    package: Annotated[str, "The folder that imports."]
    to_package: Annotated[str, "The folder that is imported."]
    imports: Annotated[int, "Imports that lead there, for types alone included."]
    on_load: Annotated[int, "Those of them that run when the file is loaded."]


@dataclass(frozen=True, slots=True)
class CirclePart:
    """A folder that is part of a circle of imports among the subfolders of one folder."""

    table: ClassVar[str] = "circles"
    repository: Annotated[str, "The repository."]
    package: Annotated[str, "The part: a folder, whatever lies below it included."]
    circle: Annotated[str, "The circle: the folder around it, and its parts by name."]


COUPLINGS = """
    SELECT l.repository, l.folder, l.to_folder, count(*) AS imports, count(*) FILTER (l.runs = 'on load') AS on_load
    FROM links l
    SEMI JOIN (FROM files WHERE role = 'production') f ON f.repository = l.repository AND f.path = l.path
    WHERE l.repository = l.to_repository AND l.folder <> l.to_folder AND l.runs <> 'by name' AND (l.to_path = '' OR EXISTS (
        FROM files t WHERE t.repository = l.to_repository AND t.path = l.to_path AND t.role = 'production'))
    GROUP BY ALL
    ORDER BY ALL
"""
"""Imports from folder to folder within a repository, tests left out at both ends."""


def build(connection: duckdb.DuckDBPyConnection) -> tuple[Columns, Columns, Columns]:
    """The rows of ``packages``, ``couplings`` and ``circles``, from ``links`` and ``files``."""
    couplings = [Coupling(*row) for row in connection.execute(COUPLINGS).fetchall()]
    sizes = connection.execute(
        """
        SELECT repository, coalesce(regexp_extract(path, '^(.*/)[^/]*$', 1), '') AS package, count(*), sum(lines)::BIGINT
        FROM files SEMI JOIN parsed_files USING (repository, path)
        WHERE role = 'production' AND is_code GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    by_repository: dict[str, list[Coupling]] = defaultdict(list)
    for coupling in couplings:
        by_repository[coupling.repository].append(coupling)
    standing = {repository: _Standing.of(told) for repository, told in by_repository.items()}
    packages = [_package(standing.get(row[0], _NOTHING), *row) for row in sizes]
    parts = [CirclePart(repository, part, circle) for repository, told in by_repository.items() for part, circle in circled(told)]
    return _columns(Package, packages), _columns(Coupling, couplings), _columns(CirclePart, parts)


def _columns(row: type[Row], rows: Iterable[Row]) -> Columns:
    return Columns.of(row, rows)


@dataclass(frozen=True)
class _Standing:
    """How the packages of one repository stand to each other."""

    incoming: Mapping[str, int]
    outgoing: Mapping[str, int]
    layers: Mapping[str, int]

    @classmethod
    def of(cls, couplings: Iterable[Coupling]) -> _Standing:
        edges: dict[str, dict[str, None]] = defaultdict(dict)
        incoming: dict[str, int] = defaultdict(int)
        for coupling in couplings:
            edges[coupling.package][coupling.to_package] = None
            incoming[coupling.to_package] += 1
        return cls(incoming, {package: len(targets) for package, targets in edges.items()}, layers(edges))


_NOTHING = _Standing({}, {}, {})


def _package(standing: _Standing, repository: str, package: str, files: int, lines: int) -> Package:
    incoming, outgoing = standing.incoming.get(package, 0), standing.outgoing.get(package, 0)
    instability = outgoing / (incoming + outgoing) if incoming + outgoing else None
    return Package(repository, package, files, lines, incoming, outgoing, instability, standing.layers.get(package, 0))


def circled(couplings: Iterable[Coupling]) -> list[tuple[str, str]]:
    """Each part of a circle with the circle's name: ``shop/cart/`` in ``shop: cart, prices``."""
    siblings: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for coupling in couplings:
        if not coupling.on_load:
            continue
        mine, theirs = coupling.package.split("/")[:-1], coupling.to_package.split("/")[:-1]
        shared = next((n for n, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other), None)
        if shared is not None:
            parent = "".join(f"{step}/" for step in mine[:shared])
            siblings[parent][mine[shared]][theirs[shared]] = None
    found = []
    for parent, edges in sorted(siblings.items()):
        for circle in circles(edges):
            name = f"{parent.rstrip('/') or 'top'}: {', '.join(sorted(circle))}"
            found += [(f"{parent}{part}/", name) for part in sorted(circle)]
    return found
