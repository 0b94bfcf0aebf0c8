"""Migrations of database schemas, as far as they take data away: SQL, Alembic, Django, Rails, Knex, Sequelize, TypeORM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "migrations 1"
"""Bump when the rows made from the same files change."""
_MIGRATION = re.compile(
    r"(?:^|/)(?:migrations?|migrate|alembic(?:/versions)?|flyway|db/changes|sql/updates)/(?:[^/]+/){0,3}[^/]+\.(?:sql|py|rb|js|ts)$", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:^|/)(?:node_modules|vendor|site-packages|tests?|specs?|fixtures?|testdata|examples?)/|[._-]down\.sql$|\.(?:test|spec)\.[jt]s$|(?:^|/)U\d[^/]*\.sql$",
    re.IGNORECASE,
)


def wants(path: str) -> bool:
    """Whether a file stands where migrations stand, and leads forward."""
    return path.endswith((".sql", ".py", ".rb", ".js", ".ts")) and bool(_MIGRATION.search(path)) and not _ASIDE.search(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """What the migrations of one repository drop."""
    from quarterdeck.sources.migrations.reading import extract as extracted  # noqa: PLC0415  # read only when there is something to read

    return extracted(files)
