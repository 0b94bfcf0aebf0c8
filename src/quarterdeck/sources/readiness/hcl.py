"""Terraform's language as far as it is plain: blocks with labels, and attributes whose value is a number, a truth or a text without a variable.

Any other value is an expression that only Terraform can evaluate: it is None, which is not the same as an attribute that is not there.
Source: the syntax of HCL, https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

Plain: TypeAlias = "str | None"

_SIGNS = r"""(?P<space>[ \t\r]+|\#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))
    |(?P<line>\n)
    |(?P<here><<-?[ \t]*+(?P<mark>[A-Za-z_]\w*+)[^\n]*+(?:\n|\Z))
    |(?P<word>[A-Za-z_][\w-]*)
    |(?P<number>-?\d++(?:\.\d++)?(?![\w.]))
    |(?P<odd>-?\d[\w.]*+)
    |(?P<sign>.)"""
_LOOSE = re.compile(_SIGNS, re.VERBOSE)
"""Tokens after a quote that its line does not close: there no text can begin, and nothing looks for its end again."""
_TOKEN = re.compile(r"""(?P<text>"(?:[^"\\\n]|\\.)*+(?P<end>"?))|""" + _SIGNS, re.VERBOSE)
_OPEN, _CLOSED = "([{", ")]}"
_DEEPEST = 30
_WORDED = frozenset({"tags", "labels", "user_labels"})
"""Attributes whose value is read as a block where it is a plain object."""


@dataclass
class Block:
    """A block: its words (`resource`, a type, a name), its line, its plain attributes, and the blocks in it."""

    words: tuple[str, ...]
    line: int
    values: dict[str, Plain] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def inner(self, *names: str) -> list[Block]:
        """Blocks in it that are called so, down a way of names; a `dynamic` block counts as one of that name."""
        found = [self]
        for name in names:
            found = [one for block in found for one in block.blocks if one.words[0] == name or one.words == ("dynamic", name)]
        return found


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


class UnreadError(Exception):
    """The file is not what this reads: brackets that do not match, or too deep. Carries the line."""

    def __init__(self, line: int) -> None:
        super().__init__("not valid HCL")
        self.line = line


def read_hcl(source: str) -> list[Block]:
    """The blocks of a file. Raises ``UnreadError``."""
    top = Block(("",), 1)
    reader = _Reader(_tokens(source))
    reader.body(top, 0)
    if reader.at < len(reader.tokens):
        raise UnreadError(reader.tokens[reader.at].line)
    return top.blocks


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    at, line, loose = 0, 1, 0
    while at < len(source):
        match = (_LOOSE if at < loose else _TOKEN).match(source, at)
        if match is not None and match.lastgroup == "text" and not match["end"]:
            loose, match = match.end(), _LOOSE.match(source, at)
        if match is None:
            raise UnreadError(line)
        kind, told = match.lastgroup or "sign", match[0]
        kind = "here" if match["here"] else kind
        if kind == "here":
            end = re.compile(rf"^[ \t]*{re.escape(match['mark'])}[ \t]*\r?$", re.MULTILINE).search(source, match.end())
            told = source[at : end.end() if end else len(source)]
        if kind != "space":
            found.append(_Token(kind, told, line))
        at += len(told)
        line += told.count("\n")
    return found


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def body(self, block: Block, depth: int) -> None:
        """Attributes and blocks, up to what closes them."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.text == "}":
                return
            if token.kind in {"word", "text"}:
                self.statement(block, depth)
            else:
                self.at += 1
                if token.kind == "sign" and token.text in _OPEN + ")]":
                    raise UnreadError(token.line)

    def statement(self, block: Block, depth: int) -> None:
        """`name = value`, or `name "label" { … }`."""
        first = self.tokens[self.at]
        words = []
        while self.at < len(self.tokens) and self.tokens[self.at].kind in {"word", "text"}:
            words.append(self.tokens[self.at].text.strip('"'))
            self.at += 1
        sign = self.tokens[self.at].text if self.at < len(self.tokens) else ""
        if sign == "=":
            self.at += 1
            if words[0] not in _WORDED or not self.object(block, words[0], depth):
                block.values[words[0]] = self.value()
        elif sign == "{":
            if depth > _DEEPEST:
                raise UnreadError(first.line)
            self.at += 1
            inner = Block(tuple(words), first.line)
            self.body(inner, depth + 1)
            if self.at >= len(self.tokens):
                raise UnreadError(first.line)
            self.at += 1
            block.blocks.append(inner)

    def object(self, block: Block, name: str, depth: int) -> bool:
        """`{ key = value }` as a block of that name; False, and nothing taken, where it is anything else."""
        start = self.at
        if start >= len(self.tokens) or self.tokens[start].text != "{":
            return False
        inner = Block((name,), self.tokens[start].line)
        self.at += 1
        try:
            self.body(inner, depth + 1)
        except UnreadError:
            self.at = start
            return False
        if self.at >= len(self.tokens):
            self.at = start
            return False
        self.at += 1
        block.blocks.append(inner)
        return True

    def value(self) -> Plain:
        """The one plain token up to the end of the line, or to a comma in an object; None for an expression, which is passed over."""
        taken: list[_Token] = []
        depth = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if depth == 0 and (token.kind == "line" or token.text in {"}", ","}):
                break
            if token.kind == "sign" and token.text in _OPEN:
                depth += 1
            elif token.kind == "sign" and token.text in _CLOSED:
                depth -= 1
                if depth < 0:
                    raise UnreadError(token.line)
            taken.append(token)
            self.at += 1
        if len(taken) != 1 or taken[0].kind not in {"word", "number", "text"}:
            return None
        only = taken[0]
        if only.kind == "word":
            return only.text if only.text in {"true", "false"} else None
        return None if "${" in only.text or "%{" in only.text else only.text.strip('"')
