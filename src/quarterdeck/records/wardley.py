"""Wardley maps as OnlineWardleyMaps writes them: what each line says, and the lines that say nothing. Pure; nothing in a map is followed or run.

Read are titles, components (anchors, markets, ecosystems, submaps, parts of a pipeline) with how they move on, links, notes and annotations. What only
says how a picture looks (size, style, labels, the names of the axes) is known and left out. A line that cannot be read is told with its number, and the
rest goes on.

Source: the language's own reference, https://docs.onlinewardleymaps.com/docs/dsl-reference, and the example that its project is tested with
(github.com/damonsk/onlinewardleymaps, GoldenMasterMapText.txt).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

MOST = 500
"""Components above which a map is no picture any more."""
_LONGEST = 200
_FENCE = re.compile(r"^ {0,3}(?:```+|~~~+)[ \t]*([\w-]*)")
_OURS = frozenset({"", "wardley", "owm", "onlinewardleymaps", "wardley-beta"})
_KINDS = {"component": "component", "anchor": "anchor", "market": "market", "ecosystem": "ecosystem", "submap": "submap"}
_LOOKS = frozenset(
    {
        "style", "size", "evolution", "y-axis", "x-axis", "valuechain", "url", "annotations", "pioneers", "settlers", "townplanners", "accelerator",
        "deaccelerator", "wardley-beta", "wardley", "{", "}",
    }
)  # fmt: skip
_WAYS = ("build", "buy", "outsource")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACE = re.compile(r"(?<!label )(?<!label)\[([^\[\]]*)\]")
_ENDING = re.compile(r"\s+(?:label\s*\[|url\s*\(|\((?:build|buy|outsource|market|ecosystem|inertia)\)|inertia\s*$|evolve\s+[\d.])|\s*\[|\s*$")
_DECORATION = re.compile(r"\((build|buy|outsource|market|ecosystem|inertia)\)|\]\s*(inertia)\b|\s(inertia)\s*$")
_ARROW = re.compile(r"\+'[^']*'(?:<>|>|<)|\+<>|\+>|\+<|-+>")
_NUMBER = re.compile(r"-?(?:\d{1,9}(?:\.\d*)?|\.\d+)")
_EVOLVES = re.compile(r"^(.*?)\s*(?<![\w.])(\d*\.\d+|[01])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Component:
    """Something on a map. ``visibility`` and ``evolution`` lie within 0 and 1; without them nobody said where it stands."""

    name: str
    kind: str = "component"
    visibility: float | None = None
    evolution: float | None = None
    moves_to: float | None = None
    becomes: str = ""
    way: str = ""
    inertia: bool = False
    pipeline: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line (from 1) that says nothing that is understood."""

    line: int
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class WardleyText:
    """What a text says: components in their order, links from what needs to what is needed, notes; and what could not be read."""

    title: str
    components: tuple[Component, ...]
    links: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    unread: tuple[Unread, ...]


@dataclass(slots=True)
class _Map:
    title: str = ""
    things: dict[str, Component] = field(default_factory=dict)
    links: list[tuple[int, str, str]] = field(default_factory=list)
    later: list[tuple[int, str, str]] = field(default_factory=list)
    """What is said of components that may stand further below: line, name, and how it moves or is come by."""
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def named(self, line: int, name: str) -> str:
        """The component of this name, or that will be called so; nothing, and said, where there is none."""
        found = name if name in self.things else next((one.name for one in self.things.values() if one.becomes == name), "")
        if not found:
            self.unread.append(Unread(line, f"{_brief(name)} is no component of the map", "Name it as its line does, or write the line"))
        return found


def read_map(text: str) -> WardleyText:
    """Read a map: the fenced blocks of a Markdown text where there are any, else all of it."""
    made = _Map()
    pipeline, inside = "", False
    for line, said in _lines(text):
        word, _, rest = said.partition(" ")
        if word == "pipeline":
            pipeline, inside = _name(rest.removesuffix("{")), said.endswith("{")  # the brace stands here, or on the next line
        elif said in {"{", "}"}:
            inside = said == "{"
        elif word in _KINDS:
            _component(made, line, _KINDS[word], rest.strip(), pipeline if inside and word == "component" else "")
        else:
            _other(made, line, word, rest.strip(), said)
    return _settled(made)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are the map's, trimmed, with their numbers; neither comments nor Markdown's headings."""
    every = text.split("\n")
    fenced = any(_FENCE.match(line) for line in every)
    within, comment = not fenced, False
    for number, line in enumerate(every, 1):
        fence = _FENCE.match(line)
        if fence and fenced:
            within = not within and fence[1].lower() in _OURS
            continue
        said = line.strip()
        if comment or said.startswith("/*"):
            comment = "*/" not in said
            continue
        if within and said and not said.startswith(("//", "#")):
            yield number, said


def _other(made: _Map, line: int, word: str, rest: str, said: str) -> None:
    """Titles, notes, what is said of a component elsewhere, links, and what only says how the picture looks."""
    if word == "title":
        made.title = made.title or rest[:_LONGEST]
    elif word in {"note", "annotation"}:
        words = _name(rest) if word == "note" else rest.rpartition("]")[2].strip()
        made.notes += [words] if words else []
    elif word == "evolve" or word in _WAYS:
        made.later.append((line, word, rest))
    elif _ARROW.search(said) and word not in _LOOKS:
        ends = _ARROW.split(said.partition(";")[0])
        made.links += [(line, _plain(one), _plain(other)) for one, other in pairwise(ends)]
    elif word not in _LOOKS:
        made.unread.append(Unread(line, f"{_brief(said)} is no line of a Wardley map", "Write component, anchor, evolve, pipeline, note or a link (A->B)"))


def _component(made: _Map, line: int, kind: str, rest: str, pipeline: str) -> None:
    name = _name(rest)
    if not name or name in made.things or len(made.things) >= MOST:
        why = "a component has no name" if not name else f"{_brief(name)} stands twice" if name in made.things else f"a map has more than {MOST} components"
        made.unread.append(Unread(line, why, "Give each component one line with a name of its own"))
        return
    told = {word for groups in _DECORATION.findall(rest) for word in groups if word}
    place = _PLACE.search(rest, _after_name(rest))
    numbers = _numbers(place[1]) if place else []
    if place and len(numbers) not in ({1, 2} if pipeline else {2}):
        made.unread.append(Unread(line, f"[{place[1][:40]}] is no place on the map", "Write [visibility, evolution], both from 0 to 1"))
        numbers = []
    evolution = numbers[-1] if numbers else None
    visibility = numbers[0] if numbers and len(numbers) > 1 and not pipeline else None
    kind = next((one for one in ("market", "ecosystem") if one in told), kind)
    moves = re.search(r"\bevolve\s+(\d*\.\d+|[01])(?=\s|$)", rest)
    made.things[name] = Component(
        name, kind, visibility, evolution, float(moves[1]) if moves else None, way=next((way for way in _WAYS if way in told), ""),
        inertia="inertia" in told, pipeline=pipeline,
    )  # fmt: skip


def _settled(made: _Map) -> WardleyText:
    """What is said of components, once all are known; parts of a pipeline are as visible as what they are parts of."""
    for line, word, rest in made.later:
        _moved(made, line, word, rest)
    links = [(made.named(line, one), made.named(line, other)) for line, one, other in made.links]
    things = [replace(one, visibility=made.things[one.pipeline].visibility) if one.pipeline in made.things else one for one in made.things.values()]
    links += [(one.pipeline, one.name) for one in things if one.pipeline in made.things]
    known = tuple(dict.fromkeys(link for link in links if all(link)))
    return WardleyText(made.title, tuple(things), known, tuple(made.notes), tuple(sorted(made.unread, key=lambda one: one.line)))


def _moved(made: _Map, line: int, word: str, rest: str) -> None:
    """How far a component moves on, and what it is called then; or how the company comes by it."""
    moves = _EVOLVES.match(rest) if word == "evolve" else None
    if word == "evolve" and not moves:
        made.unread.append(Unread(line, f"evolve {_brief(rest)} does not say how far", "Write evolve, the component's name, and a number from 0 to 1"))
        return
    name, _, becomes = (moves[1] if moves else _name(rest)).partition("->")
    one = made.things.get(made.named(line, _plain(name)))
    if one:
        made.things[one.name] = replace(one, moves_to=_within(float(moves[2])), becomes=_plain(becomes)) if moves else replace(one, way=word)


def _after_name(rest: str) -> int:
    """Where the name ends."""
    ending = _QUOTED.match(rest)
    return ending.end() if ending else found.start() if (found := _ENDING.search(rest)) else len(rest)


def _name(rest: str) -> str:
    """The name at the beginning: in quotes, or up to a place or a word that says more of it."""
    quoted = _QUOTED.match(rest)
    if quoted:
        return _plain(quoted[0])
    ending = _ENDING.search(rest)
    return _plain(rest[: ending.start()] if ending else rest)


def _plain(said: str) -> str:
    words = said.strip()
    if len(words) > 1 and words[0] == words[-1] == '"':
        words = words[1:-1].replace('\\"', '"').replace("\\n", " ")
    return " ".join(words.split())[:_LONGEST]


def _numbers(said: str) -> list[float]:
    """The numbers of a place, held within the map; none where one is no number."""
    parts = [one.strip() for one in said.split(",")]
    return [_within(float(one)) for one in parts] if all(map(_NUMBER.fullmatch, parts)) else []


def _within(number: float) -> float:
    return min(max(number, 0.0), 1.0)


def _brief(said: str) -> str:
    return repr(said if len(said) < 40 else f"{said[:39]}…")  # noqa: PLR2004  # as long as other problems say
