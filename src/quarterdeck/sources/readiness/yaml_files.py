"""The documents of a YAML file, each with the line that it begins on: quickly where the quick reader can, else by the whole one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quarterdeck.kernel.problem import Problem
from quarterdeck.records.events import Fault
from quarterdeck.records.plain_yaml import read_plain
from quarterdeck.records.whole_yaml import read_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quarterdeck.evidence.files import FileContent
    from quarterdeck.records.document import Document

BIGGEST, BIGGEST_WHOLE = 500_000, 100_000
"""Characters above which one document is refused: by the quick reader, and by the whole one, which would take seconds."""
LARGEST = 20_000
"""Values, with every alias unfolded, above which a document is refused."""
_KIND = re.compile(r"^kind:[ \t]*[\"']?(\w+)", re.MULTILINE)
_FLOW = re.compile(r"(?:\s|#[^\n]*\n)*+\{")
_FLOW_KIND = re.compile(r"[{,\s][\"']?kind[\"']?[ \t]*:\s*[\"']?(\w+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file, not read yet: its text, the lines before it, and what `kind` it says it is (an empty text where it says none).

    A document in braces, as JSON is, may name its own kind after those of what it holds: ``kinds`` are all that it names.
    """

    file: FileContent
    before: int
    text: str
    kinds: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The first that it names."""
        return self.kinds[0] if self.kinds else ""

    def line(self, document: Document, *steps: str | int) -> int:
        """The line in the file of what stands at ``steps``."""
        return self.before + max(1, document.line(*steps))


def parts(file: FileContent) -> Iterator[Part]:
    """The documents of a file that hold something."""
    lines = file.text.replace("\r\n", "\n").split("\n")
    start = 0
    for number, line in enumerate([*lines, "---"]):
        if line.startswith("---"):
            text = "\n".join(lines[start:number])
            if text.strip():
                yield Part(file, start, text + "\n", _kinds(text))
            start = number + 1


def _kinds(text: str) -> tuple[str, ...]:
    if _FLOW.match(text):
        return tuple(dict.fromkeys(_FLOW_KIND.findall(text)))
    kind = _KIND.search(text)
    return (kind[1],) if kind else ()


def read(part: Part, silences: tuple[str, ...]) -> Document | Problem:
    """What a document holds, or why it cannot be read."""
    plain = read_plain(part.text) if len(part.text) <= BIGGEST else None
    if plain is not None:
        return plain
    if len(part.text) > BIGGEST_WHOLE:
        what = f"a YAML document of {len(part.text)} characters; more than {BIGGEST_WHOLE} are not read"
        return Problem(part.file.place(part.before + 1), what, "Split it", silences)
    whole = read_whole(part.text, LARGEST)
    if isinstance(whole, Fault):
        return Problem(part.file.place(part.before + whole.line, whole.column), whole.what, whole.mend, silences)
    return whole


def fields(value: object) -> dict[str, object]:
    """``value`` when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """``value`` when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """``value`` on one line when it is text, else an empty one; what stands for nothing in YAML is nothing."""
    told = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if told in {"null", "~", "Null", "NULL"} else told


def whole_number(value: object) -> int | None:
    """A whole number that stands there as such."""
    told = text(value)
    return int(told) if told.isdecimal() and len(told) < 7 else None  # noqa: PLR2004  # nobody runs a million copies


def at(value: object, *steps: str) -> object:
    """What stands below ``value`` under keys; None where nothing does."""
    for step in steps:
        value = fields(value).get(step)
    return value
