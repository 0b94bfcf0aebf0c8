"""What a repository says about itself: owners, licences, decisions, introductions, service levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class CodeOwner:
    """A rule of a CODEOWNERS file."""

    table: ClassVar[str] = "code_owners"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The CODEOWNERS file."]
    line: Annotated[int, "The rule's line."]
    pattern: Annotated[str, "The paths that it covers, as written."]
    owners: Annotated[tuple[str, ...], "Owners as written: `@user`, `@org/team` or an e-mail; none where a rule takes ownership away."]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that a repository declares or carries."""

    table: ClassVar[str] = "licences"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The licence file or manifest."]
    line: Annotated[int, "The line in a manifest; 1 for a licence text."]
    how: Annotated[str, "`text` (recognised licence text), `manifest` (declared in one) or `file` (a licence file of unknown text)."]
    expression: Annotated[str | None, "The SPDX expression; empty when the text is not recognised."]


@dataclass(frozen=True, slots=True)
class DecisionDocument:
    """An architecture decision record kept in the repository."""

    table: ClassVar[str] = "decision_documents"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The document."]
    title: Annotated[str, "Its title, without its number."]
    status: Annotated[str | None, "`proposed`, `accepted`, `rejected`, `deprecated`, `superseded` or as written; empty when none is."]
    decided_on: Annotated[date | None, "The date that it gives."]
    text: Annotated[str, "Its text on one line, the first 20,000 letters."]


@dataclass(frozen=True, slots=True)
class Readme:
    """An introduction to a repository or a folder of it."""

    table: ClassVar[str] = "readmes"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    words: Annotated[int, "Words in it."]
    says_how_to_run: Annotated[bool, "True when a heading speaks of installing, running, building, usage or getting started."]
    says_how_to_test: Annotated[bool, "True when it names a test command or has a heading on tests or contributing."]


@dataclass(frozen=True, slots=True)
class ServiceObjective:
    """A service level objective in a file (OpenSLO)."""

    table: ClassVar[str] = "service_objectives"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line of its specification."]
    name: Annotated[str, "Its name; with that of the objective where it has several."]
    title: Annotated[str | None, "What people call it."]
    service: Annotated[str | None, "The service that it is for, as the file names it."]
    words: Annotated[str | None, "What it says of itself."]
    target: Annotated[float, "The share that shall be good, at most 1."]
    window_days: Annotated[float | None, "The days that it is counted over; empty where the file gives none."]


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A file of the repository that a document points to; whether it is there, `files` says."""

    table: ClassVar[str] = "document_references"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The document."]
    line: Annotated[int, "The first line that points there."]
    kind: Annotated[str, "`link`, or `path` (a path between code marks)."]
    target: Annotated[str, "Where it points, from the root of the repository, read from the document's folder."]
    from_root: Annotated[str, "The same for a path read from the root."]


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """A file that names something that a decision document of the repository is for or against; the first place in it."""

    table: ClassVar[str] = "decision_traces"
    repository: Annotated[str, "The repository."]
    name: Annotated[str, "What is named, in small letters without what joins its words: `createreactapp`."]
    path: Annotated[str, "The file; empty in the one row that says that the repository was looked through for the name."]
    line: Annotated[int, "The line."]


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a package of a data store or a vendor that is new within the year came into a manifest."""

    table: ClassVar[str] = "arrivals"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The manifest or compose file."]
    name: Annotated[str, "The package or image, as in `dependencies` and `runtimes`."]
    commit: Annotated[str, "The first commit of the head's first-parent line whose lines name it there."]
    came_at: Annotated[datetime, "When that was committed (UTC)."]
