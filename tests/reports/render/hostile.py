"""Text as a repository could hold it to break out of a page, and documents that carry it in every place where a name may stand."""

from __future__ import annotations

from hypothesis import strategies as st

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
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

KINDS = ("person", "email", "repository", "file", "path", "commit", "package", 'odd kind" x="')


@st.composite
def phrases(draw: st.DrawFn) -> Phrase:
    """A sentence whose words, names and figures are all hostile, in any number and order."""
    part = st.one_of(HOSTILE, st.builds(Name, st.sampled_from(KINDS), HOSTILE), st.builds(Cited, HOSTILE, st.sampled_from(["a1", "b2", '"><x'])))
    return tuple(draw(st.lists(part, max_size=4)))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """A chart of any kind with any finite numbers and hostile words."""
    number = st.floats(-1e9, 1e9) | st.integers(0, 10_000).map(float)
    spread = st.none() | st.lists(number, min_size=3, max_size=3).map(sorted).map(lambda three: Range(*three))
    mark = st.builds(
        Mark, phrases(), number, phrases(), shade=st.floats(0, 1), group=st.lists(phrases(), max_size=3).map(tuple),
        at=st.dates().map(str), spread=spread,
    )  # fmt: skip
    return draw(
        st.builds(
            Chart, st.sampled_from(["treemap", "bars", "ranges", "lines", "columns"]), HOSTILE, phrases(), HOSTILE,
            st.lists(mark, max_size=12).map(tuple), phrases(), legend=st.tuples(HOSTILE, HOSTILE),
            reference=st.none() | st.tuples(number, HOSTILE),
        )
    )  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with one block of every kind, all words hostile, one of its explanations there and the others missing."""
    phrase, word = phrases(), HOSTILE
    statement = Statement(
        draw(word), draw(word), draw(st.sampled_from(["met", "not_assessed", 'strange" x'])), draw(st.none() | st.sampled_from(Severity)),
        draw(phrase), draw(st.none() | phrase), Range(1, 2, 3), draw(phrase), (draw(phrase),),
    )  # fmt: skip
    table = TableBlock(draw(word), (draw(word), draw(word), draw(word)), "lrl", ((draw(phrase), draw(phrase), draw(phrase)),) * 2, more=3)
    blocks = (
        Sentence(draw(phrase), draw(st.sampled_from(["body", "lead", "note"]))),
        Figure(draw(word), draw(word), draw(word), draw(phrase), "a1", Range(-1, 0, 4)), statement, table,
        draw(charts()), Section(draw(word), draw(word), (Sentence(draw(phrase)),)),
    )  # fmt: skip
    explained = Section("explain-a1", draw(word), (Sentence(draw(phrase)),))
    return Document(draw(word), draw(phrase), draw(word), (Section(draw(word), draw(word), blocks), explained), (draw(phrase),))
