"""The landscape in words of the C4 model: a workspace in the DSL of Structurizr, with a system context and the containers of each system.

Source: Structurizr DSL, https://docs.structurizr.com/dsl/language. Every text is quoted; what could end one is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_TAGS = {"database": "Database", "bucket": "Database", "cache": "Database", "queue": "Queue"}


@dataclass(frozen=True, slots=True)
class Box:
    """A container: the system that it is a part of, what it is, what it runs, and the interfaces that it offers."""

    key: str
    name: str
    kind: str
    runs: str
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A system with its containers; ``recorded`` where the record names it, else it is a repository of its own."""

    key: str
    name: str
    words: str
    recorded: bool
    containers: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that leans on another, by their keys, with what tells of it."""

    one: str
    other: str
    words: str


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is drawn: systems, what others run (vendors and hosts on the internet, by key), and the ways between them."""

    name: str
    systems: Sequence[Whole]
    others: Mapping[str, str]
    ways: Sequence[Way]


def structurizr(world: World) -> str:
    """The workspace as text."""
    keys = [*(one.key for one in world.systems), *(box.key for one in world.systems for box in one.containers), *world.others]
    ids = {key: f"e{place}" for place, key in enumerate(keys, 1)}
    lines = [f"workspace {_quoted(world.name)} {{", "    !identifiers flat", "    model {"]
    for one in world.systems:
        lines += _system(one, ids)
    lines += [f'        {ids[key]} = softwareSystem {_quoted(name)} "" "External"' for key, name in world.others.items()]
    lines += [f"        {ids[way.one]} -> {ids[way.other]} {_quoted(way.words)}" for way in world.ways if way.one in ids and way.other in ids]
    lines += ["    }", "    views {", '        systemLandscape "landscape" {', "            include *", "            autoLayout", "        }"]
    for one in world.systems:
        lines += _views(one, ids[one.key])
    styles = [("Database", "cylinder"), ("Queue", "pipe")]
    lines += ["        styles {", *(f'            element "{tag}" {{\n                shape {shape}\n            }}' for tag, shape in styles)]
    lines += ['            element "External" {\n                background #999999\n            }', "        }", "    }", "}"]
    return "\n".join(lines) + "\n"


def _system(one: Whole, ids: Mapping[str, str]) -> Iterator[str]:
    if not one.containers:
        yield f"        {ids[one.key]} = softwareSystem {_quoted(one.name)} {_quoted(one.words)}"
        return
    yield f"        {ids[one.key]} = softwareSystem {_quoted(one.name)} {_quoted(one.words)} {{"
    for box in one.containers:
        offers = f"Offers {', '.join(box.offers)}" if box.offers else ""
        tag = f" {_quoted(_TAGS[box.kind])}" if box.kind in _TAGS else ""
        yield f"            {ids[box.key]} = container {_quoted(box.name)} {_quoted(offers)} {_quoted(box.runs or box.kind)}{tag}"
    yield "        }"


def _views(one: Whole, name: str) -> Iterator[str]:
    yield from (f'        systemContext {name} "context-{name}" {{', "            include *", "            autoLayout", "        }")
    if one.containers:
        yield from (f'        container {name} "containers-{name}" {{', "            include *", "            autoLayout", "        }")


def _quoted(words: str) -> str:
    clean = " ".join(words.replace("\\", "/").replace('"', "'").split())
    return f'"{clean}"'
