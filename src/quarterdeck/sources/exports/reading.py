"""One file from its text to typed rows: recognised, mapped where its columns are not known, converted, its faults told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import duckdb

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.exports import forms
from quarterdeck.sources.exports.collect import Export, UnreadableExportError
from quarterdeck.sources.exports.convert import Converted, cleaned, convert, halfway, literal, shown_twice, value
from quarterdeck.sources.exports.elements import Gathered, Told, documents, doubled, elements, gather
from quarterdeck.sources.exports.formats import FORMATS
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, ElementFormat, Format, SheetFormat, of_kind
from quarterdeck.sources.exports.kinds.kind import Kind, Reader
from quarterdeck.sources.exports.mapping import UnusableMappingError, numbered, propose
from quarterdeck.sources.exports.said import Proposal, Question, Said
from quarterdeck.sources.exports.tables import Sheet, read_sheet
from quarterdeck.sources.exports.writing import Writing, decide

_LOOKED_AT = 50
_TOLD = 1000
SHEET = "csv"
_SAVE = "Open the workbook in the program that computes it, save it, and import again"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose shape is known: a sheet of delimited text, or rows gathered from JSON or XML."""

    export: Export
    format: str
    sheet: Sheet | None = None
    said: Said = field(default_factory=Said)
    gathered: tuple[Gathered, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Typed rows of one table, in the database."""

    reader: Reader
    converted: Converted
    scopes: tuple[tuple[str, ...], ...] = ()
    """Scopes of which the file tells everything, even where it has no row of them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file."""

    opened: Opened
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> int:
        """Rows that were not taken."""
        return self.opened.refused + sum(table.converted.refused for table in self.tables)

    @property
    def rows(self) -> int:
        """Rows that the file holds."""
        return self.refused + sum(table.converted.rows for table in self.tables)


def open_export(connection: duckdb.DuckDBPyConnection, export: Export, kind: Kind, said: Said, wanted: str, relation: str) -> Opened:
    """Recognise a file by its shape and read its texts. Raises ``UnreadableExportError``."""
    known = of_kind(FORMATS, kind.name)
    if wanted and wanted not in {SHEET, *(one.name for one in known)}:
        raise UnreadableExportError(f"there is no format {wanted!r} for {kind.name}; there are {', '.join([SHEET, *(one.name for one in known)])}")
    start = export.start.lstrip()
    for one in known:
        if isinstance(one, DocumentFormat) and (one.name == wanted or (not wanted and one.fits(start))):
            return _document(export, one, said)
    if start[:1] in {"{", "["} and wanted != SHEET:
        return _json(connection, export, kind, [one for one in known if isinstance(one, ElementFormat) and wanted in {"", one.name}], relation)
    if start[:1] == "<" or not any(column for column in kind.reader.names):
        raise UnreadableExportError(f"it is none of the formats that {kind.name} reads: {', '.join(one.name for one in known) or SHEET}")
    sheet = read_sheet(connection, export, relation)
    found = next((one for one in known if isinstance(one, SheetFormat) and one.has <= set(sheet.columns) and wanted in {"", one.name}), None)
    problems = tuple(Problem(Place(export.name, line=r.line), r.what, "Mend the row in the file; the others were read") for r in sheet.rejected)
    columns = {c: f for c, f in found.said.columns.items() if c in sheet.columns} if found else {}
    known_said = replace(found.said, columns=columns) if found else Said()
    problems += tuple(
        Problem(Place(export.name, line=line), f"cell {cell} has a formula without a saved value; it was read as empty", _SAVE) for line, cell in export.unsaved
    )
    return Opened(export, found.name if found else SHEET, sheet, known_said, problems=problems, refused=sheet.rejected_rows)


def _document(export: Export, one: DocumentFormat, said: Said) -> Opened:
    context = Context(export.fingerprint, dict(said.constants))
    return Opened(export, one.name, said=Said(zone=said.zone), gathered=tuple(gather(one.read(export.text(), context))))


def _json(connection: duckdb.DuckDBPyConnection, export: Export, kind: Kind, known: Sequence[ElementFormat], relation: str) -> Opened:
    """A list of elements: of a format that is known, else flat objects as a table with their keys as columns."""
    found = list(elements(documents(export.text())))
    objects = [element for element in found if isinstance(element, dict)]
    if not objects:
        raise UnreadableExportError("it is JSON, but holds no list of objects")
    twice = [_twice(export, number, names) for number, element in enumerate(found, 1) if (names := doubled(element))][:_TOLD]
    sample = list(islice(objects, _LOOKED_AT))
    best = max(known, key=lambda one: sum(one.fits(element) for element in sample), default=None)
    if best is None or not any(best.fits(element) for element in sample):
        if other := _elsewhere(sample, kind):
            raise UnreadableExportError(f"this looks like {other.name}: import it with `quarterdeck import {other.kind}`")
        flat = _flat(connection, export, kind, found, relation)
        return replace(flat, problems=(*twice, *flat.problems))
    problems: list[Problem] = []

    def told() -> Iterator[tuple[int, Told]]:
        for number, element in enumerate(found, 1):
            if isinstance(element, dict) and best.fits(element):
                for one in best.read(element):
                    yield number, one
            else:
                mend = "Import other objects from a file of their own"
                problems.append(Problem(Place(export.name, line=number), f"element {number} is no object of {best.name}", mend))

    gathered = tuple(gather(told()))
    return Opened(export, best.name, gathered=gathered, problems=(*twice, *problems[:_TOLD]), refused=len(problems))


def _twice(export: Export, number: int, names: Sequence[str]) -> Problem:
    said = ", ".join(dict.fromkeys(names))
    return Problem(Place(export.name, line=number), f"element {number} has the key {said} twice; the last was taken", "Take the wrong one out of the file")


def _elsewhere(sample: Sequence[dict[str, object]], kind: Kind) -> ElementFormat | None:
    others = (one for one in FORMATS if isinstance(one, ElementFormat) and one.kind != kind.name)
    return next((one for one in others if sample and all(one.fits(element) for element in sample)), None)


def _flat(connection: duckdb.DuckDBPyConnection, export: Export, kind: Kind, found: Sequence[object], relation: str) -> Opened:
    """Objects of plain values as a sheet: what is nested is left out, and comes out as a column that nothing gives."""
    if not kind.reader.names:
        known = ", ".join(one.name for one in of_kind(FORMATS, kind.name))
        raise UnreadableExportError(f"it is none of the formats that {kind.name} reads: {known}")
    rows = Gathered(kind.reader)
    problems = []
    for number, element in enumerate(found, 1):
        if isinstance(element, dict):
            rows.add(number, {name: value for name, value in element.items() if not isinstance(value, dict) and '"' not in name})
        else:
            problems.append(Problem(Place(export.name, line=number), f"element {number} is no object", "Take it out of the list"))
    columns = tuple(rows.columns)
    named = Gathered(kind.reader, rows.lines, {f"c{index}": rows.columns[name] for index, name in enumerate(columns)})
    named.load(connection, relation)
    sheet = Sheet(relation, columns, len(rows.lines), (), 0)
    return Opened(export, "json", sheet, problems=tuple(problems[:_TOLD]), refused=len(problems))


def texts_of(proposal: Proposal, kind: Kind) -> dict[str, str]:
    """Field → the SQL of its text: a column, several put together for a list, or what was said for all rows."""
    lists = {column.name for column in kind.reader.columns if column.sql == "VARCHAR[]"}
    texts = {}
    for name, indices in proposal.fields.items():
        joined = ", ".join(f"nullif(trim(c{index}), '')" for index in indices)
        texts[name] = f"concat_ws(chr(31), {joined})" if name in lists and len(indices) > 1 else f"c{indices[0]}"
    return {**texts, **{name: literal(text) for name, text in proposal.said.constants.items()}}


def propose_reading(connection: duckdb.DuckDBPyConnection, opened: Opened, kind: Kind, said: Said) -> tuple[Proposal, Writing]:
    """How a sheet is to be read, with what must still be said. Raises ``UnusableMappingError``."""
    if opened.sheet is None:
        raise TypeError("only a sheet has columns to map")
    proposal = propose(opened.sheet.columns, kind, said.over(opened.said))
    texts = texts_of(proposal, kind)
    writing = decide(connection, opened.sheet.relation, texts, kind.reader, proposal.said, cleaned)
    times = {column.name: writing.form_of(column.name) for column in kind.reader.columns if column.sql in {"TIMESTAMP", "DATE"} and column.name in texts}
    told = {name: form.name for name, form in times.items()}
    samples = _samples(connection, opened.sheet.relation, texts)
    twice = _called_alike(connection, opened.sheet, proposal, kind) if opened.format == SHEET else []
    asked = (*proposal.questions, *twice, *writing.questions)
    if not asked:
        _check_constants(connection, kind.reader, writing, proposal.said)
    return replace(proposal, questions=asked, forms=told, samples=samples, dates=writing.dates, decimal=writing.shown), writing


def _check_constants(connection: duckdb.DuckDBPyConnection, reader: Reader, writing: Writing, said: Said) -> None:
    """What was said for all rows must be a value of its field, before a row is read. Raises ``UnusableMappingError``."""
    for column in reader.columns:
        if (text := said.constants.get(column.name)) is None:
            continue
        step = halfway("x", column, writing, reader)
        read = value("x", "m", column, writing, reader, said)
        inner = f"SELECT x, {step or 'NULL'} AS m FROM (SELECT {cleaned(literal(text), column)} AS x)"
        if connection.execute(f"SELECT {read} FROM ({inner})").fetchall()[0][0] is None:
            raise UnusableMappingError(f"--set {column.name}={text}: {text!r} {no_value(reader, column.name, column.sql, text, said.zone)}")


def _called_alike(connection: duckdb.DuckDBPyConnection, sheet: Sheet, proposal: Proposal, kind: Kind) -> list[Question]:
    """Fields that one of several columns of one name gives, which do not say the same."""
    questions = []
    own = numbered(proposal.columns)
    lists = {column.name for column in kind.reader.columns if column.sql == "VARCHAR[]"}
    for name, indices in proposal.fields.items():
        alike = [index for index, column in enumerate(proposal.columns) if column == proposal.columns[indices[0]]]
        if len(alike) > 1 and name not in lists and not any(own[index] in proposal.said.columns for index in alike):
            differs = " OR ".join(f"trim(c{index}) IS DISTINCT FROM trim(c{alike[0]})" for index in alike[1:])
            if connection.execute(f"SELECT count(*) FROM {sheet.relation} WHERE {differs}").fetchall()[0][0]:
                ask = f"{len(alike)} columns are called {proposal.columns[alike[0]]!r} and say different things; which gives `{name}`?"
                questions.append(Question("column", name, ask, " or ".join(f"--map '{own[index]}={name}'" for index in alike)))
    return questions


def _samples(connection: duckdb.DuckDBPyConnection, relation: str, texts: Mapping[str, str]) -> dict[str, str]:
    if not texts:
        return {}
    asked = ", ".join(f"any_value(nullif(trim({text}), ''))" for text in texts.values())
    found = connection.execute(f"SELECT {asked} FROM (FROM {relation} LIMIT 100)").fetchall()[0]
    return {name: value.replace("\x1f", ", ")[:40] for name, value in zip(texts, found, strict=True) if value}


def read_opened(connection: duckdb.DuckDBPyConnection, opened: Opened, kind: Kind, said: Said, settled: tuple[Proposal, Writing] | None, prefix: str) -> Read:
    """Typed rows of an opened file; a sheet is read as ``settled`` says. Raises ``UnreadableExportError`` where only a person could say more."""
    tables: list[Table] = []
    problems = list(opened.problems)
    if opened.sheet is not None:
        proposal, writing = settled or propose_reading(connection, opened, kind, said)
        tables.append(_typed(connection, opened.sheet.relation, texts_of(proposal, kind), kind.reader, writing, proposal.said, f"{prefix}_rows"))
        names = {name: proposal.columns[indices[0]] for name, indices in proposal.fields.items()}
        problems += _problems(opened, tables[-1], names, proposal.said.zone)
    for index, gathered in enumerate(opened.gathered):
        relation = f"{prefix}_texts_{index}"
        gathered.load(connection, relation)
        constants = {name: literal(text) for name, text in said.constants.items() if name in {c.name for c in gathered.reader.columns}}
        texts = {**{name: f'"{name}"' for name in gathered.columns}, **constants}
        own = Said(zone=said.zone or opened.said.zone, words=said.words)
        writing = decide(connection, relation, texts, gathered.reader, own, cleaned)
        if asked := next((question for question in writing.questions if question.kind == "zone"), None):
            raise UnreadableExportError(f"{asked.ask} Say it with {asked.say}")
        typed = _typed(connection, relation, texts, gathered.reader, replace(writing, decimal=forms.POINT), own, f"{prefix}_rows_{index}")
        tables.append(replace(typed, scopes=tuple(gathered.scopes)))
        problems += _problems(opened, tables[-1], {}, own.zone)
    return Read(opened, tuple(tables), tuple(problems))


def _typed(connection: duckdb.DuckDBPyConnection, source: str, texts: Mapping[str, str], reader: Reader, writing: Writing, said: Said, target: str) -> Table:
    times = {column.name: cleaned(texts[column.name], column) for column in reader.columns if column.sql == "TIMESTAMP" and column.name in texts}
    twice = sum(shown_twice(connection, source, cell, writing.form_of(name), said.zone) for name, cell in times.items())
    made = convert(connection, source, texts, reader, writing, said, target)
    connection.execute(f"DROP TABLE {source}")
    return Table(reader, replace(made, twice=twice))


def _problems(opened: Opened, table: Table, names: Mapping[str, str], zone: str) -> list[Problem]:
    """What could not be read, in words."""
    found = []
    kinds = {column.name: column.sql for column in table.reader.columns}
    for fault in table.converted.faults:
        column = names.get(fault.field, fault.field)
        wanted = no_value(table.reader, fault.field, kinds[fault.field], fault.text, zone)
        what = f"{column}: {fault.text!r} {wanted}" if fault.text else f"{column} is missing"
        mend = (
            "Mend it in the file and import again; the row was left out" if fault.refused else "Mend it in the file and import again; the field was left empty"
        )
        found.append(Problem(Place(opened.export.name, line=fault.line), what, mend))
    return found


_WANTED = {"TIMESTAMP": "a time", "DATE": "a day", "BOOLEAN": "yes or no", "BIGINT": "a whole number"}


def no_value(reader: Reader, name: str, kind: str, text: str, zone: str) -> str:
    """What is wrong with a text that a field cannot take."""
    if kind == "TIMESTAMP" and zone not in {"", "UTC"}:
        return f"is not a time that clocks in {zone} show"
    money = kind.startswith("DECIMAL") and bool(reader.currency)
    below = (kind == "BIGINT" or name in reader.counts) and bool(re.fullmatch(r"[-−(][\d.,]+\)?", text))
    said = (
        (name in reader.words, "is not one of the words that are known"),
        (name == reader.currency, "is no currency; write its three letters (ISO 4217), for instance EUR"),
        (below, f"is no count of {reader.counts.get(name, name.replace('_', ' '))}"),
        (money and "%" in text, "is a share, no amount"),
        (money and bool(re.search(r"[A-Z]{3}|[€$£¥]", text)), f"is not an amount in the row's own currency (`{reader.currency}`)"),
    )
    return next((words for fits, words in said if fits), f"is not {_WANTED.get(kind, 'a number')}")


def described(one: Format) -> str:
    """A format's name and what it is."""
    return f"{one.name}: {one.says}"
