"""From the bytes of a file to keys, values and text: pure, and the part that is worth keeping between runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from quarterdeck.records.document import Steps
from quarterdeck.records.events import Fault, Told, Tree, read_events
from quarterdeck.records.plain_yaml import read_plain

VERSION = 3
"""The version of what parsing gives: another one makes everything kept useless."""
BIGGEST = 2_000_000
"""Bytes above which a record is refused: nobody wrote it."""
BIGGEST_YAML = 200_000
"""Bytes of keys and values above which a record is refused; a text below them may be longer."""
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^<{7} .*\n(?s:.*?)^={7}\n(?s:.*?)^>{7} ", re.MULTILINE)
"""What git leaves where two people changed the same lines."""
_DOCUMENTS = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """The text of one file taken apart: the YAML (with the offset and the line that it begins on), and the Markdown below it."""

    text: str
    yaml: str
    offset: int
    line: int
    body: str

    @cached_property
    def told(self) -> Told:
        """What the YAML holds, with the place of everything; lines are those of the file."""
        told = read_events(self.yaml)
        return Told(told.data, told.marks, tuple(Fault(f.line + self.line - 1, f.column, f.what, f.mend) for f in told.faults))

    def place(self, steps: Steps, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column of the value at ``steps`` (or of its key); of what contains it where it stands in no file.

        ``body`` and a number are a line of the text below the keys.
        """
        if len(steps) == 2 and steps[0] == "body" and isinstance(steps[1], int):  # noqa: PLR2004  # as said above
            return self.text.count("\n", 0, len(self.text) - len(self.body)) + steps[1], 1
        marks = self.told.marks
        for length in range(len(steps), 0, -1):
            mark = marks.get(steps[:length])
            if mark:
                line, column = mark.key if of_key or mark.start == mark.end else mark.value
                return line + self.line - 1, column
        return 1, 1


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file holds, or why it cannot be read."""

    data: dict[str, Tree] | None
    body: str = ""
    faults: tuple[Fault, ...] = ()
    bare: bool = False
    """True where the file is a text without keys."""


def source(data: bytes, *, markdown: bool, bare: bool = False) -> Source | Fault:
    """Take a file apart; a byte order mark and foreign line ends are read past. ``bare``: all of it is text, without keys."""
    if len(data) > BIGGEST:
        return Fault(1, 1, f"the file has more than {BIGGEST} bytes, and is not read as a record", "Keep the text elsewhere, and link to it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        return Fault(line, column, "the file is not UTF-8", "Save it as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return Fault(line, 1, "a merge conflict stands here", "Keep one side, or what is right of both, and take the marks away")
    if bare:
        return Source(text, "", 0, 1, text)
    return _split(text) if markdown else _within(Source(text, text, 0, 1, ""))


def _split(text: str) -> Source | Fault:
    first = _FENCE.match(text)
    if not first:
        return Fault(1, 1, "there are no keys on top of the text", "Begin the file with a line of ---, the keys, and a line of ---")
    last = _FENCE.search(text, first.end() + 1)
    if not last:
        return Fault(1, 1, "the keys on top of the text have no end", "Close them with a line of ---")
    return _within(Source(text, text[first.end() + 1 : last.start()], first.end() + 1, 2, text[last.end() + 1 :]))


def _within(found: Source) -> Source | Fault:
    if len(found.yaml) > BIGGEST_YAML:
        return Fault(1, 1, f"the keys take {len(found.yaml)} characters; more than {BIGGEST_YAML} are not read", "Put long prose below the keys, in Markdown")
    return found


def parse(data: bytes, *, markdown: bool, bare: bool = False) -> Parsed:
    """Read one file: by the quick reader where it can, by the whole one where it must."""
    found = source(data, markdown=markdown, bare=bare)
    if isinstance(found, Fault):
        return Parsed(None, "", (found,))
    quick = None if _DOCUMENTS.search(found.yaml) else read_plain(found.yaml)
    held: object = quick.data if quick else found.told.data
    faults = () if quick else found.told.faults
    if held is None and not faults:
        held = {}
    if held is not None and not isinstance(held, dict):
        faults = (*faults, Fault(found.line, 1, "the file holds no keys", "Write a key, a colon, and its value on each line: name: …"))
        held = None
    return Parsed(held, found.body, faults, bare)
