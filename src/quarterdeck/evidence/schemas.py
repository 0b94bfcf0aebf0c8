"""What migrations do to the data that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class SchemaDrop:
    """A table or a column that a migration takes away, with what was in it."""

    table: ClassVar[str] = "schema_drops"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The migration."]
    line: Annotated[int, "The line that drops it."]
    kind: Annotated[str, "`table` or `column`."]
    name: Annotated[str, "Which: `orders`, `orders.note`; the column alone where the line does not name its table."]
