"""All of YAML that a record may hold, with the place of every key and value: slower than ``plain_yaml``, and right where that declines.

ruamel's parser says what stands where; nothing is resolved, constructed or executed: every scalar is the text that was written.
What no record needs is refused with its place: aliases (a value is written where it stands), tags, several documents, keys twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from quarterdeck.records.document import Steps

if TYPE_CHECKING:
    from ruamel.yaml.error import StringMark

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

_REFUSED = (
    (re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"), "character U+{:04X} is not allowed in YAML", "Remove it"),
    (re.compile(r"[^\n]{20000}"), "a line of 20,000 characters or more", "Break it up"),
    (re.compile(r"(?:[\[{][ \t]*+){50}"), "the YAML is nested too deeply to be read", "Flatten it"),
)
"""What ruamel would take minutes over, or says in a way that helps nobody."""
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one file: line and column (from 1), what, and what to do."""

    line: int
    column: int
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a key and its value stand: line and column of each (from 1), where the key ends, and where the value begins and ends in the text."""

    key: tuple[int, int]
    value: tuple[int, int]
    key_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a text holds, where it stands, and what is wrong with it."""

    data: Tree | None
    marks: dict[Steps, Mark] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_events(source: str) -> Told:
    """Read one YAML document; a text of nothing but comments holds None."""
    for pattern, what, mend in _REFUSED:
        found = pattern.search(source)
        if found:
            line, start = source.count("\n", 0, found.start()) + 1, source.rfind("\n", 0, found.start())
            return Told(None, {}, (Fault(line, found.start() - start, what.format(ord(found[0][0])), mend),))
    return _parsed(source)


def _parsed(source: str) -> Told:
    from ruamel.yaml import YAML  # noqa: PLC0415  # 60 ms, which most workspaces need for no file at all
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  # likewise

    builder = _Builder()
    try:
        data = builder.build(cast("Iterator[Event]", iter(YAML(typ="safe", pure=True, plug_ins=[]).parse(source))))
    except _RefusedError as refused:
        return Told(None, {}, (*builder.faults, refused.fault))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context or "it is not YAML").split())
        mend = "Write blanks, not tabs" if "\\t" in what else "Correct the syntax; words with a colon or a # need quotes"
        return Told(None, {}, (_fault(mark, f"not valid YAML: {what}", mend),))
    except (YAMLError, ValueError, OverflowError, RecursionError, IndexError, AttributeError) as error:
        what = " ".join(str(error).split())[:120]
        return Told(None, {}, (Fault(1, 1, f"not valid YAML: {what}", "Correct the syntax"),))
    return Told(data, builder.marks, tuple(builder.faults))


def _fault(mark: StringMark | None, what: str, mend: str) -> Fault:
    return Fault(mark.line + 1, mark.column + 1, what, mend) if mark else Fault(1, 1, what, mend)


class Event(Protocol):
    """What ruamel's events have: all of them marks, scalars a value, scalars and collections a tag."""

    start_mark: StringMark
    end_mark: StringMark
    tag: str | None
    value: str


class _RefusedError(Exception):
    """Something that ends the reading. Never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


class _Builder:
    """Makes texts, lists and dicts of events, and notes where each stands."""

    def __init__(self) -> None:
        self.marks: dict[Steps, Mark] = {}
        self.faults: list[Fault] = []
        self.last = 0

    def build(self, events: Iterator[Event]) -> Tree | None:
        """The one document."""
        data: Tree | None = None
        documents = 0
        for event in events:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise _RefusedError(_fault(event.start_mark, "a second document begins here", "Give each record a file of its own"))
            elif name not in {"StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"}:
                data = self.node(event, events, (), event.start_mark, 0)
        return data

    def node(self, event: Event, events: Iterator[Event], steps: Steps, key: StringMark, key_end: int) -> Tree:
        """The value that begins with ``event``; takes its events off."""
        name, start = type(event).__name__, event.start_mark
        if name == "AliasEvent":
            raise _RefusedError(_fault(start, "an alias (*) stands here", "Write the value itself where it belongs"))
        if event.tag:
            raise _RefusedError(_fault(start, f"a tag ({event.tag}) stands here", "Take it away: records hold words, numbers and lists"))
        if len(steps) > _DEEPEST:
            raise _RefusedError(_fault(start, "the YAML is nested too deeply to be read", "Flatten it"))
        self.last = event.end_mark.index
        data: Tree = event.value if name == "ScalarEvent" else self.listed(events, steps) if name == "SequenceStartEvent" else self.mapping(events, steps)
        self.marks[steps] = Mark((key.line + 1, key.column + 1), (start.line + 1, start.column + 1), key_end, start.index, self.last)
        return data

    def listed(self, events: Iterator[Event], steps: Steps) -> list[Tree]:
        """The items up to the end of a list."""
        items: list[Tree] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                self.last = max(self.last, event.end_mark.index) if event.end_mark.index != event.start_mark.index else self.last
                break
            items.append(self.node(event, events, (*steps, len(items)), event.start_mark, event.start_mark.index))
        return items

    def mapping(self, events: Iterator[Event], steps: Steps) -> dict[str, Tree]:
        """The keys up to the end of a mapping; of a key that stands twice the first value is kept, and a fault noted."""
        pairs: dict[str, Tree] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                self.last = max(self.last, event.end_mark.index) if event.end_mark.index != event.start_mark.index else self.last
                break
            if type(event).__name__ != "ScalarEvent":
                raise _RefusedError(_fault(event.start_mark, "a key is no plain word", "Write a word before the colon"))
            name, key, end = event.value, event.start_mark, event.end_mark.index
            if name in pairs:
                first = self.marks[*steps, name].key[0]
                self.faults.append(_fault(key, f"{name!r} stands twice, first on line {first}", "Keep one of them"))
                _Builder().node(next(events), events, (), key, end)
                continue
            pairs[name] = self.node(next(events), events, (*steps, name), key, end)
        return pairs
