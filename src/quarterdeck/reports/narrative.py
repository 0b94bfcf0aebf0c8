"""What a person writes around the numbers of a report: kept when the report is made again, flagged where the numbers have changed since.

A narrative is Markdown, one file a section, with one key on top that says which numbers it was written for:

    ---
    numbers: 3f2a91c04be7
    ---
    We spent more than planned because the second region came early.

Its text is shown as it is written: paragraphs and lists, without other markup. It stands beside the numbers and cannot change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from quarterdeck.kernel.section import Block, Document, Section, Sentence
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.text import Name, Phrase
from quarterdeck.reports.readability import Slip, slips
from quarterdeck.reports.render.data import as_json

_HEAD = re.compile(r"\A---\s*\n(.*?)^---\s*\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^numbers:\s*([0-9a-f]{12})\s*$", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,\u202f ]\d+)*")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
STALE: Phrase = ("The numbers beneath this text have changed since it was written.",)
UNSETTLED: Phrase = ("Nobody has said which numbers this text was written for.",)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text of one section, and the fingerprint of the numbers that it was written for; empty where it names none."""

    text: str
    numbers: str = ""

    @classmethod
    def read(cls, content: str) -> Narrative:
        """From a file."""
        plain = content.replace("\r\n", "\n")
        head = _HEAD.match(plain)
        key = _KEY.search(head.group(1)) if head else None
        return cls(plain[head.end() if head else 0 :].strip(), key.group(1) if key else "")

    def written(self) -> str:
        """As a file."""
        return f"---\nnumbers: {self.numbers}\n---\n{self.text}\n"

    def paragraphs(self) -> Iterator[str]:
        """Paragraphs and items of lists, each on one line."""
        for block in re.split(r"\n\s*\n", self.text):
            lines: list[str] = []
            for line in block.splitlines():
                if _ITEM.match(line) or not lines:
                    lines.append(line.strip())
                else:
                    lines[-1] += f" {line.strip()}"
            yield from filter(None, lines)


def fingerprint(section: Section) -> str:
    """The same for the same section, word for word and number for number."""
    return stable_id(as_json(Document("", (), "", (section,))))


def with_narratives(document: Document, told: Mapping[str, Narrative]) -> Document:
    """The document with each narrative on top of its section, flagged where it was written for other numbers."""
    return replace(document, sections=tuple(_with(section, told) for section in document.sections))


def _with(section: Section, told: Mapping[str, Narrative]) -> Section:
    inner = tuple(_with(block, told) if isinstance(block, Section) else block for block in section.blocks)
    narrative = told.get(section.anchor)
    if narrative is None or not narrative.text:
        return replace(section, blocks=inner)
    words: list[Block] = [Sentence((Name("reason", line),)) for line in narrative.paragraphs()]
    if narrative.numbers != fingerprint(section):
        words.append(Sentence(STALE if narrative.numbers else UNSETTLED, "note"))
    return replace(section, blocks=(*words, *inner))


def read_critically(narrative: Narrative, section: Section) -> Iterator[Slip]:
    """What is to be mended in a narrative: plain language, and numbers that its section does not hold."""
    yield from slips(narrative.text)
    held = {_bare(number) for number in _NUMBER.findall(as_json(Document("", (), "", (section,))))}
    for line in narrative.paragraphs():
        for number in _NUMBER.findall(_ITEM.sub("", line)):
            if _bare(number) not in held:
                yield Slip(
                    line, "number", f"{number} stands nowhere in this section", "Take it from the section, or leave it out: numbers are not typed by hand"
                )


def _bare(number: str) -> str:
    return re.sub(r"[\u202f ,]", "", number)
