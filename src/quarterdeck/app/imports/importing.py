"""Bring exports into the evidence: collect → open → settle the mapping → read → combine → upsert → publish.

Everything in one call is one export: parts of a bill, files of several months. The first four steps change nothing; what is not settled
comes back as a proposal with its questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from quarterdeck.app.imports import upsert
from quarterdeck.app.imports.mappings import Remembered, remember, settled
from quarterdeck.app.imports.upsert import Change
from quarterdeck.app.keeping.store import Provenance, Store, connect
from quarterdeck.evidence.imported import ImportedFile as ImportedFile  # noqa: PLC0414  # surfaces are shown it by `booked`
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.kernel.text import counted
from quarterdeck.sources import exports
from quarterdeck.sources.exports.collect import UnreadableExportError, collect
from quarterdeck.sources.exports.combine import Clash, Combined, Part, combine
from quarterdeck.sources.exports.convert import known_zone as known_zone  # noqa: PLC0414  # surfaces speak these words through here
from quarterdeck.sources.exports.formats import FORMATS
from quarterdeck.sources.exports.formats.format import Format, of_kind
from quarterdeck.sources.exports.kinds import KINDS
from quarterdeck.sources.exports.kinds.kind import Kind as Kind  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.kinds.kind import Reader
from quarterdeck.sources.exports.mapping import UnusableMappingError as UnusableMappingError  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.mapping import numbered as numbered  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.reading import Opened, Read, open_export, propose_reading, read_opened
from quarterdeck.sources.exports.said import Proposal as Proposal  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.said import Question as Question  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.said import Said as Said  # noqa: PLC0414  # as above
from quarterdeck.sources.exports.writing import Writing

MAPPED = frozenset({"csv", "json"})
"""Formats whose columns have no names of their own: somebody settles what they mean."""
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A file whose mapping needs a person."""

    path: Path
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file that was imported."""

    name: str
    format: str
    encoding: str
    rows: int
    refused: int
    proposal: Proposal | None
    before: bool
    """Whether this very file was imported before."""

    @property
    def taken(self) -> bool:
        """Whether it was of use: a file all of whose rows were refused was read in a wrong way, or is another kind's."""
        return self.refused < self.rows or not self.rows


@dataclass(frozen=True)
class Imported:
    """What an import came to: unsettled files and nothing done, or the changes."""

    kind: Kind
    unsettled: tuple[Unsettled, ...] = ()
    files: tuple[FileRead, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class UnreadableFileError(ValueError):
    """A file as a whole cannot be imported: the message names it and says why."""


@dataclass
class _File:
    path: Path
    opened: Opened
    settled: tuple[Proposal, Writing] | None = None


@dataclass(frozen=True)
class Wish:
    """What to import, and what was said about it."""

    kind: Kind
    paths: Sequence[Path]
    said: Said = field(default_factory=Said)
    format: str = ""


def kind_named(name: str) -> Kind | None:
    """The kind of this name."""
    return next((kind for kind in KINDS if kind.name == name), None)


def kinds() -> Sequence[tuple[Kind, Sequence[Format]]]:
    """Every kind with the formats that give it."""
    return [(kind, of_kind(FORMATS, kind.name)) for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Glance:
    """How a file would be read: its format, and for a table the proposal, with a value of each column."""

    format: str
    encoding: str
    proposal: Proposal | None
    samples: tuple[str, ...] = ()


def glance(folder: Path, wish: Wish, remembered: Remembered) -> Glance:
    """How the one file of a wish would be read, with what was said and what is remembered; nothing is kept. Raises as ``bring_in`` does."""
    store = Store(folder)
    text = folder / "text"
    try:
        file = _opened(store, wish, wish.paths[0], text, "sheet")
        if file.opened.sheet is None:
            return Glance(file.opened.format, file.opened.export.encoding, None)
        said = wish.said.over(remembered.for_columns(file.opened.sheet.columns))
        proposal, _ = propose_reading(store.desk, file.opened, wish.kind, said)
        asked = ", ".join(f"any_value(nullif(trim(c{index}), ''))" for index in range(len(proposal.columns)))
        (values,) = store.desk.execute(f"SELECT {asked} FROM (FROM {file.opened.sheet.relation} LIMIT 100)").fetchall()
        return Glance(file.opened.format, file.opened.export.encoding, proposal, tuple(str(value or "")[:_SAMPLE] for value in values))
    finally:
        store.clear_desk()
        text.unlink(missing_ok=True)  # an export may hold what nobody wants kept


def booked(out: Path) -> list[ImportedFile]:
    """Every file that was imported into the folder, the newest first."""
    files = Store(out).files(ImportedFile.table)
    if not files:
        return []
    names = ", ".join(column.name for column in declared(ImportedFile).columns)
    with connect() as connection:
        told = connection.execute(f"SELECT {names} FROM read_parquet(?) ORDER BY imported_at DESC, name", [files]).fetchall()
    return [ImportedFile(*row) for row in told]


def import_and_remember(out: Path, wish: Wish, known: Remembered, now: datetime) -> Imported:
    """Import what is settled, and remember how its columns are read once a row of it was taken. Raises as ``bring_in``, and ``StoreBusyError``."""
    store = Store(out)
    with store.writing():
        done = bring_in(store, wish, known, now, lambda _path, _proposal: True)
        for file in done.files:
            if file.proposal and file.taken and (file.format in MAPPED or wish.said != Said()):
                known = remember(known, wish.kind.name, settled(file.proposal))
    return done


def bring_in(store: Store, wish: Wish, remembered: Remembered, now: datetime, agree: Callable[[Path, Proposal], bool]) -> Imported:
    """Import files into a store that the caller holds (`Store.writing`). Raises ``UnreadableFileError``, ``UnusableMappingError``.

    ``agree`` is asked for each settled mapping of columns that is not remembered word for word; when it declines nothing is done.
    """
    store.clear_desk()
    scratch = store.root / "spill"
    scratch.mkdir(parents=True, exist_ok=True)
    texts = [scratch / f"import-{number}.txt" for number in range(len(wish.paths))]
    try:
        return _brought_in(store, wish, remembered, now, agree, texts)
    finally:
        for text in texts:
            text.unlink(missing_ok=True)  # an export may hold what nobody wants kept


def _brought_in(store: Store, wish: Wish, remembered: Remembered, now: datetime, agree: Callable[[Path, Proposal], bool], texts: Sequence[Path]) -> Imported:
    files = [_opened(store, wish, path, text, f"sheet_{number}") for number, (path, text) in enumerate(zip(wish.paths, texts, strict=True))]
    unsettled = []
    for file in files:
        if file.opened.sheet is not None:
            said = wish.said.over(remembered.for_columns(file.opened.sheet.columns))
            file.settled = propose_reading(store.desk, file.opened, wish.kind, said)
            if file.settled[0].questions:
                unsettled.append(Unsettled(file.path, file.settled[0]))
    if unsettled:
        return Imported(wish.kind, tuple(unsettled))
    fresh = [file for file in files if file.settled and file.opened.format in MAPPED and settled(file.settled[0]) not in remembered.mappings]
    if not all(agree(file.path, file.settled[0]) for file in fresh if file.settled):
        return Imported(wish.kind)
    reads = [_read(store, wish, file, f"file_{number}") for number, file in enumerate(files)]
    return _kept(store, wish, files, reads, now)


def _opened(store: Store, wish: Wish, path: Path, text: Path, relation: str) -> _File:
    try:
        return _File(path, open_export(store.desk, collect(path, text), wish.kind, wish.said, wish.format, relation))
    except UnreadableExportError as error:
        raise UnreadableFileError(f"{path}: {error}") from error
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror or error}") from error


def _read(store: Store, wish: Wish, file: _File, prefix: str) -> Read:
    try:
        return read_opened(store.desk, file.opened, wish.kind, wish.said, file.settled, prefix)
    except UnreadableExportError as error:
        raise UnreadableFileError(f"{file.path}: {error}") from error


def _kept(store: Store, wish: Wish, files: Sequence[_File], reads: Sequence[Read], now: datetime) -> Imported:
    """Combine the rows of all files, bring them into their tables and publish."""
    tool = reads[0].opened.format.partition("/")[0]
    provenance = Provenance(tool, exports.VERSION, now)
    by_table: dict[str, tuple[Reader, list[Part]]] = {}
    for read in reads:
        for table in read.tables:
            by_table.setdefault(table.reader.row.table, (table.reader, []))[1].append(Part(table.converted.relation, read.opened.export.name))
    changes: list[Change] = []
    notes: list[str] = []
    clashes: list[Problem] = []
    spans: list[tuple[datetime | None, datetime | None]] = []
    for name, (reader, parts) in by_table.items():
        twice = combine(store.desk, parts, reader, f"combined_{name}")
        notes += _of_twice(name, twice)
        clashes += [_clash(name, clash) for clash in twice.clashes]
        spans.append(_span(store, reader, f"combined_{name}"))
        scopes = [scope for read in reads for table in read.tables if table.reader is reader for scope in table.scopes]
        changes.append(upsert.upsert(store, reader.row, f"combined_{name}", provenance, scopes))
    again = sum(table.converted.twice for read in reads for table in read.tables)
    if again:
        notes.append(f"{again} times stand in an hour that the clocks showed twice; they were taken as the later one")
    told = tuple(_told(store, file, read) for file, read in zip(files, reads, strict=True))
    _book(store, wish.kind, told, reads, changes, spans, now)
    store.publish({}, now)
    return Imported(wish.kind, files=told, changes=tuple(changes), problems=(*(p for read in reads for p in read.problems), *clashes), notes=tuple(notes))


def _of_twice(name: str, twice: Combined) -> list[str]:
    """What is to be said of rows with the key of another one in the same files."""
    alike = twice.twice - twice.older - twice.contradicted
    said = [
        (alike, "said nothing else than another one in the same files; each was taken once"),
        (twice.older, "had the key of a newer one in the same files; the newest was taken"),
        (twice.contradicted, "contradict another one with their key; of each the one that says the worst was kept, else the one with the greater values"),
    ]
    return [f"{counted(count, 'row')} of {name} {words}" for count, words in said if count]


def _clash(name: str, clash: Clash) -> Problem:
    what = f"{name}: this row and line {clash.kept_line} of {clash.kept_file} are one by their key and contradict each other: {clash.differs}"
    return Problem(
        Place(clash.file, line=clash.line), what, f"Line {clash.kept_line} of {clash.kept_file} was kept; mend the wrong one, or give each its own id"
    )


def _span(store: Store, reader: Reader, relation: str) -> tuple[datetime | None, datetime | None]:
    """The first and the last event in a table."""
    column = reader.row.happened
    if not column:
        return None, None
    first, last = store.desk.execute(f'SELECT min("{column}")::TIMESTAMP, max("{column}")::TIMESTAMP FROM {relation}').fetchall()[0]
    return first, last


def _told(store: Store, file: _File, read: Read) -> FileRead:
    export = file.opened.export
    before = export.fingerprint in {fingerprint for (fingerprint,) in _known(store)}
    return FileRead(export.name, file.opened.format, export.encoding, read.rows, read.refused, file.settled[0] if file.settled else None, before)


def _known(store: Store) -> list[tuple[str]]:
    files = store.files(ImportedFile.table)
    return store.desk.execute("SELECT fingerprint FROM read_parquet(?)", [files]).fetchall() if files else []


def _book(
    store: Store, kind: Kind, told: Sequence[FileRead], reads: Sequence[Read], changes: Sequence[Change],
    spans: Sequence[tuple[datetime | None, datetime | None]], now: datetime,
) -> None:  # fmt: skip
    """Note the files that were not imported before; of several in one call, what they changed together stands with the first."""
    first = min((start for start, _ in spans if start), default=None)
    last = max((end for _, end in spans if end), default=None)
    rows: list[ImportedFile] = []
    for file, read in zip(told, reads, strict=True):
        if file.taken and not file.before and read.opened.export.fingerprint not in {row.fingerprint for row in rows}:
            new, changed = (0, 0) if rows else (sum(c.new for c in changes), sum(c.changed for c in changes))
            rows.append(
                ImportedFile(kind.name, read.opened.export.fingerprint, file.name, file.format, now, file.rows, new, changed, file.refused, first, last)
            )
    if rows:
        upsert.load_rows(store, Columns.of(ImportedFile, rows), "booked")
        upsert.upsert(store, ImportedFile, "booked", Provenance("exports", exports.VERSION, now))
