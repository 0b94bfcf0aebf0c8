"""The story as values: the company, its people and teams, and what happens in each repository. Parsed from the texts of ``story/``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quarterdeck.demo.calendar import Place
from quarterdeck.demo.code import Library, Template

Told = Mapping[str, Any]
"""A table of a story file, as parsed."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team, what it is for, and whose people it consists of where they are not the company's own."""

    id: str
    name: str
    type: str
    mission: str
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody who works, or worked, at the company; ``before`` are names and addresses of earlier years."""

    id: str
    name: str
    email: str
    role: str
    team: str
    place: Place
    starts: date
    ends: date | None
    level: str
    skills: Sequence[str]
    assisted: float
    before: Sequence[tuple[date, str, str]]

    def signature(self, day: date) -> str:
        """How they sign on this day."""
        name, email = next(((name, email) for until, name, email in self.before if day <= until), (self.name, self.email))
        return f"{name} <{email}>"

    def there(self, day: date) -> bool:
        """Whether they work here on this day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Area:
    """A folder of code: what its files are about and how much of the work lands there."""

    path: str
    files: Sequence[str]
    weight: float
    library: str
    nouns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody's work on a repository: changes a month, and the areas that they keep to (all, where none is named)."""

    who: str
    first: date
    last: date
    rate: float
    areas: Sequence[str]


@dataclass(frozen=True, slots=True)
class Releases:
    """When versions are tagged, and by whom."""

    first: date
    every: int
    by: Sequence[str]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the story itself says: files written, moved or removed by somebody on a day."""

    at: date
    by: str
    message: str
    files: Mapping[str, str]
    moves: Mapping[str, str]
    removes: Sequence[str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RepositoryStory:
    """What happens in one repository."""

    name: str
    about: str
    team: str
    library: str
    born: date
    merges: str
    tickets: str
    package: str
    nouns: Mapping[str, Sequence[str]]
    verbs: Sequence[str]
    topics: Sequence[str]
    areas: Sequence[Area]
    hot: Mapping[str, Told]
    asks: Mapping[str, Sequence[str]]
    work: Sequence[Stint]
    releases: Releases | None
    kit: Told
    dependencies: Mapping[str, Sequence[tuple[date, str]]]
    events: Sequence[Event]
    tested: float
    bots: date | None


@dataclass(frozen=True, slots=True)
class Story:
    """The whole of it."""

    name: str
    domain: str
    notice: str
    about: str
    begins: date
    ends: date
    seed: int
    teams: Sequence[Team]
    people: Mapping[str, Human]
    repositories: Sequence[RepositoryStory]
    libraries: Mapping[str, Library]
    kits: Mapping[str, Mapping[str, str]]
    subjects: Mapping[str, Sequence[str]]
    bodies: Sequence[str]
    conditions: Sequence[str]
    test_steps: Mapping[str, Sequence[Template]] = field(default_factory=dict)


def read_story(texts: Mapping[str, str]) -> Story:
    """The story from its files' texts by their paths. What is missing in them is a bug of ours, and raises."""
    told = {path: tomllib.loads(text) for path, text in sorted(texts.items()) if path.endswith(".toml")}
    company, words = told["company.toml"], told["words.toml"]
    places = {name: Place(name, place["minutes"], place["summer"]) for name, place in company["places"].items()}
    return Story(
        company["name"], company["domain"], company["notice"], company["about"], company["begins"], company["ends"], company["seed"],
        [Team(**team) for team in company["teams"]],
        {human["id"]: _human(human, places) for human in told["people.toml"]["people"]},
        [_repository(_stem(path), one, company["ends"]) for path, one in told.items() if path.startswith("repositories/")],
        {_stem(path): _library(_stem(path), one) for path, one in told.items() if path.startswith("languages/")},
        {_stem(path): one["files"] for path, one in told.items() if path.startswith("kits/")},
        words["subjects"], words["bodies"]["any"], words["conditions"]["any"],
        {_stem(path): [Template.of(step) for step in one.get("test_steps", [])] for path, one in told.items() if path.startswith("languages/")},
    )  # fmt: skip


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".toml")


def _human(told: Told, places: Mapping[str, Place]) -> Human:
    before = [(one["until"], one["name"], one["email"]) for one in told.get("before", [])]
    return Human(
        told["id"], told["name"], told["email"], told["role"], told["team"], places[told["place"]], told["starts"], told.get("ends"),
        told["level"], told["skills"], told.get("assisted", 0.0), before,
    )  # fmt: skip


def _library(name: str, told: Told) -> Library:
    def templates(key: str) -> tuple[Template, ...]:
        return tuple(Template.of(text) for text in told.get(key, []))

    return Library(
        name, told["ending"], told["indent"], told["opening"].lstrip("\n"), told.get("closing", ""), told.get("depth", 0), templates("functions"),
        templates("steps"), told.get("test_opening", "").lstrip("\n"), told.get("test_closing", ""), templates("tests"), told["test_path"],
        told.get("importing", ""),
    )  # fmt: skip


def _month(told: str, last: date) -> date:
    year, _, month = told.partition("-")
    return min(date(int(year), int(month), 1), last)


def _repository(name: str, told: Told, ends: date) -> RepositoryStory:
    releases = told.get("releases")
    return RepositoryStory(
        name, told["about"], told["team"], told["library"], told["born"], told["merges"], told["tickets"], told["package"],
        told["nouns"], told["verbs"], told["topics"],
        [Area(area["path"], area["files"], area.get("weight", 1.0), area.get("library", told["library"]), area.get("nouns", ())) for area in told["areas"]],
        told.get("hot", {}),
        told.get("asks", {}),
        [
            Stint(one["who"], _month(one["from"], ends), _month(one["to"], ends) if "to" in one else ends, one["rate"], one.get("areas", ()))
            for one in told["work"]
        ],
        Releases(releases["from"], releases["every"], releases["by"]) if releases else None,
        told.get("kit", {}),
        {package: _ladder(versions) for package, versions in told.get("dependencies", {}).items()},
        [_event(one) for one in told.get("events", [])],
        told.get("tested", 0.45),
        told.get("bots"),
    )  # fmt: skip


def _ladder(told: str) -> list[tuple[date, str]]:
    """``2021-05-11 0.18.1, 2023-05-23 0.24.1``: from when which version is used."""
    return [(date.fromisoformat(day), version) for day, version in (step.split() for step in told.split(","))]


def _event(told: Told) -> Event:
    files = {path: text.lstrip("\n") for path, text in told.get("files", {}).items()}
    return Event(told["at"], told["by"], told["message"], files, told.get("moves", {}), told.get("removes", ()), told.get("set", {}))
