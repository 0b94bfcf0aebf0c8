"""Scripts cut into simple commands, well enough to know which program each one runs. Nothing is expanded or executed.

Follows the POSIX shell's word rules (quotes, comments, operators, here-documents, continuation lines); `${{ … }}`, `$(…)` and
`${…}` stay inside their word as written. PowerShell and batch scripts are close enough for the first words of a command.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

_BREAKS = frozenset("\n;&|()")
_KEYWORDS = frozenset({"if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "eval", "command", "nohup", "call"})
_WHOLE = frozenset({"for", "select", "case", "esac", "fi", "done", "}", "function", "[", "[[", "test", "in"})
"""Words that open something that runs no program of its own."""
_LONGEST = 1000
"""Characters that no path of a repository exceeds."""
_DEEPEST = 100
"""Subshells deeper than this share a folder."""


@dataclass(frozen=True, slots=True)
class Command:
    """One simple command: its words without quotes, the text as written on one line, and the folder that `cd` led to."""

    words: tuple[str, ...]
    raw: str
    folder: str


@dataclass
class _Lexer:
    """Reads a script once, from left to right."""

    script: str
    position: int = 0
    word: list[str] = field(default_factory=list)
    started: bool = False
    words: list[str] = field(default_factory=list)
    begin: int = 0
    found: list[tuple[tuple[str, ...], str, str]] = field(default_factory=list)
    heredocs: list[tuple[str, bool]] = field(default_factory=list)
    skip_word: bool = False
    broken: set[str] = field(default_factory=set)

    def run(self) -> list[tuple[tuple[str, ...], str, str]]:
        """Commands as (words, text, what ended it)."""
        text, end = self.script, len(self.script)
        while self.position < end:
            char = text[self.position]
            if char == "\\" and self.position + 1 < end:
                self.escape(text[self.position + 1])
            elif char in "'\"`" and char not in self.broken:
                self.quoted(char)
            elif char == "$" and text[self.position + 1 : self.position + 2] in {"(", "{"} - self.broken:
                self.take(self.closing(self.position + 1))
            elif char in "<>":
                self.redirect()
            elif char == "#" and not self.started:
                self.to_line_end()
            elif char in _BREAKS:
                self.operator(char)
            elif char.isspace():
                self.end_word()
                self.position += 1
            else:
                self.put(char)
                self.position += 1
        self.end_command("")
        return self.found

    def put(self, text: str) -> None:
        if not self.started and not self.words:
            self.begin = self.position
        self.started = True
        self.word.append(text)

    def take(self, end: int) -> None:
        self.put(self.script[self.position : end])
        self.position = end

    def escape(self, following: str) -> None:
        if following == "\n":
            self.end_word()
        else:
            self.put(following)
        self.position += 2

    def quoted(self, quote: str) -> None:
        end = self.position + 1
        while end < len(self.script) and self.script[end] != quote:
            end += 2 if self.script[end] == "\\" and quote == '"' else 1
        if end >= len(self.script):
            self.broken.add(quote)  # never closed: an ordinary character, here and after (and no second search to the end)
            self.put(quote)
            self.position += 1
            return
        self.put(self.script[self.position + 1 : end])
        self.position = end + 1

    def closing(self, opening: int) -> int:
        """Where the bracket that opens at ``opening`` is closed; just behind it where it never is."""
        pairs = {"(": ")", "{": "}"}
        mark, depth, index = self.script[opening], 0, opening
        while index < len(self.script):
            char = self.script[index]
            if char == mark:
                depth += 1
            elif char == pairs[mark]:
                depth -= 1
                if depth == 0:
                    return index + 1
            index += 1
        self.broken.add(mark)
        return opening + 1

    def redirect(self) -> None:
        text = self.script
        if self.word and "".join(self.word).isdigit():
            self.word, self.started = [], False
        self.end_word()
        if text.startswith("<<<", self.position):
            self.position += 3
        elif text.startswith("<<", self.position):
            self.heredoc()
            return
        elif text[self.position + 1 : self.position + 2] in {"(", ""}:
            self.position += 1  # process substitution: the inner command is read as one of its own
            return
        else:
            self.position += 2 if text[self.position + 1 : self.position + 2] in {">", "&", "|"} else 1
        self.skip_word = True

    def heredoc(self) -> None:
        index = self.position + 2
        dash = self.script.startswith("-", index)
        index += int(dash)
        while index < len(self.script) and self.script[index] in " \t":
            index += 1
        start = index
        while index < len(self.script) and not self.script[index].isspace() and self.script[index] not in ";&|<>)":
            index += 1
        name = self.script[start:index].strip("'\"").replace("\\", "")
        if name:
            self.heredocs.append((name, dash))
        self.position = max(index, self.position + 2)

    def to_line_end(self) -> None:
        newline = self.script.find("\n", self.position)
        self.position = len(self.script) if newline < 0 else newline

    def operator(self, char: str) -> None:
        self.end_command(char)
        self.position += 1
        if char == "\n" and self.heredocs:
            self.skip_heredocs()

    def skip_heredocs(self) -> None:
        for name, dash in self.heredocs:
            while self.position < len(self.script):
                newline = self.script.find("\n", self.position)
                stop = len(self.script) if newline < 0 else newline
                line = self.script[self.position : stop]
                self.position = min(stop + 1, len(self.script))
                if (line.lstrip("\t ") if dash else line.rstrip()) == name:
                    break
        self.heredocs = []

    def end_word(self) -> None:
        if self.started:
            if not self.skip_word:
                self.words.append("".join(self.word))
            self.skip_word = False
        self.word, self.started = [], False

    def end_command(self, mark: str) -> None:
        self.end_word()
        self.skip_word = False
        if self.words or mark in {"(", ")"}:
            raw = " ".join(self.script[self.begin : self.position].replace("\\\n", " ").split()) if self.words else ""
            self.found.append((tuple(self.words), raw, mark))
        self.words = []


def commands(script: str, folder: str = "") -> list[Command]:
    """The simple commands of a script that starts in ``folder`` (of the repository, empty for its root).

    Keywords, assignments and functions that the script defines itself are left out; `cd` moves the commands after it.
    """
    return _Walk(folder).over(_Lexer(script.replace("\r\n", "\n")).run())


@dataclass
class _Walk:
    """Where a script stands: its folder (a stack, for subshells), the functions that it has defined, the open `case`s."""

    start: str
    folders: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    cases: int = 0
    result: list[Command] = field(default_factory=list)

    def over(self, found: list[tuple[tuple[str, ...], str, str]]) -> list[Command]:
        self.folders = [self.start]
        for words, raw, mark in found:
            defines = mark == "(" and len(words) == 1
            pattern = mark == ")" and self.cases > 0 and len(words) == 1
            self.cases = max(0, self.cases + words.count("case") - words.count("esac"))
            if defines:
                self.own.add(words[0])
            elif words and not pattern:
                self.simple(words, raw)
            if mark == "(" and len(self.folders) < _DEEPEST:
                self.folders.append(self.folders[-1])
            elif mark == ")" and len(self.folders) > 1 and not pattern:
                self.folders.pop()
        return self.result

    def simple(self, words: tuple[str, ...], raw: str) -> None:
        rest = _bare(words)
        if not rest:
            return
        if rest[0] in {"cd", "pushd", "Set-Location"}:
            self.folders[-1] = inside(self.folders[-1], rest[1]) if len(rest) > 1 else self.start
        elif rest[0] == "popd":
            self.folders[-1] = self.start
        elif rest[0] not in _WHOLE and rest[0] not in self.own and rest[-1] != "]]":
            self.result.append(Command(rest, _told(raw), self.folders[-1]))


def inside(folder: str, path: str) -> str:
    """``path`` as seen from ``folder``, without `.` and `..`; what leaves the repository or is not known keeps its text."""
    if len(folder) + len(path) > _LONGEST:
        return folder
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined.removeprefix("./")


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    index = 0
    while index < len(words) and (words[index] in _KEYWORDS or _assigns(words[index])):
        index += 1
    return words[index:]


def _told(raw: str) -> str:
    """The command as written, without the keywords before it."""
    head, space, tail = raw.partition(" ")
    while space and head in _KEYWORDS:
        head, space, tail = tail.partition(" ")
    return head + space + tail


def _assigns(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.removesuffix("+").isidentifier()
