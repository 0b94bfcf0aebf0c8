"""Every format that is claimed reads its documented example, as `formats.md` beside this file tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.sources.exports.formats import FORMATS
from quarterdeck.sources.exports.said import Said
from tests.exports import import_files, told

STORY = Path(__file__).with_name("formats.md").read_text(encoding="utf-8")
BY_NAME = {one.name: one for one in FORMATS}


@dataclass(frozen=True, slots=True)
class Example:
    """A section: the format's name, where its shape was seen, the export, what must come out."""

    format: str
    origin: str
    ending: str
    text: str
    rows: tuple[str, ...]
    zone: str


def examples() -> Iterator[Example]:
    for section in STORY.split("\n## ")[1:]:
        name, _, rest = section.partition("\n")
        origin = rest.partition("```")[0].strip()
        (ending, text), (_, rows), *_ = re.findall(r"```(\w+)\n(.*?)```", rest, re.DOTALL)
        zone = re.search(r"--time-zone (\S+?)`", origin)
        yield Example(name.strip(), origin, ending, text, tuple(rows.strip().splitlines()), zone[1] if zone else "")


EXAMPLES = list(examples())


def test_no_format_is_claimed_without_an_example_and_its_origin() -> None:
    own = {name for name in BY_NAME if name != "focus"}  # read from the published sample: tests/sources/exports/test_focus.py
    assert own == {example.format for example in EXAMPLES}
    assert not [example.format for example in EXAMPLES if f"Opened: <{BY_NAME[example.format].origin.opened}>" not in example.origin]
    for one in FORMATS:
        assert [address[:8] for address in (one.origin.page, one.origin.opened)] == ["https://"] * 2, one.name
        assert one.origin.what
        assert date.fromisoformat(one.origin.on) > date(2026, 1, 1)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.format for example in EXAMPLES])
def test_an_example_gives_its_rows_and_twice_is_once(tmp_path: Path, example: Example) -> None:
    kind = BY_NAME[example.format].kind
    tables = {row.partition(": ")[0] for row in example.rows}
    for fresh in (True, False):
        done = import_files(tmp_path, kind, {f"export.{example.ending}": example.text}, Said(zone=example.zone))
        assert [file.format for file in done.files] == [example.format]
        assert done.problems == ()
        assert sorted(f"{table}: {row}" for table in tables for row in told(tmp_path, table)) == sorted(example.rows)
        assert any(change.new + change.changed for change in done.changes) == fresh
