"""Groovy as pipelines are written in it: statements with their words, their texts and the blocks after them. Nothing is run.

A careful reader, and no compiler: comments are left out, texts are kept whole, what stands in brackets belongs to its statement, a brace begins a
block of further statements. What is not closed is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST = 500_000
"""Characters above which a file is refused."""
_DEEPEST = 80
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\f]+|\\\r?\n|//[^\n]*|\A#![^\n]*)|(?P<line>\n|;)|(?P<long>/\*|\'\'\'|\"\"\")"
    r"|(?P<text>'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")|(?P<word>[A-Za-z_$][\w$]*)|(?P<open>\{)|(?P<close>\})|(?P<other>.)",
    re.DOTALL,
)
_ENDS = {"/*": re.compile(r".*?\*/", re.DOTALL), "'''": re.compile(r"(?:\\.|[^\\])*?'''", re.DOTALL), '"""': re.compile(r'(?:\\.|[^\\])*?"""', re.DOTALL)}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
_GOES_ON = frozenset(",=+-*/%&|?:<.!([")
_NEXT = re.compile(r"\s*(?:\?\.|\.\w|(?:else|catch|finally)\b|&&|\|\|)")
_CONTINUES = frozenset({"else", "catch", "finally", ".", "?", ")"})


class UnclosedError(Exception):
    """The text ends within a block, or closes one that is not open; ``line`` is where."""

    def __init__(self, what: str, line: int) -> None:
        """With what is wrong."""
        super().__init__(what)
        self.line = line


@dataclass(slots=True)
class Statement:
    """A statement: its words and signs in order, its texts with the word before each (`script` in `sh(script: "…")`), its blocks."""

    line: int
    words: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[list[Statement]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it calls: the words joined by dots at its beginning."""
        parts: list[str] = []
        for word in self.words:
            if word == "." or not parts or parts[-1] == ".":
                parts.append(word)
            else:
                break
        return "".join(parts)

    @property
    def inside(self) -> Iterator[Statement]:
        """The statements of all its blocks."""
        for block in self.blocks:
            yield from block

    def text(self) -> str:
        """Its first text; empty where it has none."""
        return self.texts[0][1] if self.texts else ""

    def named(self, *names: str) -> Iterator[Statement]:
        """The statements within that are called so."""
        return (statement for statement in self.inside if statement.name in names)

    def everything(self) -> Iterator[Statement]:
        """Each statement below it, in the order of the file."""
        for statement in self.inside:
            yield statement
            yield from statement.everything()


def parse(text: str) -> list[Statement]:
    """The statements of a file. Raises ``UnclosedError``."""
    if len(text) > LARGEST:
        raise UnclosedError(f"it has {len(text)} characters; more than {LARGEST} are not read", 1)
    return _Parser(text).whole()


class _Parser:
    """Reads tokens once, from left to right. For each open block: its statements, the one being read, and how many brackets are open in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[list[Statement], Statement | None, int]] = [([], None, 0)]
        self.line = 1
        self.at = 0

    def whole(self) -> list[Statement]:
        takes = {"line": self._line, "text": self._text, "word": self._word, "open": self._open, "close": self._close, "other": self._other}
        while self.at < len(self.text):
            match = _TOKEN.match(self.text, self.at)
            assert match, "every character is a token"
            kind, told = match.lastgroup, match.group()
            if kind == "long":
                end = _ENDS[told].match(self.text, match.end())
                if end is None:
                    raise UnclosedError(f"{told} is not closed", self.line)
                told += end.group()
                kind = "space" if told.startswith("/*") else "text"
            self.at += len(told)
            if kind in takes:
                takes[kind](told)
            self.line += told.count("\n")
        if len(self.open) > 1:
            block = self.open[-2][1]
            where = block.line if block else self.line
            raise UnclosedError("a block that begins here is not closed", where)
        self._end()
        return self.open[0][0]

    def _line(self, told: str) -> None:
        _, statement, brackets = self.open[-1]
        goes_on = statement is not None and statement.words and statement.words[-1] in _GOES_ON
        if statement is not None and not brackets and not (goes_on and told == "\n") and not self._follows(told):
            self._end()

    def _follows(self, told: str) -> bool:
        """Whether the next line belongs to the statement: `.foo()`, `else`."""
        return told == "\n" and _NEXT.match(self.text, self.at) is not None

    def _text(self, told: str) -> None:
        quotes = 3 if told[:3] in {"'''", '"""'} else 1
        said = _ESCAPE.sub(lambda found: _escaped(found[1]), told[quotes:-quotes])
        statement = self._current()
        before = statement.words[-2] if len(statement.words) > 1 and statement.words[-1] == ":" else ""
        statement.texts.append((before, said))
        statement.words.append('"')

    def _word(self, told: str) -> None:
        _, statement, brackets = self.open[-1]
        if statement is not None and not brackets and statement.blocks and statement.words[-1] == "}" and told not in _CONTINUES:
            self._end()
        self._current().words.append(told)

    def _other(self, told: str) -> None:
        statement = self._current()
        statement.words.append(told)
        block, _, brackets = self.open[-1]
        if told in "([":
            self.open[-1] = (block, statement, brackets + 1)
        elif told in ")]":
            self.open[-1] = (block, statement, max(brackets - 1, 0))

    def _open(self, _told: str) -> None:
        if len(self.open) > _DEEPEST:
            raise UnclosedError("blocks are nested too deeply to be read", self.line)
        self._current()
        self.open.append(([], None, 0))

    def _close(self, _told: str) -> None:
        if len(self.open) == 1:
            raise UnclosedError("a block is closed that is not open", self.line)
        self._end()
        inside = self.open.pop()[0]
        statement = self._current()
        statement.blocks.append(inside)
        statement.words.append("}")

    def _current(self) -> Statement:
        block, statement, brackets = self.open[-1]
        if statement is None:
            statement = Statement(self.line)
            self.open[-1] = (block, statement, brackets)
        return statement

    def _end(self) -> None:
        block, statement, _ = self.open[-1]
        if statement is not None and (statement.words or statement.blocks):
            block.append(statement)
        self.open[-1] = (block, None, 0)


def _escaped(what: str) -> str:
    if what[0] == "u" and len(what) > 1:
        return chr(int(what[1:], 16))
    return _ESCAPES.get(what, what)
