"""TOML with the lines of its keys. The standard library reads the values; a scan of the tokens finds the places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document, Steps
from quarterdeck.sources.manifests.document import problem, source_text, too_big

_TOKEN = re.compile(
    r'#[^\n]*|"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[^\s\[\]{},=.#"\']+|[\n\[\]{},=.]',
    re.DOTALL,
)
_PLACE = re.compile(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)
_LONG_KEY = re.compile(r"(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-]++[ \t]*+\.[ \t]*+){100}")
"""A key of a hundred parts: nobody writes it, and reading it takes time with the cube of its length."""


def read_toml(file: FileContent, silences: tuple[str, ...]) -> Document | Problem:
    """The file as a Document with the line of every key and list item, or why it cannot be read."""
    refused = too_big(file, silences)
    if refused:
        return refused
    source = source_text(file)
    long_key = _LONG_KEY.search(source)
    if long_key:
        line = source.count("\n", 0, long_key.start()) + 1
        return problem(file, line, "a key has a hundred parts or more", "Shorten it", silences)
    try:
        data = tomllib.loads(source)
        return Document(data, key_lines(source))
    except RecursionError:
        return problem(file, 1, "the TOML is nested too deeply to be read", "Flatten it", silences)
    except ValueError as error:  # syntax, impossible dates, numbers with thousands of digits
        told = _PLACE.match(str(error))
        what = (told.group(1) if told else str(error))[:200]
        line, column = (int(told.group(2)), int(told.group(3))) if told and told.group(2) else (source.count("\n") + 1, 0)
        return problem(file, line, f"not valid TOML: {what[:1].lower()}{what[1:]}", "Correct the syntax", silences, column)


def key_lines(source: str) -> dict[Steps, int]:
    """The line (1-based) of every key and list item of a text that is known to be TOML."""
    return _Scan(source).statements()


class _Scan:
    """Walks over the tokens once. ``counts`` holds how many tables each array of tables has so far."""

    def __init__(self, source: str) -> None:
        self.tokens = self.tokenise(source)
        self.token, self.line = "", 0
        self.lines: dict[Steps, int] = {}
        self.counts: dict[Steps, int] = {}
        self.step()

    @staticmethod
    def tokenise(source: str) -> Iterator[tuple[str, int]]:
        line = 1
        for match in _TOKEN.finditer(source):
            token = match.group()
            if not token.startswith("#"):
                yield token, line
            line += token.count("\n")
        yield "", line

    def step(self) -> None:
        self.token, self.line = next(self.tokens, ("", self.line))

    def statements(self) -> dict[Steps, int]:
        table: Steps = ()
        while self.token:
            if self.token == "\n":
                self.step()
            elif self.token == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def header(self) -> Steps:
        line = self.line
        self.step()
        is_list = self.token == "["
        if is_list:
            self.step()
        key = self.key()
        self.step()
        if is_list:
            self.step()
        steps = self.resolved(key[:-1]) + key[-1:]
        if is_list:
            number = self.counts.get(steps, 0)
            self.counts[steps] = number + 1
            self.lines.setdefault(steps, line)
            steps += (number,)
        elif steps in self.counts:
            steps += (self.counts[steps] - 1,)
        self.lines.setdefault(steps, line)
        return steps

    def resolved(self, key: Steps) -> Steps:
        """``key`` with the position of the last table after each array of tables."""
        steps: Steps = ()
        for part in key:
            steps += (part,)
            if steps in self.counts:
                steps += (self.counts[steps] - 1,)
            self.lines.setdefault(steps, self.line)
        return steps

    def key(self) -> Steps:
        parts: list[str] = []
        while self.token not in {"=", "]", ""}:
            if self.token != ".":
                parts.append(_unquoted(self.token))
            self.step()
        return tuple(parts)

    def pair(self, table: Steps) -> None:
        line = self.line
        steps = table
        for part in self.key():
            steps += (part,)
            self.lines.setdefault(steps, line)
        self.step()
        self.value(steps)

    def value(self, steps: Steps) -> None:
        if self.token == "[":
            self.listed(steps)
        elif self.token == "{":
            self.inline(steps)
        else:
            while self.token not in {"\n", ",", "]", "}", ""}:
                self.step()

    def listed(self, steps: Steps) -> None:
        self.step()
        number = 0
        while self.token not in {"]", ""}:
            if self.token in {"\n", ","}:
                self.step()
                continue
            self.lines[(*steps, number)] = self.line
            self.value((*steps, number))
            number += 1
        self.step()

    def inline(self, steps: Steps) -> None:
        self.step()
        while self.token not in {"}", ""}:
            if self.token in {"\n", ","}:
                self.step()
            else:
                self.pair(steps)
        self.step()


def _unquoted(token: str) -> str:
    if token[0] == '"':
        return str(tomllib.loads(f"k = {token}")["k"]) if "\\" in token else token[1:-1]
    return token[1:-1] if token[0] == "'" else token
