"""Lines and the commits that they came from. Read only where it was asked for (`quarterdeck assess --deep`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class LineSpan:
    """A stretch of neighbouring lines of a text file at the head that came from one commit, as `git blame` tells it."""

    table: ClassVar[str] = "line_spans"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file's path at the head."]
    first_line: Annotated[int, "The stretch's first line, counted from 1."]
    lines: Annotated[int, "How many lines it has."]
    commit: Annotated[str, "The commit that wrote these lines as they stand."]


@dataclass(frozen=True, slots=True)
class LineFlow:
    """Lines of one commit that came into a file or left it, by the commit on the head's first-parent line that brought it about.

    The sum up to a day is what stood on that day: per file, per commit, per person or in all. A rename takes lines out of one path and
    brings them into another in the same commit.
    """

    table: ClassVar[str] = "line_flows"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file's path."]
    commit: Annotated[str, "The commit that wrote the lines."]
    mainline_commit: Annotated[str, "The commit on the head's first-parent line with which they came or went: the commit itself, or a merge."]
    lines: Annotated[int, "Lines that came in; below zero, lines that left."]


@dataclass(frozen=True, slots=True)
class HistorySecret:
    """A key or token in a line of the history, told by its form alone, where it first came in. Its value is kept nowhere. Tests, examples and documents are not read for it."""

    table: ClassVar[str] = "history_secrets"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit that brought it in."]
    path: Annotated[str, "The file, as it was called then."]
    line: Annotated[int, "The line in the file as that commit left it."]
    kind: Annotated[str, "`AWS access key`, `GitHub token`, `GitLab token`, `Slack token`, `Stripe key`, `SendGrid key`, `npm token`, `PyPI token` or `private key`."]
