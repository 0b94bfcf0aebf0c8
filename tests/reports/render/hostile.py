"""Text as a repository could hold it to break out of a page, and documents that carry it in every place where a name may stand."""

from __future__ import annotations

import itertools
from typing import Literal, TypeAlias

from hypothesis import strategies as st

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase

ATTACKS = (
    "<script>alert(1)</script>", "</style><script>x</script>", "</title><img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' onload='x",
    "](javascript:alert(1))", "[a](http://example.org)", "![a](http://example.org/x.png)", "<http://example.org>", "http://example.org/x",
    "https://example.org", "www.example.org", "someone@example.org", "@everyone", "#12", "a|b", "a\\|b", "\\", "`code`", "``` \n x", "$x$",
    "| a | b |\n|---|---|\n| c | d |", "\n\n# heading", "- item", "+ item", "* item", "1. item", "1) item", "> quote", "===", "---", "~~~", "    code",
    "*a* _b_ **c**", "&lt;script&gt;", "&#60;b&#62;", "]]>", "<!--", "-->", "{{ 7 * 7 }}", "{% raw %}", "\u202egnp.exe", "\u2066x", "a\x00b", "\x1b[31m",
    "\u2028x", "\ud800", "\ufeff", "\U000e0041", "x" * 300, "a/" * 80, "",
)  # fmt: skip

HOSTILE = st.one_of(st.sampled_from(ATTACKS), st.lists(st.sampled_from(ATTACKS), max_size=3).map("".join), st.text(max_size=40))
"""An attack, a few of them in a row, or any text at all."""

NUMBER = st.floats(-1e9, 1e9) | st.integers(0, 10_000).map(float)
ChartKind: TypeAlias = Literal["treemap", "bars", "ranges", "lines", "columns", "matrix", "waterfall", "curve", "gantt", "graph", "map", "courses"]
CHART_KINDS: tuple[ChartKind, ...] = ("treemap", "bars", "ranges", "lines", "columns", "matrix", "waterfall", "curve", "gantt", "graph", "map", "courses")
KINDS = ("person", "email", "repository", "file", "path", "commit", "package", 'odd kind" x="')


class Pool:
    """Deals the same few words and numbers to every place of a document, so that an attack reaches all of them."""

    def __init__(self, words: list[str], numbers: list[float]) -> None:
        self._words, self._numbers = itertools.cycle(words), itertools.cycle(numbers)
        self._kinds, self._ids, self._shapes = itertools.cycle(KINDS), itertools.cycle(("a1", "b2", '"><x')), itertools.cycle(range(4))

    def word(self) -> str:
        return next(self._words)

    def number(self) -> float:
        return next(self._numbers)

    def phrase(self) -> Phrase:
        """Plain words, a name, a figure, or all three."""
        parts = (self.word(), Name(next(self._kinds), self.word()), Cited(self.word(), next(self._ids)))
        shape = next(self._shapes)
        return parts if shape == len(parts) else (parts[shape],)

    def chart(self, kind: ChartKind, marks: int) -> Chart:
        """A chart with that many marks, on dates a month apart; every second one has a spread."""
        made = []
        for index in range(marks):
            three = sorted((self.number(), self.number(), self.number()))
            label = self.phrase()
            itself = (label,) if kind in {"graph", "map", "courses", "matrix"} and index % 3 else ()
            made.append(
                Mark(
                    label, self.number(), self.phrase(), shade=index / marks, group=itself or (self.phrase(), self.phrase())[: index % 3],
                    at={"curve": str(index * 1000), "map": str(index / 10)}.get(kind, f"2026-{index % 12 + 1:02}-15"),
                    spread=Range(*three) if index % 2 else None,
                )
            )  # fmt: skip
        reference = (self.number(), self.word()) if marks % 2 else None
        return Chart(
            kind, self.word(), self.phrase(), self.word(), tuple(made), self.phrase(), legend=(self.word(), self.word()), reference=reference
        )  # fmt: skip

    def document(self, kind: ChartKind) -> Document:
        """A document with a block of every kind; one of the things it refers to is explained in it, the others are not."""
        word, phrase = self.word, self.phrase
        statements = [
            Statement(word(), word(), outcome, severity, phrase(), phrase(), Range(1, 2, 3), phrase(), (phrase(),))
            for outcome, severity in (("met", None), ("not_assessed", None), (word(), None), ("not_met", Severity.HIGH))
        ]
        table = TableBlock(word(), (word(), word(), word()), "lrl", ((phrase(), phrase(), phrase()), (phrase(), phrase(), phrase())), more=3)
        blocks: tuple[Block, ...] = (
            Sentence(phrase(), "lead"), Sentence(phrase()), Sentence(phrase(), "note"),
            Figure(word(), word(), word(), phrase(), "a1", Range(-1, 0, 4)), *statements, table, self.chart(kind, 5),
            Section(word(), word(), (Sentence(phrase()),)),
        )  # fmt: skip
        explained = Section("explain-a1", word(), (Sentence(phrase()),))
        return Document(word(), phrase(), word(), (Section(word(), word(), blocks), explained), (phrase(),))


POOLS = st.builds(Pool, st.lists(HOSTILE, min_size=1, max_size=5), st.lists(NUMBER, min_size=1, max_size=5))


def charts() -> st.SearchStrategy[Chart]:
    """Charts of any kind with any finite numbers and hostile words."""
    return st.builds(Pool.chart, POOLS, st.sampled_from(CHART_KINDS), st.integers(0, 14))


def documents() -> st.SearchStrategy[Document]:
    """Documents with a block of every kind, all words hostile."""
    return st.builds(Pool.document, POOLS, st.sampled_from(CHART_KINDS))


def phrases() -> st.SearchStrategy[Phrase]:
    """Sentences of hostile words, names and figures."""
    return POOLS.map(Pool.phrase)
