"""What tables that are filled from exports share: a key, the time of the event, the place in the export; and the book of imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Protocol, TypeAlias

from quarterdeck.kernel.table import Row

FileName: TypeAlias = Annotated[str, "The export that gave the row: the file's name, without its folders."]
Line: TypeAlias = Annotated[int, "Where in that file: the line at which the row begins; in JSON the number of the element, in XML its line; 0 when unknown."]
Tool: TypeAlias = Annotated[str, "The tool that exported it (`github`, `gitlab`, `jira`, `linear`, `pagerduty`, `opsgenie`, `statuspage`), `csv`, or what `--set tool=NAME` said."]


class ImportedRow(Row, Protocol):
    """A table that exports fill. Its rows are kept over runs; a row with the key of another takes its place."""

    key: ClassVar[tuple[str, ...]]
    """The columns that say which thing a row is about. None of them is ever empty."""
    happened: ClassVar[str]
    """The column that says when it came to be; rows from after `as_of` are not shown. Empty for what has no time."""
    whole: ClassVar[tuple[str, ...]]
    """Key columns for whose values an export is always complete: rows that a newer export of the same scope no longer has are dropped. Mostly none."""
    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported, as it was the last time: what was read, and what came of it."""

    table: ClassVar[str] = "imported_files"
    key: ClassVar[tuple[str, ...]] = ("kind", "fingerprint")
    happened: ClassVar[str] = ""
    whole: ClassVar[tuple[str, ...]] = ()
    kind: Annotated[str, "What it was imported as, for instance `deployments`."]
    fingerprint: Annotated[str, "SHA-256 of its bytes. The file itself is not kept."]
    name: Annotated[str, "Its name, without its folders."]
    format: Annotated[str, "How it was read, for instance `github/deployments` or `csv`."]
    imported_at: Annotated[datetime, "When it was imported first (UTC)."]
    read: Annotated[int, "Rows that it holds."]
    new: Annotated[int, "Rows that were not there before, when it was imported first."]
    changed: Annotated[int, "Rows that took the place of one with the same key, likewise."]
    refused: Annotated[int, "Rows that could not be read, likewise."]
    data_from: Annotated[datetime | None, "The earliest event in it; empty where its rows have no time."]
    data_to: Annotated[datetime | None, "The latest event in it."]
