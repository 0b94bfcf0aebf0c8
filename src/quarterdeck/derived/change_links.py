"""Which commits a pull request brought in, and which work items a commit or pull request is for.

A pull request's commits are its merge commit, its last commit, and those of its repository whose subject ends in `(#123)` (squashed) or says
`Merge pull request #123`. Work items are told by their key, `SHOP-12`, in a subject, a title or a branch; by `#12` where the tracker is the
repository's own; and by what the export itself links. A key counts only where there is an item of that key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class PullCommit:
    """A commit of the assessed history that a pull request brought in."""

    table: ClassVar[str] = "pull_commits"
    repository: Annotated[str, "The assessed repository."]
    number: Annotated[int, "The pull request's number there."]
    commit: Annotated[str, "The commit."]
    how: Annotated[str, "`merge`, `head`, or `subject` where the commit names the number."]


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A work item that a commit or a pull request is for."""

    table: ClassVar[str] = "item_links"
    item: Annotated[str, "The work item's id."]
    repository: Annotated[str, "The assessed repository of the commit or pull request."]
    commit: Annotated[str | None, "The commit; empty for a pull request."]
    number: Annotated[int | None, "The pull request; empty for a commit."]
    how: Annotated[str, "Where it is said: `subject`, `title`, `branch`, or `export`; `pull request` for the commits of one that is linked."]


_PULLS = """
CREATE TABLE pull_commits AS
WITH pulls AS MATERIALIZED (
    SELECT n.repository, p.number, lower(p.merge_commit) AS merge_commit, lower(p.head_commit) AS head_commit, p.merged_at
    FROM pull_requests p JOIN repository_names n ON n.name = p.repository
    WHERE n.repository IS NOT NULL
), numbered AS (
    SELECT repository, "commit", try_cast(unnest([
        regexp_extract(subject, '\\(#(\\d{1,9})\\)\\s*$', 1), regexp_extract(subject, '^Merge pull request #(\\d{1,9}) ', 1)]) AS BIGINT) AS number
    FROM commits WHERE contains(subject, '#') AND repository IN (SELECT repository FROM pulls)
)
SELECT repository, number, "commit", min(how) AS how FROM (
    SELECT p.repository, p.number, c."commit", 'merge' AS how FROM pulls p JOIN commits c ON c.repository = p.repository AND c."commit" = p.merge_commit
    WHERE p.merged_at IS NOT NULL
    UNION ALL
    SELECT p.repository, p.number, c."commit", 'head' FROM pulls p JOIN commits c ON c.repository = p.repository AND c."commit" = p.head_commit
    UNION ALL
    SELECT p.repository, p.number, n."commit", 'subject' FROM pulls p JOIN numbered n ON n.repository = p.repository AND n.number = p.number
    WHERE p.merged_at IS NOT NULL
) GROUP BY ALL
"""

_KEY = "[A-Za-z][A-Za-z0-9_]{0,19}-\\d{1,9}"

_ITEMS = f"""
CREATE TABLE item_links AS
WITH known AS (SELECT DISTINCT id AS item, upper(id) AS key FROM work_items),
pulls AS (
    SELECT n.repository, p.repository AS named, p.number, p.title, p.branch, p.work_items
    FROM pull_requests p JOIN repository_names n ON n.name = p.repository WHERE n.repository IS NOT NULL
), said AS (
    SELECT repository, "commit", NULL::BIGINT AS number, unnest(regexp_extract_all(subject, '{_KEY}')) AS key, 'subject' AS how
    FROM commits WHERE contains(subject, '-') AND EXISTS (FROM work_items)
    UNION ALL
    SELECT repository, NULL, number, unnest(regexp_extract_all(coalesce(title, ''), '{_KEY}')), 'title' FROM pulls
    UNION ALL
    SELECT repository, NULL, number, unnest(regexp_extract_all(coalesce(branch, ''), '{_KEY}')), 'branch' FROM pulls
    UNION ALL
    SELECT repository, NULL, number, unnest(work_items), 'export' FROM pulls
    UNION ALL
    SELECT repository, NULL, number, named || unnest(regexp_extract_all(coalesce(title, ''), '#\\d{{1,9}}')), 'title' FROM pulls
    UNION ALL
    SELECT c.repository, c."commit", NULL, n.name || unnest(regexp_extract_all(c.subject, '#\\d{{1,9}}')), 'subject'
    FROM commits c JOIN repository_names n ON n.repository = c.repository
    WHERE contains(c.subject, '#') AND n.name IN (SELECT DISTINCT project FROM work_items)
), linked AS MATERIALIZED (
    SELECT k.item, s.repository, s."commit", s.number, min(s.how) AS how FROM said s JOIN known k ON k.key = upper(s.key) GROUP BY ALL
)
FROM linked
UNION ALL
SELECT DISTINCT l.item, l.repository, p."commit", NULL::BIGINT, 'pull request'
FROM linked l JOIN pull_commits p ON p.repository = l.repository AND p.number = l.number
WHERE l.number IS NOT NULL
    AND NOT EXISTS (FROM linked o WHERE o.item = l.item AND o.repository = l.repository AND o."commit" = p."commit")
"""


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``pull_commits`` and ``item_links`` from ``pull_requests``, ``work_items``, ``commits`` and ``repository_names``."""
    connection.execute(_PULLS)
    connection.execute(_ITEMS)
