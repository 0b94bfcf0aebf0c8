"""What a migration drops on its way forward, told by the words that each tool has for it. Nothing is executed.

Sources: the references of Alembic's operations, Django's migration operations, Rails' Active Record migrations, Knex' schema builder, Sequelize's query
interface, TypeORM's query runner. What a file makes again under the same name, as tools do that copy a table, is not dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.schemas import SchemaDrop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quarterdeck.evidence.files import FileContent

BIGGEST = 500_000
_WORD = r"[`\"'\[:]?(?:\w+[`\"'\]]?\.[`\"'\[]?)?(\w+)[`\"'\]]?"
_BACK = re.compile(
    r"^(?:def downgrade|    def down|  def down|exports\.down|module\.exports\.down|export (?:async )?function down|export const down|"
    r"[ \t]*(?:public )?async down|[ \t]*down\s*[:(=]|--\s*\+goose\s+down|--\s*\+migrate\s+down|--\s*migrate:down|--\s*//@undo|--rollback)",
    re.MULTILINE | re.IGNORECASE,
)
_COMMENT = re.compile(r"^[ \t]*(?:#|--|//)[^\n]*", re.MULTILINE)
_TABLES = (
    re.compile(rf"\bDROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?{_WORD}", re.IGNORECASE),
    re.compile(rf"\b(?:drop_table|dropTable|dropTableIfExists)\s*[( ]\s*{_WORD}"),
    re.compile(r"\bDeleteModel\(\s*(?:name\s*=\s*)?[\"'](\w+)"),
)
_COLUMNS = (
    re.compile(rf"\bALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{_WORD}\s+DROP\s+COLUMN\s+(?:IF\s+EXISTS\s+)?{_WORD}", re.IGNORECASE),
    re.compile(rf"\b(?:op\.drop_column|remove_column|removeColumn|dropColumn)\s*[( ]\s*{_WORD}\s*,\s*{_WORD}"),
    re.compile(r"\bRemoveField\(\s*(?:model_name\s*=\s*)?[\"'](\w+)[\"']\s*,\s*(?:name\s*=\s*)?[\"'](\w+)"),
)
_COLUMN_ALONE = re.compile(r"\b(?:batch_op\.drop_column|table\.dropColumn|t\.dropColumn|t\.remove)\s*[( ]\s*[:\"'](\w+)")
_MADE = (
    r"(?:CREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?|RENAME\s+TO\s+|create_table\s*[( ]\s*|createTable\s*\(\s*|"
    r"CreateModel\(\s*name\s*=\s*)[`\"'\[:]?{}\b"
)


def extract(files: Sequence[FileContent]) -> Extracted:
    """The drops of one repository, each thing once a file."""
    return Extracted(tuple(row for file in files if len(file.data) <= BIGGEST for row in _drops(file)))


def _drops(file: FileContent) -> Iterator[SchemaDrop]:
    if not re.search(rb"drop|remove|delete", file.data, re.IGNORECASE):
        return
    text = file.text.replace("\r\n", "\n")
    back = _BACK.search(text)
    forward = _COMMENT.sub(lambda found: " " * len(found[0]), text[: back.start()] if back else text)
    seen = set()
    for kind, name, start in sorted(_found(forward), key=lambda one: one[2]):
        made_again = kind == "table" and re.search(_MADE.format(re.escape(name)), forward, re.IGNORECASE)
        if (kind, name) not in seen and not made_again:
            seen.add((kind, name))
            yield SchemaDrop(file.repository, file.path, text.count("\n", 0, start) + 1, kind, name)


def _found(text: str) -> Iterator[tuple[str, str, int]]:
    for pattern in _TABLES:
        yield from (("table", match[1], match.start()) for match in pattern.finditer(text))
    for pattern in _COLUMNS:
        yield from (("column", f"{match[1]}.{match[2]}", match.start()) for match in pattern.finditer(text))
    yield from (("column", match[1], match.start()) for match in _COLUMN_ALONE.finditer(text))
