"""From texts to typed columns, in SQL over whole columns; what cannot be read is told with its line.

A text that is no time, number or word of the field leaves the field empty and is a problem; a row without what every row needs is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from quarterdeck.kernel.table import Column
from quarterdeck.sources.exports import forms
from quarterdeck.sources.exports.kinds.kind import Reader
from quarterdeck.sources.exports.said import Said
from quarterdeck.sources.exports.writing import Writing

_GAP, _PAIR = "\x1f", "\x1e"
_TOLD = 1000
_BLANKS = (32, 9, 10, 13, 160)
_EMPTY = ("", "null", "\\n")
_EMPTY_VALUE = (*_EMPTY, "n/a", "na", "#n/a", "none", "nan", "nil", "-", "–", "—")
_YES, _NO = ("true", "t", "yes", "y", "1", "up", "success", "ok", "on"), ("false", "f", "no", "n", "0", "down", "failure", "failed", "off")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row: the line, the field and what it says; a missing field says nothing. ``refused`` when the row is not taken."""

    line: int
    field: str
    text: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """A typed table in the database: the columns of the reader's table, without what could not be read."""

    relation: str
    rows: int
    refused: int
    faulty: int
    faults: tuple[Fault, ...]
    """The first ones; ``refused`` and ``faulty`` (rows taken with an empty field) count all."""
    twice: int = 0
    """Times that a clock set back showed twice; taken as the later."""


def known_zone(name: str) -> bool:
    """Whether a time zone of this name exists, for the database that applies it."""
    return bool(duckdb.connect().execute("SELECT 1 FROM pg_timezone_names() WHERE name = ?", [name]).fetchall())


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def cleaned(text: str, column: Column) -> str:
    """SQL: a cell without spaces around it; NULL for what exports write when there is nothing."""
    ends = " OR ".join([f"{text} < '!'", f"starts_with({text}, chr(160))", *(f"ends_with({text}, chr({blank}))" for blank in _BLANKS)])
    bare = f"CASE WHEN {ends} THEN trim({text}, {' || '.join(f'chr({blank})' for blank in _BLANKS)}) ELSE {text} END"  # few cells need it, and it is slow
    nothing = _EMPTY if column.sql in {"VARCHAR", "VARCHAR[]"} else _EMPTY_VALUE
    longest = max(len(word.encode()) for word in nothing)  # most cells are longer, and are spared the comparison
    return f"CASE WHEN strlen({bare}) > {longest} OR lower({bare}) NOT IN ({', '.join(map(literal, nothing))}) THEN {bare} END"


def halfway(text: str, column: Column, writing: Writing, reader: Reader) -> str | None:
    """SQL: a step on the way from a text to its value, so that what follows names it once: the moment that it tells, the currency."""
    if column.name == reader.currency:
        return forms.currency(text)
    timed = column.sql in {"TIMESTAMP", "DATE"} and column.name not in reader.words
    return forms.read_time(writing.form_of(column.name), text) if timed else None


def value(text: str, step: str, column: Column, writing: Writing, reader: Reader, said: Said, code: str = "NULL") -> str:  # what a cell is read by
    """SQL: what a clean text says, in the column's type, by way of ``step`` (`halfway`); NULL when it says nothing of the kind.

    ``code`` is the currency of the row's amounts, where it has one.
    """
    if words := reader.words.get(column.name):
        return _word(text, {word: our for our, theirs in words.items() for word in (our, *theirs)} | dict(said.words.get(column.name, {})))
    if column.sql == "TIMESTAMP":
        return _time(text, step, writing.form_of(column.name), said.zone)
    if column.sql == "DATE":
        form = writing.form_of(column.name)
        as_written = f"TRY_CAST(regexp_extract({text}, '^[0-9-]+') AS TIMESTAMP)"  # its own day, whatever day that is in UTC
        return f"CASE WHEN {forms.sane(step)} IS NOT NULL THEN {as_written if form is forms.ISO else step} END::DATE"
    if column.name == reader.currency:
        return step
    if column.sql in {"VARCHAR", "VARCHAR[]"}:
        return _list(text) if column.sql == "VARCHAR[]" else text
    return _yes_or_no(text) if column.sql == "BOOLEAN" else _number(text, column, writing, reader, code)


def _number(text: str, column: Column, writing: Writing, reader: Reader, code: str) -> str:
    """SQL: a number; a share is no amount, nor is one in another currency, and of what is counted none is below zero."""
    if column.sql.startswith("DECIMAL"):
        return forms.number(text, writing.decimal, column.sql, f"NOT contains({text}, '%') AND NOT {forms.no_amount(text, code)}")
    number = forms.number(text, writing.decimal, column.sql)
    return f"CASE WHEN {number} >= 0 THEN {number} END" if column.name in reader.counts and column.sql == "DOUBLE" else number


def _yes_or_no(text: str) -> str:
    yes, no = (", ".join(map(literal, words)) for words in (_YES, _NO))
    return f"CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END"


def _list(text: str) -> str:
    """SQL: the parts of a list, in one order whatever the export's."""
    separator = f"CASE WHEN contains({text}, chr(31)) THEN chr(31) WHEN contains({text}, ';') THEN '\\s*;\\s*' ELSE '\\s*[,|]\\s*' END"
    return f"list_sort(list_distinct(list_filter(regexp_split_to_array({text}, {separator}), lambda part: part <> '')))"


def _word(text: str, words: Mapping[str, str]) -> str:
    """SQL: our word for what the export says."""
    told: dict[str, list[str]] = {}
    for theirs, our in words.items():
        told.setdefault(our, []).append(theirs)
    cases = " ".join(f"WHEN lower({text}) IN ({', '.join(map(literal, theirs))}) THEN {literal(our)}" for our, theirs in told.items())
    return f"CASE {cases} END"


def _time(text: str, moment: str, form: forms.TimeForm, zone: str) -> str:
    """SQL: a moment in UTC. A day without a time stays that day; a time that the zone's clocks skipped is none."""
    if not zone or zone == "UTC" or form.zoneless:
        return forms.sane(moment)
    there = f"timezone({literal(zone)}, {moment})"
    local = f"CASE WHEN timezone({literal(zone)}, {there}) = {moment} THEN timezone('UTC', {there}) END"
    return f"CASE WHEN {forms.sane(moment)} IS NULL THEN NULL WHEN {_outright(text, form)} THEN {moment} ELSE {local} END"


def _outright(text: str, form: forms.TimeForm) -> str:
    """SQL: whether a time needs no zone: it says its own, or is a day."""
    return f"({forms.day_alone(form, text)} OR regexp_matches({text}, '{forms.ZONED}'))"


def shown_twice(connection: duckdb.DuckDBPyConnection, source: str, cell: str, form: forms.TimeForm, zone: str) -> int:
    """How many times stand in an hour that the zone's clocks showed twice."""
    if not zone or zone == "UTC" or form.zoneless:
        return 0
    read = f"SELECT x, {forms.read_time(form, 'x')} AS m FROM (SELECT {cell} AS x FROM {source})"
    before = f"timezone({literal(zone)}, timezone({literal(zone)}, m) - INTERVAL 1 HOUR) = m"
    counted = f"SELECT count(*) FROM ({read}) WHERE {forms.sane('m')} IS NOT NULL AND NOT {_outright('x', form)} AND {before}"
    return int(connection.execute(counted).fetchall()[0][0])


def convert(
    connection: duckdb.DuckDBPyConnection, source: str, texts: Mapping[str, str], reader: Reader, writing: Writing, said: Said, target: str
) -> Converted:
    """Make ``target`` of ``source``: each field from the SQL text that ``texts`` names for it; ``source`` has a column ``line``."""
    columns = reader.columns
    inner = ", ".join(f'{cleaned(texts[c.name], c)} AS "t_{c.name}"' for c in columns if c.name in texts)
    steps = "".join(f', {step} AS "m_{c.name}"' for c in columns if c.name in texts and (step := halfway(f'"t_{c.name}"', c, writing, reader)))
    typed = ", ".join(f'{_value_or_default(c, texts, reader, writing, said)} AS "{c.name}"' for c in columns)
    judged = [c for c in columns if c.name in texts and (c.sql not in {"VARCHAR", "VARCHAR[]"} or c.name in reader.words or c.name == reader.currency)]
    wrong = [f'CASE WHEN "t_{c.name}" IS NOT NULL AND "{c.name}" IS NULL THEN \'{c.name}{_PAIR}\' || left("t_{c.name}", 60) END' for c in judged]
    bad = f"concat_ws('{_GAP}', {', '.join(wrong)})" if wrong else "''"
    kept = ", ".join(f'"{c.name}"' for c in columns)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        f"CREATE TABLE {target} AS SELECT {kept}, line, nullif({bad}, '') AS bad FROM "
        f"(SELECT *, {typed} FROM (SELECT *{steps} FROM (SELECT line{', ' if inner else ''}{inner} FROM {source})))"
    )
    return _sifted(connection, target, [c for c in columns if reader.must_hold(c)])


def _value_or_default(column: Column, texts: Mapping[str, str], reader: Reader, writing: Writing, said: Said) -> str:
    name = column.name
    code = f'"m_{reader.currency}"' if reader.currency in texts else "NULL"
    known = value(f'"t_{name}"', f'"m_{name}"', column, writing, reader, said, code) if name in texts else None
    default = literal(reader.defaults[name]) if name in reader.defaults else None
    for other in reader.fallbacks.get(name, ()):
        if other in texts:
            known = f'coalesce({known}, "t_{other}")' if known else f'"t_{other}"'
    if default is not None:
        return f"coalesce({known}, {default})::{column.sql}" if known else f"{default}::{column.sql}"
    if column.sql == "VARCHAR[]":
        return f"coalesce({known}, [])::VARCHAR[]" if known else "[]::VARCHAR[]"
    return f"({known})::{column.sql}" if known else f"NULL::{column.sql}"


def _sifted(connection: duckdb.DuckDBPyConnection, target: str, required: Sequence[Column]) -> Converted:
    """Tell the faults, drop refused rows."""
    lacking = " OR ".join(f'"{c.name}" IS NULL' for c in required) or "false"
    missing = ", ".join(f"CASE WHEN \"{c.name}\" IS NULL THEN '{c.name}' END" for c in required)
    absent = f"concat_ws(',', {missing})" if missing else "''"
    counts = connection.execute(f"SELECT count(*), count(*) FILTER ({lacking}), count(*) FILTER (bad IS NOT NULL AND NOT ({lacking})) FROM {target}").fetchall()
    rows, refused, faulty = counts[0]
    told: list[tuple[int, str | None, str]] = []
    if refused or faulty:
        told = connection.execute(f"SELECT line, bad, {absent} FROM {target} WHERE bad IS NOT NULL OR {lacking} ORDER BY line LIMIT {_TOLD}").fetchall()
    if refused:
        connection.execute(f"DELETE FROM {target} WHERE {lacking}")
    connection.execute(f"ALTER TABLE {target} DROP COLUMN bad")
    return Converted(target, rows - refused, refused, faulty, tuple(fault for row in told for fault in _faults(*row)))


def _faults(line: int, bad: str | None, absent: str) -> list[Fault]:
    lacks = set(absent.split(",")) - {""}
    wrong = dict(part.split(_PAIR, 1) for part in bad.split(_GAP) if _PAIR in part) if bad else {}
    found = [Fault(line, name, text, name in lacks) for name, text in wrong.items()]
    return [*found, *(Fault(line, name, "", refused=True) for name in sorted(lacks - set(wrong)))]
