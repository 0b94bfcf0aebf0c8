"""How the functions of the files that change most changed over the last year: part of the structure stage.

Parsing every version of every file would take as long as all else together, and say much about files that rest. So only the few files
that most commits changed are followed, and of each version only what differs from the one before is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from quarterdeck.app.gathering.writer import Writer
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.store import Store
from quarterdeck.evidence.structure import FunctionChange
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.sources import structure
from quarterdeck.sources.git.collect import LARGEST, Collector
from quarterdeck.sources.git.edits import Edit, differing, late_edits
from quarterdeck.sources.structure.edits import versions_of

LEAST_CHANGES, MOST_FILES = 6, 20
"""As often as a hotspot changes, and more files than a report names."""
_YEAR = 366 * 86_400


def read_function_changes(entry: Entry, collector: Collector, store: Store, writer: Writer) -> None:
    """Bring one repository's table up to date with its head: what was read before of commits that still count is kept."""
    languages = _languages(entry.name, store)
    edits = _of_busy_files(entry, collector, languages)
    known = _known(entry.name, store)
    kept = [row for edit in edits for row in known.get((edit.commit, edit.path), ())]
    fresh = [edit for edit in edits if (edit.commit, edit.path) not in known]
    rows = [*kept, *_changes(entry.name, fresh, languages, collector)]
    rows.sort(key=lambda row: (row.path, row.commit, row.function))
    writer.replace(FunctionChange, entry.name, Columns.of(FunctionChange, rows))


def _of_busy_files(entry: Entry, collector: Collector, wanted: Collection[str]) -> list[Edit]:
    """What was done in the last year to the files that most commits changed, the oldest first."""
    if not wanted:
        return []
    edits = [edit for edit in late_edits(collector, entry.head, _YEAR) if edit.path in wanted]
    often = Counter(edit.path for edit in edits)
    busy = sorted((path for path, count in often.items() if count >= LEAST_CHANGES), key=lambda path: (-often[path], path))[:MOST_FILES]
    return [edit for edit in reversed(edits) if edit.path in busy]


def _languages(repository: str, store: Store) -> dict[str, str]:
    """The language in which each production file was parsed."""
    files, parsed = store.files("files"), store.files("parsed_files")
    query = """
        SELECT p.path, p.language FROM read_parquet($1) p JOIN read_parquet($2) f USING (repository, path)
        WHERE repository = $3 AND f.is_code AND f.role = 'production' AND f.lines > 0
    """
    return dict(store.desk.execute(query, [parsed, files, repository]).fetchall()) if files and parsed else {}


def _known(repository: str, store: Store) -> Mapping[tuple[str, str], Sequence[FunctionChange]]:
    """What this version of the source read before, by commit and file."""
    table = declared(FunctionChange)
    files = store.files(table.name)
    found: dict[tuple[str, str], list[FunctionChange]] = defaultdict(list)
    if files:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        query = f"SELECT {names} FROM read_parquet(?) WHERE repository = ? AND collector = ?"  # our own columns
        for values in store.desk.execute(query, [files, repository, structure.VERSION]).fetchall():
            row = FunctionChange(*values)
            found[row.commit, row.path].append(row)
    return found


def _changes(repository: str, edits: Sequence[Edit], languages: Mapping[str, str], collector: Collector) -> Iterator[FunctionChange]:
    sizes = collector.sizes(list(dict.fromkeys(blob for edit in edits for blob in (edit.before, edit.after) if blob)))
    small = [edit for edit in edits if all(sizes.get(blob, LARGEST) <= structure.LARGEST_PARSED for blob in (edit.before, edit.after) if blob)]
    of_path = defaultdict(list)
    for edit, hunks in differing(collector, small):  # an old version may be larger than any file of today
        of_path[edit.path].append((edit, hunks))
    for path, mine in of_path.items():
        blobs = dict.fromkeys(blob for edit, _ in mine for blob in (edit.before, edit.after) if blob)
        versions = versions_of(path, languages[path], dict(collector.contents(list(blobs))))
        for edit, hunks in mine:
            for told in versions.changed(edit.before, edit.after, hunks):
                before, after = told.before, told.after
                yield FunctionChange(
                    repository, path, edit.commit, told.name, before.cognitive if before else None, after.cognitive if after else None,
                    before.lines if before else None, after.lines if after else None,
                )  # fmt: skip
