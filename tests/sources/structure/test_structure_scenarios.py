"""Scenarios in Markdown: code, then what is counted in it and what it asks for.

Of the tables, one that begins with ``function`` lists every function, with ``kind`` every import, with ``language`` every file; each shows
the columns that it names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import Function, Import, ParsedFile, RemoteCall
from quarterdeck.kernel.table import Row
from quarterdeck.sources import structure

FOLDER = Path(__file__).parent / "scenarios"
BLOCK = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
TABLES: dict[str, type[Row]] = {"function": Function, "kind": Import, "language": ParsedFile, "called": RemoteCall}
SPOKEN = {
    "py": "Python", "js": "JavaScript", "ts": "TypeScript", "java": "Java", "kt": "Kotlin", "go": "Go", "rs": "Rust", "c": "C", "h": "C",
    "cs": "C#", "rb": "Ruby", "php": "PHP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading with its files and its expected tables by their first column."""

    name: str
    files: tuple[FileContent, ...]
    tables: dict[str, list[dict[str, str]]]


def scenarios() -> list[Scenario]:
    """Every second-level heading of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            files = tuple(FileContent("r", match["path"], match["text"].encode()) for match in BLOCK.finditer(part))
            found.append(Scenario(f"{path.stem}: {part.splitlines()[0]}", files, tables(BLOCK.sub("", part))))
    return found


def tables(prose: str) -> dict[str, list[dict[str, str]]]:
    """The tables in a text, by the name of their first column."""
    found: dict[str, list[dict[str, str]]] = {}
    for block in re.findall(r"(?:^\|.*\n?)+", prose, re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in block.strip().splitlines()]
        found[head[0]] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def shown(row: Row, columns: Sequence[str]) -> dict[str, str]:
    """A row as the tables write it."""
    told = {column: getattr(row, "name" if column == "function" else column) for column in columns}
    words = {True: "yes", False: "no", "": "—", (): "—"}
    return {column: words[value] if value in ("", ()) or isinstance(value, bool) else " ".join(value) if isinstance(value, tuple) else str(value)
            for column, value in told.items()}  # fmt: skip


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_what_is_counted_is_what_the_scenario_says(scenario: Scenario) -> None:
    rows: list[Row] = []
    for file in scenario.files:
        told = structure.read(file, "blob", SPOKEN.get(file.path.rsplit(".", 1)[-1], ""))
        assert not told.problems
        rows += told.rows
    for first, wanted in scenario.tables.items():
        assert [shown(row, list(wanted[0])) for row in rows if row.table == TABLES[first].table] == wanted
