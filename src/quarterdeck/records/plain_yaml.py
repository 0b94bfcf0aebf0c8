"""The part of YAML that machines write: block mappings and lists, one-line scalars and one-line flow collections.

``read_plain`` gives None for everything else (anchors, tags, folded lines, complex keys, doubtful indentation): the caller then asks
a whole YAML reader. Blanks within a text are taken as one run, which keeps its time linear. It never guesses: what it reads, ruamel
reads alike. All scalars are texts. It is ten times as fast, for lock files of sources and for ten thousand records alike.
"""

from __future__ import annotations

import re

from quarterdeck.records.document import Document, Steps

_PLAIN = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`\n]|[-?:](?=[^\s,\[\]{}]))"
_IN_FLOW = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`\n]|-(?=[^\s,\[\]{}]))"
_KEY = re.compile(rf"(?:'((?:[^'\n]|'')*)'|\"([^\"\\\n]*)\"|({_PLAIN}(?:[^:# \n]|[ ]++(?=[^ #\n])|:(?=\S)|(?<=\S)#)*?))[ ]*:(?:[ ]+|$)")
_SCALAR = re.compile(rf"(?:'((?:[^'\n]|'')*)'|\"([^\"\\\n]*)\"|({_PLAIN}(?:[^:# \n]|[ ]++(?=[^ #\n])|:(?=\S)|(?<=\S)#)*?))[ ]*(?:[ ]#.*)?$")
_FLOW_PART = re.compile(
    rf"[ ]*(?:'((?:[^'\n]|'')*)'|\"([^\"\\\n]*)\"|"
    rf"({_IN_FLOW}(?:[^,\[\]{{}}:# '\"\n]|[ ]++(?=[^ #,\]}}\n])|:(?=[^\s,\[\]{{}}])|(?<=\S)#)*?))[ ]*(?=[,\]}}]|:[ ]|$)"
)
_BLOCK = re.compile(r"([|>])(-?)$")
_UNSURE = re.compile(r"[\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|^%|^\.\.\.", re.MULTILINE)
_DEEPEST, _LONGEST_KEY = 40, 1000


class _DeclinedError(Exception):
    """Something beyond the small part. Never leaves this module."""


def read_plain(source: str) -> Document | None:
    """The last document in ``source``, with the line of each key and item; None where a whole YAML reader is needed."""
    if _UNSURE.search(source):
        return None
    parts: list[list[tuple[int, str, int]]] = [[]]
    lines = source.split("\n")
    for number, raw in enumerate(lines, 1):
        content = raw.lstrip(" ")
        if raw.startswith("---"):
            if raw.rstrip(" ") != "---":
                return None
            parts.append([])
        else:
            parts[-1].append((len(raw) - len(content), content.rstrip(" "), number))
    try:
        documents = [_Reader(rows, lines).document() for rows in parts]  # the earlier ones too: a fault in them is one
    except _DeclinedError:
        return None
    return next((document for document in reversed(documents) if document is not None), None)


class _Reader:
    """Reads rows of (indentation, content, line) by indentation."""

    def __init__(self, rows: list[tuple[int, str, int]], raw: list[str]) -> None:
        self.rows = rows
        self.raw = raw
        self.at = 0
        self.lines: dict[Steps, int] = {}

    def document(self) -> Document | None:
        row = self.peek()
        if row is None:
            return None
        if row[0] or row[1].startswith("- ") or row[1] == "-":
            raise _DeclinedError
        data = self.mapping(0, ())
        if self.peek() is not None:
            raise _DeclinedError
        return Document(data, self.lines)

    def peek(self) -> tuple[int, str, int] | None:
        """The next row that is neither blank nor a comment."""
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row[1] and row[1][0] != "#":
                return row
            self.at += 1
        return None

    def mapping(self, indent: int, steps: Steps) -> dict[str, object]:
        if len(steps) > _DEEPEST:
            raise _DeclinedError
        values: dict[str, object] = {}
        while (row := self.peek()) is not None and row[0] >= indent:
            match = _KEY.match(row[1]) if row[0] == indent else None
            if match is None or match.end() > _LONGEST_KEY:
                raise _DeclinedError
            key = _unquoted(match)
            if key in values or key == "<<":
                raise _DeclinedError
            self.lines[(*steps, key)] = row[2]
            self.at += 1
            values[key] = self.value(row[1][match.end() :], indent, (*steps, key), in_list=False)
        return values

    def listed(self, indent: int, steps: Steps) -> list[object]:
        values: list[object] = []
        while (row := self.peek()) is not None and row[0] >= indent:
            if row[0] != indent or not row[1].startswith("-"):
                break
            here = (*steps, len(values))
            self.lines[here] = row[2]
            rest = row[1][1:].lstrip(" ")
            if row[1] != "-" and not row[1].startswith("- "):
                raise _DeclinedError
            inner = indent + len(row[1]) - len(rest)
            if _KEY.match(rest):
                self.rows[self.at] = (inner, rest, row[2])
                values.append(self.mapping(inner, here))
            else:
                self.at += 1
                values.append(self.value(rest, indent, here, in_list=True))
        return values

    def value(self, rest: str, indent: int, steps: Steps, *, in_list: bool) -> object:
        """What stands after ``key:`` or ``-`` in a collection indented by ``indent``."""
        block = _BLOCK.match(rest)
        if block:
            return self.block(indent, literal=block[1] == "|", ending="" if block[2] else "\n")
        if rest and rest[0] != "#":
            value = _flow(rest) if rest[0] in "[{" else _scalar(rest)
            row = self.peek()
            if row is not None and row[0] > indent:
                raise _DeclinedError
            return value
        row = self.peek()
        if row is None or row[0] < indent:
            return ""
        is_list = row[1].startswith("- ") or row[1] == "-"
        if is_list and (row[0] > indent or not in_list):
            return self.listed(row[0], steps)
        return self.mapping(row[0], steps) if row[0] > indent else ""

    def block(self, indent: int, *, literal: bool, ending: str) -> str:
        """The text of a block scalar: the lines deeper than ``indent``, kept (``|``) or folded (``>``)."""
        kept: list[str] = []
        last = 0
        while self.at < len(self.rows) and (not self.rows[self.at][1] or self.rows[self.at][0] > indent):
            last = self.rows[self.at][2]
            kept.append(self.raw[last - 1])
            self.at += 1
        if last == len(self.raw) and self.raw[-1].strip(" "):
            ending = ""  # the file ends within the text, without a line end
        longest_blank = max((len(line) for line in kept if not line.strip(" ")), default=0)
        while kept and not kept[-1].strip(" "):
            kept.pop()
        if not kept:
            return ""
        depth = len(kept[0]) - len(kept[0].lstrip(" "))
        if not kept[0].strip(" ") or longest_blank > depth or any(line[:depth].strip(" ") for line in kept):
            raise _DeclinedError
        lines = [line[depth:] for line in kept]
        if literal:
            return "\n".join(lines) + ending
        if any(line.startswith(" ") for line in lines):
            raise _DeclinedError
        return re.sub(r"\n+", lambda run: "\n" * (len(run[0]) - 1) or " ", "\n".join(lines)) + ending


def _unquoted(match: re.Match[str]) -> str:
    single, double, plain = match.groups()
    return single.replace("''", "'") if single is not None else double if double is not None else plain


def _scalar(rest: str) -> str:
    match = _SCALAR.match(rest)
    if match is None:
        raise _DeclinedError
    return _unquoted(match)


def _flow(rest: str) -> object:
    """A flow list of scalars, or a flow mapping of scalars and flow lists, that ends with the line."""
    value, end = _flow_at(rest, 0, 0)
    if rest[end:].strip(" ") and not rest[end:].startswith(" #"):
        raise _DeclinedError
    return value


def _flow_at(rest: str, at: int, depth: int) -> tuple[object, int]:
    is_list = rest[at] == "["
    close = "]" if is_list else "}"
    listed: list[object] = []
    mapped: dict[str, object] = {}
    at += 1
    while True:
        at = _past_blanks(rest, at)
        if rest[at : at + 1] == close:
            return (listed if is_list else mapped), at + 1
        key = ""
        if not is_list:
            begins = at
            key, at = _flow_scalar(rest, at)
            if rest[at : at + 2] != ": " or at - begins > _LONGEST_KEY or key in mapped or key == "<<":
                raise _DeclinedError
            at = _past_blanks(rest, at + 1)
        value: object
        if rest[at : at + 1] in {"[", "{"}:
            if depth > _DEEPEST:
                raise _DeclinedError
            value, at = _flow_at(rest, at, depth + 1)
        else:
            value, at = _flow_scalar(rest, at)
        if is_list:
            listed.append(value)
        else:
            mapped[key] = value
        at = _past_blanks(rest, at)
        if rest[at : at + 1] == ",":
            at += 1
        elif rest[at : at + 1] != close:
            raise _DeclinedError


def _flow_scalar(rest: str, at: int) -> tuple[str, int]:
    match = _FLOW_PART.match(rest, at)
    if match is None:
        raise _DeclinedError
    return _unquoted(match), match.end()


def _past_blanks(rest: str, at: int) -> int:
    while rest[at : at + 1] == " ":
        at += 1
    return at
