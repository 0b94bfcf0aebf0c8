"""What the code stands on: packages, runtimes and base images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package that a manifest declares or a lock file pins."""

    table: ClassVar[str] = "dependencies"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The manifest or lock file."]
    line: Annotated[int, "The line that names the package; 0 where the format gives none."]
    kind: Annotated[str, "`declared` (a manifest's wish) or `locked` (a lock file's choice)."]
    format: Annotated[str, "The file's format, for instance `requirements.txt`, `poetry.lock`, `package-lock.json`, `go.mod`."]
    ecosystem: Annotated[str, "`PyPI`, `npm` or `Go`, as OSV names them."]
    name: Annotated[str, "The package's name, normalised as its ecosystem does."]
    requirement: Annotated[str | None, "The version range as written; empty when none is."]
    version: Annotated[str | None, "The exact version, when the file fixes one."]
    purl: Annotated[str, "The package URL, with the version when it is fixed."]
    relation: Annotated[str, "`direct`, `transitive`, or `unknown` where the file cannot tell."]
    scope: Annotated[str, "`runtime`, `development`, or `unknown`."]


@dataclass(frozen=True, slots=True)
class Runtime:
    """A language runtime, base image or service version that a file asks for."""

    table: ClassVar[str] = "runtimes"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line."]
    how: Annotated[str, "`base image`, `version file`, `manifest range`, `manifest version`, `pipeline` or `compose`."]
    product: Annotated[str, "endoflife.date's product identifier (`python`, `nodejs`, `go`, `debian`, …); the image's name where unknown."]
    version: Annotated[str | None, "The version as written, without operators, for instance `3.8` or `12-slim`'s `12`; empty when the file names none."]
    requirement: Annotated[str, "What the file says, word for word."]
    pinned: Annotated[bool, "True when the same file gives the same bits each time: a digest, or an exact patch version."]


@dataclass(frozen=True, slots=True)
class EarlierPackage:
    """A package that a manifest declared at the beginning of the month a year before: what is not among them is new. Nothing where the history is younger."""

    table: ClassVar[str] = "earlier_packages"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit whose manifests were read."]
    ecosystem: Annotated[str, "As in `dependencies`; `image` for a runtime or an image; empty in the one row that says that they were read."]
    name: Annotated[str, "The package's name, normalised."]
