"""Histories and trees of repositories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it stood at `as_of`: the commit that its head pointed to then."""

    table: ClassVar[str] = "repositories"
    repository: Annotated[str, "The repository's name in this assessment: its folder's name, longer where two are alike."]
    head: Annotated[str, "The commit that was assessed: the newest on the head's first-parent line up to `as_of`."]
    head_at: Annotated[datetime, "When that commit was committed (UTC)."]
    branch: Annotated[str, "The branch that HEAD names; empty when HEAD is detached."]
    object_format: Annotated[str, "`sha1` or `sha256`."]
    shallow: Annotated[bool, "True when the history was cut at cloning: what lies before the cut cannot be seen."]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit in the history of a repository's head, with its signatures as they were written."""

    table: ClassVar[str] = "commits"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit's object id."]
    parents: Annotated[tuple[str, ...], "Object ids of the parents, first parent first; none for a root, two or more for a merge."]
    author_name: Annotated[str, "Author name as written, before any identity is joined."]
    author_email: Annotated[str, "Author e-mail as written."]
    authored_at: Annotated[datetime, "When the author wrote it (UTC)."]
    committer_name: Annotated[str, "Committer name as written."]
    committer_email: Annotated[str, "Committer e-mail as written."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    subject: Annotated[str, "First line of the message."]
    co_authors: Annotated[tuple[str, ...], "`Name <e-mail>` of each Co-authored-by trailer."]
    assisted_by: Annotated[tuple[str, ...], "Values of Assisted-by, Generated-by and Made-with trailers: tools that people say they used."]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file changed by a commit that is no merge, against its only parent (against nothing for a root)."""

    table: ClassVar[str] = "file_changes"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit that changed the file."]
    path: Annotated[str, "The file's path after the change; the path before it where the file was deleted."]
    change: Annotated[str, "`A` added, `M` modified, `D` deleted, `T` type changed, as git tells without following renames."]
    renamed_from: Annotated[str | None, "For an added file: the path deleted in the same commit that git's rename detection pairs with it."]
    added: Annotated[int | None, "Lines added, as `git log --numstat --no-renames` counts; empty for binary or unreadable contents."]
    deleted: Annotated[int | None, "Lines deleted, likewise."]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that points, directly or through a tag object, to a commit."""

    table: ClassVar[str] = "tags"
    repository: Annotated[str, "The repository."]
    tag: Annotated[str, "The tag's name, without `refs/tags/`."]
    commit: Annotated[str, "The commit that it points to."]
    tagged_at: Annotated[datetime, "When the tag was made (UTC): the tag object's date, else the commit's."]
    tagger_name: Annotated[str | None, "Who made the tag object; empty for a lightweight tag."]
    tagger_email: Annotated[str | None, "The tagger's e-mail; empty for a lightweight tag."]


@dataclass(frozen=True, slots=True)
class TrackedFile:
    """A file that the head tracks."""

    table: ClassVar[str] = "files"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "Its path."]
    blob: Annotated[str, "Object id of its contents."]
    language: Annotated[str | None, "Programming, markup or data language, told from name and ending; empty when unknown."]
    is_code: Annotated[bool, "True for programming, markup and template languages: what people write as they write code."]
    role: Annotated[str, "`production`, `test`, `documentation`, `configuration`, `data`, `generated` or `vendored` (other people's code)."]
    bytes: Annotated[int, "Size of the contents."]
    lines: Annotated[int | None, "Lines of text; empty for binary, oversized or unreadable contents."]
    blank: Annotated[int | None, "Lines with nothing but white space."]
    nesting: Annotated[float | None, "Mean indentation depth of the non-blank lines, in levels: a language-neutral proxy of complexity."]
    deepest: Annotated[int | None, "Deepest indentation of a line, in levels."]


@dataclass(frozen=True, slots=True)
class IgnoredRevision:
    """A commit that the repository itself says to look past when asking who wrote a line (`.git-blame-ignore-revs`)."""

    table: ClassVar[str] = "ignored_revisions"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit to look past."]
    line: Annotated[int, "Its line in `.git-blame-ignore-revs`."]


@dataclass(frozen=True, slots=True)
class MailmapEntry:
    """A line of a `.mailmap`: which signatures belong together, as the project itself says."""

    table: ClassVar[str] = "mailmap"
    repository: Annotated[str, "The repository whose file says so; empty for the file given with `--mailmap`."]
    line: Annotated[int, "Its line in the file."]
    name: Annotated[str | None, "The proper name."]
    email: Annotated[str | None, "The proper e-mail."]
    commit_name: Annotated[str | None, "The name in commits; empty for any."]
    commit_email: Annotated[str, "The e-mail in commits, in lower case."]


@dataclass(frozen=True, slots=True)
class SideCommit:
    """A commit that a tag contains and the head does not: a release branch. Needed to tell which tag contains what."""

    table: ClassVar[str] = "side_commits"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit's object id."]
    parents: Annotated[tuple[str, ...], "Object ids of its parents."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
