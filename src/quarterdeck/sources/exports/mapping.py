"""Which column gives which field: by name, certainly where a known name stands, as a guess where it only resembles one."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence

from quarterdeck.kernel.table import Column
from quarterdeck.sources.exports.kinds.kind import Kind, Reader
from quarterdeck.sources.exports.said import Proposal, Question, Said

_ALIKE = 0.86


class UnusableMappingError(ValueError):
    """A statement about columns that does not fit the file or the table: the message says which."""


def plain_name(name: str) -> str:
    """A column's name in lower case with its words apart: `deployedAt`, `Deployed_At` and `deployed at` are one name."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", apart.lower()))


def numbered(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns with a name that is theirs alone: of those that are called alike `Status (1)`, `Status (2)`."""
    total, so_far = Counter(columns), Counter[str]()
    names = []
    for column in columns:
        so_far[column] += 1
        names.append(f"{column} ({so_far[column]})" if column and total[column] > 1 else column)
    return tuple(names)


def propose(columns: Sequence[str], kind: Kind, said: Said) -> Proposal:
    """The columns of a file against the fields of a kind. Raises ``UnusableMappingError`` for a statement that names what is not there."""
    reader = kind.reader
    fields = {column.name: column for column in reader.columns}
    _check(columns, fields, said, kind)
    given: dict[str, tuple[int, ...]] = {}
    free: list[int] = []
    for index, (column, own) in enumerate(zip(columns, numbered(columns), strict=True)):
        target = said.columns.get(own, said.columns.get(column))
        if target:
            given[target] = (*given.get(target, ()), index)
        elif target is None and column:
            free.append(index)
    names = {index: plain_name(columns[index]) for index in free}
    for name, field in fields.items():
        if name not in given and name not in said.constants and (found := _called(field, reader, kind, names)):
            given[name] = found
            names = {index: plain for index, plain in names.items() if index not in found}
    questions = _missing(fields, reader, given, said, columns)
    questions += _guesses(fields, reader, given, names, said, columns)
    left_out = tuple(columns[index] for index in range(len(columns)) if not any(index in taken for taken in given.values()) and columns[index])
    return Proposal(given, tuple(columns), left_out, said, tuple(questions))


def _check(columns: Sequence[str], fields: dict[str, Column], said: Said, kind: Kind) -> None:
    for column, target in said.columns.items():
        if column not in {*columns, *numbered(columns)}:
            near = difflib.get_close_matches(column, columns, 1)
            raise UnusableMappingError(f"the file has no column {column!r}" + (f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(columns)}"))
        if target and target not in fields:
            raise UnusableMappingError(_unknown(target, fields))
    for target, words in said.words.items():
        ours = kind.reader.words.get(target)
        if not ours:
            raise UnusableMappingError(f"{target!r} is no field with words of its own; such are {', '.join(kind.reader.words) or 'none here'}")
        for word in words.values():
            if word not in ours:
                raise UnusableMappingError(f"{word!r} is no word of {target}; such are {', '.join(ours)}")
    for target in said.constants:
        if target not in fields:
            raise UnusableMappingError(_unknown(target, fields))


def _unknown(target: str, fields: dict[str, Column]) -> str:
    near = difflib.get_close_matches(target, fields, 1)
    return f"there is no field {target!r}; did you mean {near[0]!r}?" if near else f"there is no field {target!r}; there are {', '.join(fields)}"


def _called(field: Column, reader: Reader, kind: Kind, names: dict[int, str]) -> tuple[int, ...]:
    """The columns that bear the field's name: the likeliest name that the file knows; several only for a list."""
    for wanted in (plain_name(field.name), *reader.names.get(field.name, ())):
        for strip in (False, True):
            found = tuple(index for index, plain in names.items() if wanted == (_without(plain, kind) if strip else plain))
            if found:
                return found if field.sql == "VARCHAR[]" else found[:1]
    return ()


def _without(plain: str, kind: Kind) -> str:
    """A name without the kind's own: `incident severity` is the severity."""
    return " ".join(word for word in plain.split() if word not in kind.nouns)


def _missing(fields: dict[str, Column], reader: Reader, given: dict[str, tuple[int, ...]], said: Said, columns: Sequence[str]) -> list[Question]:
    """Fields that every row needs and no column gives."""
    questions = []
    for name, field in fields.items():
        if reader.required(field) and name not in given and name not in said.constants:
            say = f"--map COLUMN={name}, or --set {name}=VALUE for all rows alike"
            asked = f"no column gives `{name}`: {field.says} The columns are {', '.join(column for column in columns if column)}."
            questions.append(Question("column", name, asked + _as_well(field), say))
        alternatives = reader.fallbacks.get(name)
        if alternatives and not any(other in given or other in said.constants for other in (name, *alternatives)):
            questions.append(Question("column", name, f"no column gives `{name}`, nor {' or '.join(alternatives)}.", f"--map COLUMN={name}"))
    return questions


def _as_well(field: Column) -> str:
    """What the column that gives a field may need besides, so that everything can be said at once."""
    if field.sql == "TIMESTAMP":
        return " Of days like 03/04/2026 say `--dates` as well, of times that name no zone `--time-zone`."
    return " Of days like 03/04/2026 say `--dates` as well." if field.sql == "DATE" else ""


def _guesses(
    fields: dict[str, Column], reader: Reader, given: dict[str, tuple[int, ...]], names: dict[int, str], said: Said, columns: Sequence[str]
) -> list[Question]:
    """Columns whose name resembles that of a field which nothing gives yet."""
    known = {
        plain: name
        for name in fields
        if name not in given and name not in said.constants
        for plain in (plain_name(name), *reader.names.get(name, ()))
    }  # fmt: skip
    questions = []
    for index, plain in names.items():
        near = difflib.get_close_matches(plain, known, 1, _ALIKE)
        if near:
            column, target = columns[index], known[near[0]]
            say = f"--map '{column}={target}', or --map '{column}=' to leave it out"
            questions.append(Question("guess", target, f"is column {column!r} the `{target}`?", say, column))
    return questions
