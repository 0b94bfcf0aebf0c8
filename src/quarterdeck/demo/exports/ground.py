"""What every export is made from: the story, what its tools saw, and the repositories as they were told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from quarterdeck.demo.chance import Chance
from quarterdeck.demo.story import Human, Story, Told
from quarterdeck.demo.stream import History

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Ground:
    """The story, ``story/operations.toml``, each repository's history, and for it the ids of its commits by their marks."""

    story: Story
    operations: Told
    histories: Mapping[str, History]
    ids: Mapping[str, Mapping[int, str]]
    chance: Chance

    @property
    def since(self) -> date:
        """The first day of most exports."""
        day: date = self.operations["since"]
        return day

    def full_name(self, repository: str) -> str:
        """The repository as its host names it."""
        return f"{self.operations['organisation']}/{repository}"

    @property
    def note(self) -> str:
        """What every file says, in a column or field that no tool has and every reader passes over."""
        return f"{self.story.name} is an invented company"

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]], note: str = "note") -> str:
        """A CSV file; ``note`` is the column that says it."""
        out = io.StringIO()
        written = csv.writer(out, lineterminator="\n")
        written.writerow((*columns, note))
        written.writerows((*row, self.note) for row in rows)
        return out.getvalue()

    def listed(self, elements: Iterable[Mapping[str, object]]) -> str:
        """A JSON list with an element a line."""
        return _lines({"note": self.note, **element} for element in elements)

    def wrapped(self, name: str, elements: Iterable[Mapping[str, object]]) -> str:
        """A JSON object that holds the list behind one key, as several tools answer."""
        return f'{{"note": {json.dumps(self.note)}, "{name}": {_lines(elements).rstrip()}}}\n'


def login(human: Human) -> str:
    """Their name on the code host."""
    return human.email.partition("@")[0].replace(".", "-")


def seconds(day: date) -> int:
    """The first second of a day in UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def stamp(at: int) -> str:
    """A moment as most tools write it: ``2026-10-31T09:15:00Z``."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def days(first: date, last: date, step: int = 1) -> list[date]:
    """Days from the first to the last, both included."""
    return [first + timedelta(days=count) for count in range(0, (last - first).days + 1, step)]


def month_starts(first: date, last: date) -> list[date]:
    """The first day of every month from one day to another."""
    return [day for day in days(first, last) if day.day == 1]


def _lines(elements: Iterable[Mapping[str, object]]) -> str:
    return "[\n" + ",\n".join(json.dumps(element, ensure_ascii=False) for element in elements) + "\n]\n"
