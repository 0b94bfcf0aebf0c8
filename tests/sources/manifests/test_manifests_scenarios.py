"""Scenarios in Markdown: the files of a repository, then the tables that they become.

A table that begins with ``package`` lists every dependency, one that begins with ``product`` every runtime, a list of
`` - `place`: words`` every fault. What a scenario does not list must not come out. ``—`` stands for an empty value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.manifests import extract, wants

FOLDER = Path(__file__).parent / "scenarios"
BLOCK = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FAULT = re.compile(r"^- `(?P<place>[^`]+)`: (?P<words>.+)$", re.MULTILINE)
WORDS = {True: "yes", False: "no", None: "—"}
COLUMNS = {"package": "name", "product": "product"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading with its files, its expected tables by their first column, and its expected faults."""

    name: str
    files: tuple[FileContent, ...]
    tables: dict[str, list[dict[str, str]]]
    faults: tuple[tuple[str, str], ...]


def scenarios() -> list[Scenario]:
    """Every second-level heading of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            files = tuple(FileContent("r", match["path"], match["text"].encode()) for match in BLOCK.finditer(part))
            prose = BLOCK.sub("", part)
            faults = tuple((match["place"], match["words"]) for match in FAULT.finditer(prose))
            found.append(Scenario(f"{path.stem}: {part.splitlines()[0]}", files, tables(prose), faults))
    return found


def tables(prose: str) -> dict[str, list[dict[str, str]]]:
    """The tables in a text, by the name of their first column."""
    found: dict[str, list[dict[str, str]]] = {}
    for block in re.findall(r"(?:^\|.*\n?)+", prose, re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block.strip().splitlines()]
        found[head[0]] = [dict(zip(head, (cell.replace("\\|", "|") for cell in row), strict=True)) for row in rows]
    return found


def shown(rows: Sequence[Dependency | Runtime], wanted: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows as the tables write them, with the columns that the scenario shows."""
    columns = list(wanted[0]) if wanted else ["path"]
    return [{column: cell(getattr(row, COLUMNS.get(column, column))) for column in columns} for row in rows]


def cell(value: object) -> str:
    return WORDS[value] if value is None or isinstance(value, bool) else str(value)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_files_become_the_tables(scenario: Scenario) -> None:
    assert scenario.files
    assert all(wants(file.path) for file in scenario.files if "ignored" not in scenario.name)
    extracted = extract([file for file in scenario.files if wants(file.path)])
    dependencies = [row for row in extracted.rows if isinstance(row, Dependency)]
    runtimes = [row for row in extracted.rows if isinstance(row, Runtime)]
    packages, products = scenario.tables.get("package", []), scenario.tables.get("product", [])
    assert shown(dependencies, packages) == packages
    assert shown(runtimes, products) == products
    places = [str(problem.place).removeprefix("r/") for problem in extracted.problems]
    assert places == [place for place, _ in scenario.faults], extracted.problems
    for problem, (_, words) in zip(extracted.problems, scenario.faults, strict=True):
        assert words in problem.what
        assert problem.mend


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_the_order_of_files_never_matters(scenario: Scenario) -> None:
    files = [file for file in scenario.files if wants(file.path)]
    assert extract(files) == extract(files[::-1])


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_a_line_names_its_package(scenario: Scenario) -> None:
    """The line of a dependency holds its name, or in a go.mod what it replaces; so that a reader who goes there finds it."""
    lines = {file.path: file.text.splitlines() for file in scenario.files}
    for row in extract([file for file in scenario.files if wants(file.path)]).rows:
        if isinstance(row, Dependency):
            line = re.sub(r"[-_.]+", "-", lines[row.path][row.line - 1].lower())
            assert re.sub(r"[-_.]+", "-", row.name.lower()) in line or "=>" in (row.requirement or "")
