"""Which release contains a commit first: the earliest release tag whose history holds it.

A tag counts as a release when its name carries a version number and is no pre-release (rc, alpha, beta, dev, nightly, snapshot) and no
mark of a whole line (`2.0.x`, where a project keeps the end of a branch as a tag).
Commits of the period and of the year before it are placed: what waited longest for a release of the period was committed before it began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.placing import place
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

_VERSION = re.compile(r"(^|[^0-9a-z])v?\d+([._]\d+)+|^v?\d+$|(^|[-_/@])v?\d+\.\d+", re.IGNORECASE)
_BEFORE_RELEASE = re.compile(
    r"(?<![a-z])(rc|alpha|beta|dev|pre|prerelease|preview|nightly|snapshot|canary|milestone)(?![a-z])|\d(a|b|c|m)\d+|-eol$|-eom$|\d[._]x$", re.IGNORECASE
)
"""Words by themselves: `express-4.0` holds a pre and `search-1.2` an rc, and both are releases."""
LONGEST = timedelta(days=365)
"""Commits older than the period by more than this are not placed: a branch of a year is another matter."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release tag of the assessed history's repository."""

    table: ClassVar[str] = "releases"
    repository: Annotated[str, "The repository."]
    tag: Annotated[str, "The tag."]
    commit: Annotated[str, "The commit that it names."]
    released_at: Annotated[datetime, "When it was tagged (UTC)."]
    person: Annotated[str | None, "Who made the tag object; empty for a lightweight tag, which says nobody."]
    kind: Annotated[str | None, "`human`, `bot` or `agent`; empty for a lightweight tag."]


@dataclass(frozen=True, slots=True)
class Containment:
    """A commit of the head's history and the first release that contains it."""

    table: ClassVar[str] = "containments"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit."]
    tag: Annotated[str, "The first release that contains it."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    released_at: Annotated[datetime, "When that release was tagged (UTC)."]


_POINTS = """
SELECT repository, dense_rank() OVER (ORDER BY repository) AS line, tag AS name, "commit" FROM releases ORDER BY line, released_at, tag
"""


def is_release(tag: str) -> bool:
    """Whether a tag's name is that of a release."""
    return bool(_VERSION.search(tag)) and not _BEFORE_RELEASE.search(tag)


def build(connection: duckdb.DuckDBPyConnection, start: date) -> None:
    """Make ``releases`` and ``containments`` of commits from a year before ``start`` on, from ``tags``, ``work``, commits and side commits."""
    tags = connection.execute("SELECT DISTINCT tag FROM tags ORDER BY tag").fetchall()
    names = [tag for (tag,) in tags if is_release(tag)]
    connection.execute(declared(Release).ddl)
    connection.execute(declared(Containment).ddl)
    if not names:
        return
    connection.execute(
        """
        INSERT INTO releases
        SELECT t.repository, t.tag, t."commit", t.tagged_at, s.person, p.kind
        FROM tags t LEFT JOIN signatures s ON s.name = coalesce(t.tagger_name, '') AND s.email = t.tagger_email LEFT JOIN people p USING (person)
        WHERE t.tag IN (SELECT unnest(?))
        """,
        [names],
    )
    place(connection, _POINTS, start - LONGEST)
    connection.execute(
        """
        INSERT INTO containments
        SELECT p.repository, p."commit", p.name, c.committed_at, r.released_at
        FROM placed p
        JOIN commits c ON c.repository = p.repository AND c."commit" = p."commit"
        JOIN releases r ON r.repository = p.repository AND r.tag = p.name
        """
    )
    connection.execute("DROP TABLE placed")
