"""Changes one value in the text of a record and leaves every other byte as it was: comments, order, quotes, blank lines, line ends.

The text is not written anew from what was read: the place of the value is cut out and the new one put in. Then the result is read again,
and must hold what was meant: else nothing is changed, and it is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeAlias

from quarterdeck.records.document import Steps
from quarterdeck.records.emitting import behind_key, inline, item, scalar
from quarterdeck.records.events import Fault, Mark, Told, Tree
from quarterdeck.records.parsing import Source, source

Changes: TypeAlias = Mapping[Steps, "Tree | None"]
"""What each place shall hold; None takes the key away."""


class NotEditedError(ValueError):
    """A change that cannot be made without touching more than it should: the message says why, and nothing was changed."""


def change(data: bytes, changes: Changes, order: Sequence[str], *, markdown: bool) -> bytes:
    """The file with the changes made one by one. ``order`` are the keys as they are usually written, so that a new one finds its place."""
    for steps, value in changes.items():
        data = _changed(data, steps, value, order, markdown=markdown)
    return data


def with_body(data: bytes, body: str) -> bytes:
    """A Markdown file with another text below its keys."""
    found = _read(data, markdown=True)
    kept = len(found.text) - len(found.body)
    if found.body == body:
        return data
    opened = "" if found.text[:kept].endswith("\n") else "\n"
    return _Raw.of(data).replaced(kept, len(found.text), opened + (body if body.endswith("\n") or not body else f"{body}\n"))


def _read(data: bytes, *, markdown: bool) -> Source:
    found = source(data, markdown=markdown)
    faults = (found,) if isinstance(found, Fault) else found.told.faults
    if isinstance(found, Fault) or faults:
        raise NotEditedError(f"line {faults[0].line}: {faults[0].what}; mend the file by hand first")
    if not isinstance(found.told.data, dict | None):
        raise NotEditedError("the file holds no keys; mend it by hand first")
    return found


def _changed(data: bytes, steps: Steps, value: Tree | None, order: Sequence[str], *, markdown: bool) -> bytes:
    found = _read(data, markdown=markdown)
    before = found.told.data if isinstance(found.told.data, dict) else {}
    wanted = _meant(before, steps, value)
    if wanted == before:
        return data
    edit = _edit(found, steps, value, order)
    result = _Raw.of(data).replaced(edit.start + found.offset, edit.end + found.offset, edit.text)
    told = _read(result, markdown=markdown).told.data or {}
    if told != wanted:
        raise NotEditedError(f"{_named(steps)} cannot be changed without touching what stands around it; change it by hand")
    return result


def _meant(before: dict[str, Tree], steps: Steps, value: Tree | None) -> dict[str, Tree]:
    """What the file shall hold after the change."""
    wanted = deepcopy(before)
    try:
        inner = _at(wanted, steps[:-1])
    except (LookupError, TypeError):
        raise NotEditedError(f"there is no {_named(steps[:-1])} to change") from None
    last = steps[-1]
    if isinstance(inner, dict) and isinstance(last, str):
        if value is None:
            inner.pop(last, None)
        else:
            inner[last] = value.rstrip("\n") if isinstance(value, str) else value
    elif isinstance(inner, list) and isinstance(last, int) and last < len(inner) and value is not None:
        inner[last] = value
    else:
        raise NotEditedError(f"there is no {_named(steps)} to change")
    return wanted


def _named(steps: Steps) -> str:
    return ".".join(map(str, steps))


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def _edit(found: Source, steps: Steps, value: Tree | None, order: Sequence[str]) -> _Edit:
    text, told = found.yaml, found.told
    if steps not in told.marks:
        assert value is not None  # nothing to take away would have been no change
        return _inserted(text, told, steps, value, order)
    if value is None:
        return _removed(text, told, steps)
    mark = told.marks[steps]
    if _in_flow(text, told, steps):
        return _Edit(mark.start, mark.end, inline(value))
    if isinstance(steps[-1], int):
        return _Edit(mark.start, mark.end, scalar(value) if isinstance(value, str) else inline(value))
    return _items(text, told, steps, value) or _replaced(text, mark, value)


def _replaced(text: str, mark: Mark, value: Tree) -> _Edit:
    """The value behind a key: within its line where old and new fit on one, else with all lines below."""
    colon, indent = text.index(":", mark.key_end) + 1, mark.key[1] - 1
    if mark.start == mark.end:
        return _Edit(colon, colon, behind_key(value, indent))
    flat = isinstance(value, str) and "\n" not in value.rstrip("\n")
    one_line = "\n" not in text[colon : mark.end] and text[mark.start] not in "|>"
    if one_line and (flat or text[mark.start] == "["):
        return _Edit(mark.start, mark.end, scalar(value.rstrip("\n")) if isinstance(value, str) else inline(value))
    end = _end(text, mark)
    ending = text[end - 1] == "\n"
    return _Edit(colon, end, behind_key(value, indent) + ("\n" if ending else ""))


def _end(text: str, mark: Mark) -> int:
    """Where a value ends; of a text over several lines, after its last line that is not blank."""
    kept = len(text[mark.start : mark.end].rstrip("\n"))
    return min(mark.end, mark.start + kept + 1)


def _items(text: str, told: Told, steps: Steps, value: Tree) -> _Edit | None:
    """A list one item a line, changed item by item, so that what is said beside each stays with it."""
    mark, old = told.marks[steps], _at(told.data or {}, steps)
    if isinstance(old, list) and isinstance(value, list) and text[mark.start] == "-":
        kept = _same_items(text, told, steps, old, value)
        return _Edit(mark.start, mark.end, kept) if kept is not None else None
    return None


def _at(value: Tree, steps: Steps) -> Tree:
    """The value at a place. Raises ``LookupError`` or ``TypeError`` where there is none."""
    for step in steps:
        value = value[step]  # type: ignore[index]  # what does not fit is what callers are told of
    return value


def _in_flow(text: str, told: Told, steps: Steps) -> bool:
    """True within brackets or braces."""
    return any(text[told.marks[steps[:length]].start :][:1] in {"[", "{"} for length in range(len(steps)) if steps[:length] in told.marks)


def _same_items(text: str, told: Told, steps: Steps, old: list[Tree], new: list[Tree]) -> str | None:
    """The text of the new items, each kept one with what stood beside and below it; None where the list is written otherwise."""
    if not (old and new and all(isinstance(one, str) for one in (*old, *new)) and len(set(map(str, old))) == len(old)):
        return None
    mark = told.marks[steps]
    dashes = [text.rindex("-", 0, told.marks[*steps, number].start) for number in range(len(old))]
    if any(text.count("\n", dashes[n], dashes[n + 1]) < 1 for n in range(len(dashes) - 1)):
        return None
    pad = " " * (dashes[0] - text.rfind("\n", 0, dashes[0]) - 1)
    pieces = dict(zip(old, (text[a:b].rstrip(" ").removesuffix("\n") for a, b in zip(dashes, [*dashes[1:], mark.end], strict=True)), strict=True))
    return f"\n{pad}".join(pieces.get(one, f"- {item(str(one))}") for one in new)


def _line_end(text: str, position: int) -> int:
    """Where the line of a position ends, with its line end."""
    if position and text[position - 1] == "\n":
        return position
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _removed(text: str, told: Told, steps: Steps) -> _Edit:
    mark = told.marks[steps]
    if _in_flow(text, told, steps):
        raise NotEditedError(f"{_named(steps)} stands within brackets; take it away by hand")
    start = mark.key_end - (mark.key_end - text.rfind("\n", 0, mark.key_end) - 1)
    if text[start : mark.key_end].lstrip(" ").startswith("- "):
        raise NotEditedError(f"{_named(steps)} opens an item of a list; take it away by hand")
    return _Edit(start, _line_end(text, _end(text, mark) if mark.end > mark.start else mark.key_end), "")


def _inserted(text: str, told: Told, steps: Steps, value: Tree, order: Sequence[str]) -> _Edit:
    around = steps[:-1]
    key = str(steps[-1])
    siblings = [other[-1] for other in told.marks if len(other) == len(steps) and other[:-1] == around]
    place = told.marks.get(around)
    if place and text[place.start : place.start + 1] == "{":
        return _Edit(place.end - 1, place.end - 1, f"{', ' if siblings else ''}{scalar(key, flow=True)}: {inline(value)}")
    if not siblings:
        joined = "" if not text or text.endswith("\n") else "\n"
        return _Edit(len(text), len(text), f"{joined}{scalar(key)}:{behind_key(value, 0)}\n")
    before = list(order[: order.index(key)]) if key in order else []
    after = next((name for name in reversed(before) if name in siblings), None) if before else siblings[-1]
    first = min((told.marks[*around, name] for name in siblings), key=lambda mark: mark.start)
    indent = first.key[1] - 1
    line = f"{' ' * indent}{scalar(key)}:{behind_key(value, indent)}\n"
    if after is None and not isinstance(around[-1] if around else "", int):
        start = text.rfind("\n", 0, first.key_end) + 1
        return _Edit(start, start, line)
    mark = told.marks[*around, after or siblings[0]]
    end = _line_end(text, mark.end if mark.end > mark.start else mark.key_end)
    return _Edit(end, end, line if not end or text[end - 1] == "\n" else f"\n{line.removesuffix(chr(10))}")


@dataclass(frozen=True, slots=True)
class _Raw:
    """The bytes of a file beside the text that readers see: with its byte order mark and its own line ends."""

    text: str
    mark: bytes
    foreign: list[int]

    @classmethod
    def of(cls, data: bytes) -> _Raw:
        """``foreign`` are the places, in the text that readers see, of line ends that take two characters here."""
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        text = data[len(mark) :].decode()
        return cls(text, mark, [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))])

    def replaced(self, start: int, end: int, new: str) -> bytes:
        """The bytes with another text in a place."""
        ours = new.replace("\n", "\r\n") if len(self.foreign) * 2 > self.text.count("\n") else new
        first, last = start + bisect_left(self.foreign, start), end + bisect_left(self.foreign, end)
        return self.mark + (self.text[:first] + ours + self.text[last:]).encode()
