"""The people without whom half of a repository's code has no author, and when people were last seen at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np

from quarterdeck.kernel.table import declared
from quarterdeck.maths.coverage import Codes, Removal, remove_widest

if TYPE_CHECKING:
    import duckdb

COVERED = 0.5
"""The share of files that must keep an author (Avelino et al. 2016)."""


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """A person whom the truck factor of a repository counts."""

    table: ClassVar[str] = "key_people"
    repository: Annotated[str, "The repository."]
    person: Annotated[str, "The person."]
    rank: Annotated[int, "The order in which the method takes people away: 1 is author of most files."]
    files: Annotated[int, "Files that the person was an author of when taken away."]


@dataclass(frozen=True, slots=True)
class LastSeen:
    """When a person last committed to any of the assessed repositories."""

    table: ClassVar[str] = "last_seen"
    person: Annotated[str, "The person."]
    last_at: Annotated[datetime, "The newest authored commit (UTC)."]
    first_at: Annotated[datetime, "The oldest authored commit (UTC)."]
    commits: Annotated[int, "Commits that are no merges, in all assessed repositories."]


AUTHOR_ROWS = """
    SELECT repository AS subject, path AS key, CASE WHEN is_author THEN person END AS part, max(degree) AS contribution
    FROM (SELECT *, bool_or(is_author) OVER (PARTITION BY repository, path) AS has_author FROM authorships)
    WHERE is_author OR NOT has_author
    GROUP BY ALL
"""
"""(file, author) pairs with the degree of authorship; a file without an author has one row with an empty part."""


def truck_factor(subject: Codes, key: Codes, part: Codes, subjects: int) -> Removal:
    """The removal whose rounds are the truck factor."""
    return remove_widest(subject, key, part, subjects, COVERED)


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``key_people`` and ``last_seen`` from ``authorships`` and ``work``."""
    rows = connection.execute(f"SELECT subject, key, coalesce(part, '') AS part FROM ({AUTHOR_ROWS}) ORDER BY ALL").fetchnumpy()
    repositories, subject = np.unique(np.asarray(rows["subject"], dtype=str), return_inverse=True)
    _, key = np.unique(np.asarray(rows["key"], dtype=str), return_inverse=True)
    people, part = np.unique(np.asarray(rows["part"], dtype=str), return_inverse=True)
    owner = np.where(people[part] == "", -1, part) if len(part) else part
    removal = truck_factor(subject.astype(np.int64), key.astype(np.int64), owner.astype(np.int64), len(repositories))
    connection.execute(declared(KeyPerson).ddl)
    if len(removal.group):
        removed = {"repository": repositories[removal.group].astype(object), "person": people[removal.owner].astype(object)}
        connection.register("removed", {**removed, "rank": removal.round, "files": removal.keys})
        connection.execute("INSERT INTO key_people SELECT * FROM removed")
        connection.unregister("removed")
    connection.execute(
        """
        CREATE TABLE last_seen AS
        SELECT person, max(authored_at) AS last_at, min(authored_at) AS first_at, count(*) FILTER (NOT merge) AS commits FROM work GROUP BY person
        """
    )
