"""Which assessed repository an export or a record means: tools say `acme/shop` or an address where the assessment says `shop`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.evidence.delivery import Deployment, PipelineRun, PullRequest, Review
from quarterdeck.evidence.incidents import Incident
from quarterdeck.evidence.scans import CoveredFile, JUnitResult, ScanResult
from quarterdeck.kernel.table import Columns, Row, declared

if TYPE_CHECKING:
    import duckdb

_NAMING: tuple[type[Row], ...] = (Deployment, PullRequest, Review, PipelineRun, Incident, ScanResult, JUnitResult, CoveredFile)
_ADDRESS = re.compile(r"^(?:[a-z][a-z+.-]*://)?(?:[^@/]*@)?[^/:]*\.[^/:]+(?::\d+)?[/:]", re.IGNORECASE)
"""What stands before the path in the address of a repository: `https://github.com/`, `git@example.org:`."""


@dataclass(frozen=True, slots=True)
class RepositoryName:
    """A repository as exports and records name it, and the assessed one that is meant."""

    table: ClassVar[str] = "repository_names"
    name: Annotated[str, "The name, word for word: `acme/shop`, `https://github.com/acme/shop.git`."]
    repository: Annotated[str | None, "The assessed repository; empty where none is meant, or more than one could be."]
    why_not: Annotated[str | None, "Why it could not be joined."]


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> Columns:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """The names in every imported table and, with ``recorded``, in the systems of the record."""
    asked = [f"SELECT repository AS name FROM {declared(row).name}" for row in _NAMING]
    if recorded:
        asked.append("SELECT unnest(repositories) FROM system_records")
    query = f"SELECT DISTINCT name FROM ({' UNION ALL '.join(asked)}) WHERE name <> '' ORDER BY name"
    names = [name for (name,) in connection.execute(query).fetchall()]
    assessed = [name for (name,) in connection.execute("SELECT repository FROM repositories ORDER BY repository").fetchall()]
    return Columns.of(RepositoryName, joined(names, assessed))


def joined(names: Sequence[str], assessed: Iterable[str]) -> list[RepositoryName]:
    """Each name with the repository that it means.

    A name means a repository when both end alike: in the whole path, else in its last part alone, where no other repository and no other
    name end in it.
    """
    paths = {name: path_of(name) for name in names}
    known: dict[str, list[str]] = {}
    whole: dict[str, list[str]] = {}
    for repository in assessed:
        path = path_of(repository)
        whole.setdefault(path, []).append(repository)
        known.setdefault(path.rpartition("/")[2], []).append(repository)
    claims = Counter(path.rpartition("/")[2] for path in {*paths.values()} if "/" in path)
    return [_joined(name, path, whole.get(path, []), known.get(path.rpartition("/")[2], []), claims) for name, path in paths.items()]


def _joined(name: str, path: str, same: Sequence[str], near: Sequence[str], claims: Counter[str]) -> RepositoryName:
    last = path.rpartition("/")[2]
    if len(same) == 1:
        return RepositoryName(name, same[0], None)
    if len(near) > 1 or len(same) > 1:
        return RepositoryName(name, None, f"{len(near)} assessed repositories are called {last}")
    if not near:
        return RepositoryName(name, None, "no assessed repository has this name")
    if "/" in path and claims[last] > 1:
        return RepositoryName(name, None, f"{claims[last]} repositories in the exports are called {last}, and one was assessed")
    if "/" in path and "/" in path_of(near[0]) and not (path.endswith(f"/{path_of(near[0])}") or path_of(near[0]).endswith(f"/{path}")):
        return RepositoryName(name, None, f"the assessed repository is {near[0]}")
    return RepositoryName(name, near[0], None)


def path_of(name: str) -> str:
    """The path that a name or an address ends in, in small letters: `acme/shop`."""
    path = _ADDRESS.sub("", name.strip().lower()) if "/" in name or "@" in name else name.strip().lower()
    return path.strip("/").removesuffix(".git")
