"""A document as GitHub-flavoured Markdown.

Nothing that came from a repository can become markup: it is either in a code span, where its letters allow that, or escaped; plain
words that stand between backticks, as commands do in our own sentences, are a code span too. Words that
GitHub would turn into links or mentions on its own (addresses, `@name`, `#12`) get an invisible joiner after the letter that starts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, number
from quarterdeck.reports.render.charts.data import chart_table
from quarterdeck.reports.render.look import HOUSE, Look, ours, wearing
from quarterdeck.reports.render.plain import TYPED, clean, judged
from quarterdeck.reports.render.prose import prose

TOP_MARKS = 8
"""How many marks of a chart stand in the text."""

_EXPLAINS = "explain-"
_MONO = frozenset({"file", "path", "function", "commit", "tag", "package", "branch", "repository"})
_CODE = re.compile(r"[\w./+@:~-](?:[\w ./+@:~-]*[\w./+@:~-])?", re.ASCII)
_SPECIAL = re.compile(r"[\\`*_\[\]~#$]|!\Z")
"""What means something in Markdown; an exclamation mark only where a link may follow, which it would turn into a picture."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_LINKED = re.compile(r"(?<=:)(?=//)|(?<=@)(?=\w)|(?<=#)(?=\d)|\b(?<=www)(?=\.)|(?<=mailto:)|(?<=xmpp:)", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_JOINER = "\u2060"


def markdown(document: Document, look: Look = HOUSE) -> str:
    """The whole text, ending with a line break. Write it as UTF-8."""
    with wearing(look):
        return _written(document)


def _written(document: Document) -> str:
    known = {section.anchor for section in _sections(document.sections)}
    writer = _Writer(frozenset(known))
    parts = [f"# {_start(escaped(document.title))}"]
    if document.subtitle:
        parts.append(_start(writer.words(document.subtitle)))
    parts.append(escaped(ours(f"As of {prose(document.as_of)}")))
    for section in document.sections:
        parts.extend(writer.section(section, 2))
    parts.extend(_start(writer.words(line)) for line in document.footer)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(words: str) -> str:
    """Words from outside as Markdown that says just them: one line, no markup, no link."""
    joined = _LINKED.sub(_JOINER, clean(words))
    marked = _SPECIAL.sub(lambda found: "\\" + found.group(), joined)
    return marked.translate(_ENTITIES)


def _start(line: str) -> str:
    """A line that cannot begin a list, a rule or an underlined heading."""
    line = line.lstrip()
    return _LINE_START.sub(_guarded, line)


def _guarded(found: re.Match[str]) -> str:
    sign = found.group(2)
    return found.group(1) + (sign + "\\" if sign.isdigit() else "\\" + sign)


def _sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def _anchor(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", anchor)


class _Writer:
    """Writes blocks; knows which explanations the document holds, so that no link leads nowhere."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def words(self, phrase: Phrase) -> str:
        """A sentence on one line."""
        return "".join(self._part(part) for part in phrase).strip()

    def _part(self, part: str | Name | Cited) -> str:
        if isinstance(part, str):
            return "".join(f"`{words}`" if typed else escaped(words) for words, typed in zip(TYPED.split(part), cycle((False, True)), strict=False))
        words = clean(part.text)
        if isinstance(part, Name):
            return f"`{words}`" if part.kind in _MONO and _CODE.fullmatch(words) else escaped(words)
        target = self._target(part.explains)
        return f"[{escaped(words)}](#{target})" if target else escaped(words)

    def _target(self, id_: str) -> str:
        return next((_anchor(name) for name in (_EXPLAINS + id_, id_) if name in self._anchors), "")

    def section(self, section: Section, level: int) -> Iterator[str]:
        """A heading with its anchor, then its blocks."""
        yield f'<a id="{_anchor(section.anchor)}"></a>'
        yield f"{'#' * min(level, 6)} {escaped(section.heading)}"
        for block in section.blocks:
            if isinstance(block, Section):
                yield from self.section(block, level + 1)
            else:
                yield from self._block(block)

    def _block(self, block: Sentence | Figure | Statement | TableBlock | Chart) -> Iterator[str]:
        match block:
            case Sentence():
                yield _start(self.words(block.words))
            case Figure():
                yield self._figure(block)
            case Statement():
                yield self._statement(block)
            case TableBlock():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)

    def _figure(self, block: Figure) -> str:
        value = self.words((Cited(block.value, block.explains),))
        unit = f" {escaped(block.unit)}" if block.unit else ""
        meaning = f" {self.words(block.meaning)}" if block.meaning else ""
        return f"**{escaped(block.label)}:** {value}{unit}.{meaning}"

    def _statement(self, block: Statement) -> str:
        """A list item: shape and word, the sentence, its money, what to do, notes, each on a line of its own."""
        mark, word = judged(block.severity, block.outcome)
        lines = [f"- **{mark} {escaped(ours(word))}:** {self.words(block.words)}"]
        if block.money:
            lines.append(_start(self.words(block.money)))
        if block.action:
            lines.append(f"**{ours('What to do:')}** {self.words(block.action)}")
        lines += [_start(self.words(note)) for note in block.notes]
        target = self._target(block.id)
        if target:
            lines.append(f"[{ours('How we know')}](#{target})")
        return "\\\n  ".join(line for line in lines if line)

    def _table(self, block: TableBlock) -> Iterator[str]:
        if caption := escaped(block.caption).strip():
            yield f"**{caption}**"
        rows = [f"| {' | '.join(escaped(column) for column in block.columns)} |"]
        rows.append("|" + "|".join(" ---: " if side == "r" else " --- " for side in block.align) + "|")
        rows += [f"| {' | '.join(self.words(cell) for cell in row)} |" for row in block.rows]
        yield "\n".join(rows)
        if block.more:
            yield ours(f"and {number(block.more)} more")

    def _chart(self, block: Chart) -> Iterator[str]:
        if so_what := self.words(block.so_what):
            yield f"**{so_what}**"
        if block.alternative:
            yield _start(self.words(block.alternative))
        yield from self._table(chart_table(block, TOP_MARKS))
