"""The import graph: where each import leads, within a repository, to another one, or outside.

Files lead to files, or to a folder where a language imports a whole package. Names are looked up among all repositories of the
assessment; a repository's own come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.resolving import Index, folder_of, lead
from quarterdeck.kernel.table import Columns, declared

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Link:
    """An import that was followed. One statement may lead to several places."""

    table: ClassVar[str] = "links"
    repository: Annotated[str, "The repository that imports."]
    path: Annotated[str, "The file that imports."]
    folder: Annotated[str, "Its folder, with a slash at the end; empty at the top."]
    line: Annotated[int, "The line."]
    runs: Annotated[str, "`on load`, `on call`, `never` or `by name`, as in `imports`."]
    to_repository: Annotated[str, "The repository that it leads to; empty when it leads outside or nowhere."]
    to_path: Annotated[str, "The file that it leads to; empty for a whole folder, and outside."]
    to_folder: Annotated[str, "The folder that it leads to, with a slash at the end."]
    outside: Annotated[str, "The package or header that it asks for outside of all repositories; empty for one within, and for a path that leads nowhere."]


def build(connection: duckdb.DuckDBPyConnection) -> Columns:
    """The rows of ``links``, from ``imports`` and ``parsed_files``."""
    files = connection.execute("SELECT repository, path, language, module FROM parsed_files ORDER BY ALL").fetchall()
    languages = {(repository, path): language for repository, path, language, _ in files}
    index = Index.of(files)
    columns: dict[str, list[object]] = {column.name: [] for column in declared(Link).columns}
    asked = connection.execute("SELECT repository, path, line, kind, target, names, runs FROM imports ORDER BY ALL").fetchall()
    known: dict[tuple[object, ...], list[tuple[str, str, str, str]]] = {}
    for repository, path, line, kind, target, names, runs in asked:
        key = (repository, path, kind, target, *names)
        if key not in known:
            led = lead(index, (repository, path), languages.get((repository, path), ""), (kind, target, names))
            places = [(r, "" if p.endswith("/") or not p else p, folder_of(p), "") for r, p in led.places]
            known[key] = places or [("", "", "", led.outside)]
        if runs == "by name" and not known[key][0][0]:
            continue  # a string with a dot in it that names nothing here
        for told in known[key]:
            for column, value in zip(columns.values(), (repository, path, folder_of(path), line, runs, *told), strict=True):
                column.append(value)
    return Columns(declared(Link), columns)
