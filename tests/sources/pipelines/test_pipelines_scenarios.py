"""Scenarios in Markdown: the files of a repository, then the table that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from quarterdeck.evidence.automation import PipelineJob
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.sources.pipelines import extract, wants

FOLDER = Path(__file__).parent / "scenarios"
BLOCK = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FAULT = re.compile(r"^- `(?P<place>[^`]+)`: (?P<words>.+)$", re.MULTILINE)
WORDS = {True: "yes", False: "no", None: "?"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading with its files, its expected table (a list of cells by column) and its expected faults."""

    name: str
    files: tuple[FileContent, ...]
    rows: tuple[dict[str, str], ...]
    faults: tuple[tuple[str, str], ...]


def scenarios() -> list[Scenario]:
    """Every second-level heading of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            files = tuple(FileContent("r", match["path"], match["text"].encode()) for match in BLOCK.finditer(part))
            prose = BLOCK.sub("", part)
            table = [[cell.strip() for cell in line.strip("|").split("|")] for line in prose.splitlines() if line.startswith("|")]
            rows = tuple(dict(zip(table[0], cells, strict=True)) for cells in table[2:])
            faults = tuple((match["place"], match["words"]) for match in FAULT.finditer(prose))
            found.append(Scenario(f"{path.stem}: {part.splitlines()[0]}", files, rows, faults))
    return found


def shown(row: PipelineJob, column: str) -> str:
    """A value as the tables write it."""
    value = getattr(row, column)
    if column in {"tests", "checks", "builds", "deploys"}:
        return WORDS[value]
    return ", ".join(value) if column == "triggers" else str("" if value is None else value)


def run(files: tuple[FileContent, ...]) -> tuple[list[PipelineJob], Extracted]:
    """The rows, typed."""
    extracted = extract(files)
    return [row for row in extracted.rows if isinstance(row, PipelineJob)], extracted


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_files_become_the_table(scenario: Scenario) -> None:
    """The rows, in order, in the columns that the scenario shows."""
    rows, extracted = run(scenario.files)
    columns = list(scenario.rows[0]) if scenario.rows else []
    assert [{column: shown(row, column) for column in columns} for row in rows] == list(scenario.rows)
    places = [(str(problem.place).removeprefix("r/"), problem.what) for problem in extracted.problems]
    assert [place for place, _ in places] == [place for place, _ in scenario.faults]
    for (_, told), (_, words) in zip(places, scenario.faults, strict=True):
        assert words in told
    assert all(problem.silences == ("pipeline_jobs",) for problem in extracted.problems)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_the_source_asks_for_the_files_of_its_scenarios(scenario: Scenario) -> None:
    """Else the pipeline would never hand them over."""
    assert [file.path for file in scenario.files if not wants(file.path)] == []
