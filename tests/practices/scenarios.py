"""Scenarios in Markdown, as tests of practices tell them: under each heading a block ``given`` and a block ``says``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import Recorded, recorded

_SCENARIO = re.compile(r"^## (.+?)$.*?^```given\n(.*?)^```$.*?^```says\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading, what is given under it, and what should be said."""

    title: str
    given: str
    says: tuple[str, ...]


def scenarios(file: Path) -> Iterator[Scenario]:
    """Every scenario of a Markdown file."""
    for title, given, says in _SCENARIO.findall(file.read_text(encoding="utf-8")):
        yield Scenario(title, given, tuple(line.strip() for line in says.splitlines() if line.strip()))


def moment(words: str) -> datetime:
    """``2026-02-02 09:00``, with an offset or in UTC, as the house keeps it."""
    told = datetime.fromisoformat(words)
    return told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told


def cells_of(line: str) -> list[str]:
    """What stands in a line, apart by two spaces or more."""
    return re.split(r"\s{2,}", line.strip())


def record_file(cells: list[str]) -> tuple[str, str]:
    r"""A file of the record and its text, for a line ``record  teams/lockers.yaml  name: Lockers\nlead: ann``."""
    path, *text = cells
    return path, "  ".join(text).replace("\\n", "\n") + "\n"


def rows_of_records(files: Mapping[str, str]) -> list[Recorded]:
    """The rows of the table `records` for a record of these files, at a company called Acme; nothing without any."""
    if not files:
        return []
    company = b"schema: 1\ncompany: Acme\ncurrency: EUR\n"
    loaded = assemble([File("quarterdeck.yaml", company + files.get("quarterdeck.yaml", "").encode()),
                       *(File(path, text.encode()) for path, text in files.items() if path != "quarterdeck.yaml")])  # fmt: skip
    assert not loaded.problems, loaded.problems
    return recorded(loaded)
