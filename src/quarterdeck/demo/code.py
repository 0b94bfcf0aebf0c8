"""Code that reads like code: functions made of statements that people add, change and take away.

A library (``story/languages/*.toml``) holds templates of one language. A function is a list of statements with their depth, of which some
may be changed; so a file grows, nests and shrinks as real ones do. Nothing of it is meant to run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quarterdeck.demo.chance import Chance
from quarterdeck.demo.words import fill

Statement = tuple[int, str]
NUMBERS = ("2", "3", "4", "5", "7", "10", "12", "14", "20", "24", "30", "45", "60", "90", "100", "120", "250", "300", "500", "1000")
_NUMBER = re.compile(r"(?<![\w.\"'#])\d{1,4}(?![\w.\"'])")
_OPENS = re.compile(r"[:{(\[]$|\bthen$|\bdo$|=>$")
_CONTINUES = re.compile(r"^(\}|\)|\]|else\b|elif\b|elsif\b|except\b|finally\b|catch\b|end\b|when\b|rescue\b|case\b|default\b|\.|[\w.]+ ->)")
_BODY = "…"


@dataclass(frozen=True, slots=True)
class Template:
    """A function or a step, as statements; ``body`` is where its own statements go."""

    statements: tuple[Statement, ...]
    body: int
    depth: int

    @classmethod
    def of(cls, text: str) -> Template:
        """Read the text of a template: four spaces are a level, ``…`` marks the body."""
        lines = text.strip("\n").split("\n")
        levels = [(0, "") if not line.strip() else ((len(line) - len(line.lstrip())) // 4, line.strip()) for line in lines]
        body = next((index for index, (_, words) in enumerate(levels) if words == _BODY), len(levels))
        depth = levels[body][0] if body < len(levels) else 0
        return cls(tuple(level for level in levels if level[1] != _BODY), body, depth)


@dataclass(frozen=True, slots=True)
class Library:
    """How one language looks: a file's opening and close, its functions and steps, and the same for its tests."""

    name: str
    ending: str
    indent: str
    opening: str
    closing: str
    depth: int
    functions: tuple[Template, ...]
    steps: tuple[Template, ...]
    test_opening: str
    test_closing: str
    tests: tuple[Template, ...]
    test_path: str
    importing: str


@dataclass(slots=True)
class Unit:
    """A function in a file: its statements, between ``start`` and ``stop`` those that people change."""

    name: str
    words: Mapping[str, str]
    statements: list[Statement]
    start: int
    stop: int
    depth: int
    text: str = ""

    def insert(self, step: Template, words: Mapping[str, str], place: int) -> None:
        """Put a step before the statement at ``place``, at its depth."""
        depth = self.statements[place][0] if place < self.stop else self.depth
        added = [(depth + deeper, fill(said, words)) for deeper, said in step.statements]
        self.statements[place:place] = added
        self.stop += len(added)
        self.text = ""

    def places(self) -> list[int]:
        """Where a step may go: before a statement that continues no other."""
        return [at for at in range(self.start, self.stop) if not _CONTINUES.match(self.statements[at][1])] + [self.stop]

    def change_number(self, chance: Chance) -> bool:
        """Give one of the numbers in it another value; False where it holds none."""
        holding = [at for at in range(self.start, self.stop) if _NUMBER.search(self.statements[at][1])]
        if not holding:
            return False
        at = chance.pick(holding)
        depth, said = self.statements[at]
        told = _NUMBER.search(said)
        other = chance.pick([number for number in NUMBERS if told is None or number != told[0]])
        self.statements[at] = (depth, _NUMBER.sub(other, said, count=1))
        self.text = ""
        return True

    def drop(self, chance: Chance) -> bool:
        """Take one plain statement away that leaves no block empty; False where there is none."""
        plain = [at for at in range(self.start + 1, self.stop) if self._plain(at)]
        if not plain:
            return False
        del self.statements[chance.pick(plain)]
        self.stop -= 1
        self.text = ""
        return True

    def _plain(self, at: int) -> bool:
        depth, said = self.statements[at]
        before = self.statements[at - 1]
        after = self.statements[at + 1][0] if at + 1 < len(self.statements) else 0
        return before[0] == depth and after <= depth and not _OPENS.search(said) and not _OPENS.search(before[1]) and not _CONTINUES.match(said)

    def render(self, indent: str, base: int) -> str:
        """Its text, a line a statement."""
        if not self.text:
            self.text = "\n".join(indent * (depth + base) + said if said else "" for depth, said in self.statements)
        return self.text


@dataclass(slots=True)
class CodeFile:
    """A file of code: its opening, its functions, and whose it is."""

    path: str
    area: str
    noun: str
    library: Library
    test: bool
    opening: str
    closing: str
    units: list[Unit] = field(default_factory=list)
    touched: dict[str, int] = field(default_factory=dict)
    weight: float = 1.0
    deep: int = 3
    largest: int = 240
    imports: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """About how long it is."""
        return sum(len(unit.statements) + 2 for unit in self.units) + self.opening.count("\n")

    def render(self) -> bytes:
        """Its contents."""
        indent, base = self.library.indent, self.library.depth
        gap = "\n\n\n" if self.library.ending == "py" else "\n\n"
        asked = "".join(f"{line}\n" for line in sorted(self.imports))
        parts = [self.opening.replace("%imports%\n", asked).rstrip("\n"), *(unit.render(indent, base) for unit in self.units)]
        return (gap.join(parts) + "\n" + self.closing).encode()


def new_unit(library: Library, words: Mapping[str, str], chance: Chance, *, test: bool, taken: Sequence[str]) -> Unit | None:
    """A function with a first body; None where its name is taken."""
    template = chance.pick(library.tests if test else library.functions)
    statements = [(depth, fill(said, words)) for depth, said in template.statements]
    name = next((said for _, said in statements if said and not said.startswith(("#", "@", "/", "*", '"', "--"))), "")
    if name in taken:
        return None
    return Unit(name, dict(words), statements, template.body, template.body, template.depth)
