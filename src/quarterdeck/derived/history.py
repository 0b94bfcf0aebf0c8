"""Commits and changes with their people: what every measure of a history stands on.

A change is *set apart* when counting it as somebody's work would mislead: made by a bot or a coding agent, in a commit that the repository itself says
to look past, or in a commit that only reformats (it says so, and touches many files).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.identities import names_an_agent

if TYPE_CHECKING:
    import duckdb

REFORMATTING_FILES = 20
"""A commit that says it reformats counts as reformatting from this many files on (our judgement)."""


@dataclass(frozen=True, slots=True)
class Work:
    """A commit of the assessed history with the person behind it."""

    table: ClassVar[str] = "work"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit."]
    person: Annotated[str, "Its author, as joined from signatures."]
    kind: Annotated[str, "The author's kind: `human`, `bot` or `agent`."]
    authored_at: Annotated[datetime, "When it was authored (UTC)."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    merge: Annotated[bool, "True for a merge."]
    assisted: Annotated[bool, "True when a trailer says that a coding agent helped: at least these, for nobody has to say so."]
    apart: Annotated[str | None, "Why its changes are set apart: `bot`, `agent`, `ignored` or `reformatting`; empty for ordinary work."]


@dataclass(frozen=True, slots=True)
class Change:
    """A file change with its person, at the path that the file had then."""

    table: ClassVar[str] = "changes"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit."]
    path: Annotated[str, "The path then."]
    change: Annotated[str, "`A`, `M`, `D` or `T`."]
    renamed_from: Annotated[str | None, "The path before, for a rename."]
    person: Annotated[str, "The commit's author."]
    authored_at: Annotated[datetime, "When it was authored (UTC)."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    added: Annotated[int | None, "Lines added."]
    deleted: Annotated[int | None, "Lines deleted."]
    apart: Annotated[str | None, "Why it is set apart; empty for ordinary work."]


_AGENT_WORDS = r"(?i)\b(claude|codex|copilot|cursor|gemini|chatgpt|gpt[- ]?\d|devin|aider|openhands|opencode|(?:opus|sonnet|haiku) ?\d)\b"
_REFORMATS = (
    r"(?i)\b(reformat\w*|re-?indent\w*|prettier|gofmt|clang-format|isort|yapf|autopep8|pyupgrade|black|blacken|run black|ruff format|rustfmt|"
    r"code ?style|whitespace|eol|line endings?)\b"
)


def mark(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what can be told without knowing who is who: ``signers``, ``marked_work`` and ``marked_changes``. `build` takes them away again."""
    trailers = connection.execute("SELECT DISTINCT unnest(co_authors) FROM commits WHERE len(co_authors) > 0").fetchall()
    agents = sorted(trailer for (trailer,) in trailers if names_an_agent(trailer))
    connection.execute("CREATE TABLE agents_named (trailer VARCHAR)")
    if agents:
        connection.execute("INSERT INTO agents_named SELECT unnest(?)", [agents])
    connection.execute(
        f"""
        CREATE TABLE signers AS
        SELECT author_name AS name, author_email AS email, row_number() OVER (ORDER BY name, email) AS signer FROM commits GROUP BY name, email;
        CREATE TABLE marked_work AS
        WITH large AS (SELECT repository, "commit" FROM file_changes GROUP BY ALL HAVING count(*) >= {REFORMATTING_FILES}),
        touching_many AS MATERIALIZED (SELECT c.repository, c."commit", c.subject FROM commits c JOIN large USING (repository, "commit")),
        reformatting AS (SELECT repository, "commit" FROM touching_many WHERE regexp_matches(subject, '{_REFORMATS}')),
        ignored AS (SELECT DISTINCT repository, "commit" FROM ignored_revisions),
        assisted AS (
            SELECT repository, "commit" FROM commits
            WHERE (len(co_authors) > 0 AND list_has_any(co_authors, (SELECT coalesce(list(trailer), []) FROM agents_named)))
                OR (len(assisted_by) > 0 AND len(list_filter(assisted_by, lambda said: regexp_matches(said, '{_AGENT_WORDS}')
                    AND NOT regexp_matches(said, '<.+@.+>'))) > 0)
        )
        SELECT c.repository, c."commit", s.signer, c.authored_at, c.committed_at, len(c.parents) > 1 AS merge, a."commit" IS NOT NULL AS assisted,
            CASE WHEN i."commit" IS NOT NULL THEN 'ignored' WHEN r."commit" IS NOT NULL THEN 'reformatting' END AS marked
        FROM commits c
        JOIN signers s ON s.name = c.author_name AND s.email = c.author_email
        LEFT JOIN assisted a ON a.repository = c.repository AND a."commit" = c."commit"
        LEFT JOIN ignored i ON i.repository = c.repository AND i."commit" = c."commit"
        LEFT JOIN reformatting r ON r.repository = c.repository AND r."commit" = c."commit";
        CREATE TABLE marked_changes AS
        SELECT f.repository, f."commit", f.path, f.change, f.renamed_from, w.signer, w.authored_at, w.committed_at, f.added, f.deleted, w.marked
        FROM file_changes f JOIN marked_work w ON w.repository = f.repository AND w."commit" = f."commit"
        """
    )


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``work`` and ``changes`` from what `mark` made, ``signatures`` and ``people``."""
    connection.execute(
        """
        CREATE TABLE signed AS
        SELECT r.signer, s.person, p.kind, CASE WHEN p.kind <> 'human' THEN p.kind END AS apart
        FROM signers r JOIN signatures s ON s.name = r.name AND s.email = r.email JOIN people p USING (person);
        CREATE TABLE work AS
        SELECT w.repository, w."commit", s.person, s.kind, w.authored_at, w.committed_at, w.merge, w.assisted, coalesce(s.apart, w.marked) AS apart
        FROM marked_work w JOIN signed s USING (signer);
        CREATE TABLE changes AS
        SELECT c.repository, c."commit", c.path, c.change, c.renamed_from, s.person, c.authored_at, c.committed_at, c.added, c.deleted,
            coalesce(s.apart, c.marked) AS apart
        FROM marked_changes c JOIN signed s USING (signer);
        DROP TABLE signed;
        DROP TABLE marked_changes;
        DROP TABLE marked_work;
        DROP TABLE signers;
        DROP TABLE agents_named
        """
    )
