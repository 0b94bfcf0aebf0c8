"""The Markdown report: the same words, and no markup that the report did not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from quarterdeck.kernel.section import Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import escaped, markdown
from quarterdeck.reports.render.plain import clean
from tests.reports.render.hostile import HOSTILE, documents
from tests.reports.render.sample import document

ANCHOR = re.compile(r'<a id="[A-Za-z0-9.-]*">|</a>')
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> Iterator[Token]:
    """Every token of a text, inner ones included."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def words(text: str) -> str:
    """What a reader sees."""
    return "".join(token.content for token in tokens(text) if token.type in {"text", "code_inline"}).replace("\u2060", "")


@given(documents())
@settings(max_examples=70)
def test_no_text_from_outside_becomes_markup(hostile: Document) -> None:
    text = markdown(hostile)
    anchors = {f"#{name}" for name in re.findall(r'^<a id="([A-Za-z0-9.-]*)">', text, re.MULTILINE)}
    for token in tokens(text):
        if token.type in {"html_inline", "html_block"}:
            assert not ANCHOR.sub("", token.content).strip()
        if token.type == "link_open":
            assert token.attrs["href"] in anchors
        assert token.type not in {"image", "fence", "code_block", "blockquote_open", "ordered_list_open", "hr", "s_open"}


def test_an_exclamation_mark_before_a_number_makes_no_picture() -> None:
    """Found by the law above, once in a few thousand documents."""
    explained = Section("explain-a1", "Why", ())
    text = markdown(Document("T", (), "", (Section("s", "S", (Sentence(("Look at this!", Cited("7", "a1"))),)), explained)))
    assert [token.type for token in tokens(text) if token.type in {"image", "link_open"}] == ["link_open"]
    assert "Look at this!7" in words(text)


@given(documents())
@settings(max_examples=30)
def test_a_table_keeps_its_shape(hostile: Document) -> None:
    block = next(block for block in hostile.sections[0].blocks if isinstance(block, TableBlock))
    text = markdown(Document("T", (), "", (Section("s", "S", (block,)),)))
    found = [token.type for token in tokens(text)]
    assert found.count("tr_open") == 1 + len(block.rows)
    assert found.count("th_open") == 3
    assert found.count("td_open") == 3 * len(block.rows)


@given(HOSTILE)
def test_escaped_words_say_the_same(text: str) -> None:
    shown = " ".join(clean(text).split())
    assert " ".join(words("x " + escaped(text) + " x").split()) == f"x {shown} x".replace("  ", " ")


@pytest.mark.parametrize("text", ["https://example.org", "www.example.org", "someone@example.org", "@everyone", "fixes #12"])
def test_what_would_become_a_link_by_itself_is_interrupted(text: str) -> None:
    assert "\u2060" in escaped(text)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Name("file", "src/a.py"), "`src/a.py`"),
        (Name("repository", "halden/payments"), "`halden/payments`"),
        (Name("person", "Maren"), "Maren"),
        (Name("file", "a`b|c"), "a\\`b&#124;c"),
        (Name("person", "[x](http://y)"), "\\[x\\](http:\u2060//y)"),
        (Cited("12", "a1"), "[12](#explain-a1)"),
        (Cited("12", "zz"), "12"),
        ("<b>", "&lt;b&gt;"),
        ("1. first", "1\\. first"),
        ("- no list", "\\- no list"),
        ("# no heading", "\\# no heading"),
    ],
    ids=str,
)
def test_how_parts_are_written(part: Part, expected: str) -> None:
    explained = Section("explain-a1", "Why", ())
    text = markdown(Document("T", (), "", (Section("s", "S", (Sentence((part,)),)), explained)))
    assert f"\n{expected}\n" in text


def test_a_chart_is_told_in_words_and_its_largest_marks() -> None:
    text = markdown(document())
    assert "ledger and refunds are dark" in text
    assert text.count("| `part_") == 8
    assert "and 232 more" in text


def test_a_statement_opens_with_its_shape_and_word() -> None:
    text = markdown(document())
    assert "- **▲ Critical:** Nobody can restore" in text
    assert "- **▨ Not assessed:** How soon" in text
    assert "**What to do:** Take a backup today" in text


def test_a_command_in_a_sentence_is_code() -> None:
    page = Document("T", ("Run `quarterdeck data update`; `<b>` is none.",), "2026-11-21", ())
    assert "Run `quarterdeck data update`; " in markdown(page)
    assert "`<b>`" not in markdown(page)


@pytest.mark.parametrize("typed", ['pip install "quarterdeck[code]"', "quarterdeck record new risk/ID name=…"])
def test_what_is_to_be_typed_stands_as_it_is_typed(typed: str) -> None:
    """A command with an extra or with something to fill in is a command like the others."""
    section = Section("s", "S", (Sentence((f"Run `{typed}`, then assess.",)),))
    assert f"Run `{typed}`, then assess." in markdown(Document("T", (), "2026-10-31", (section,), ()))
    page = html(Document("T", (), "2026-10-31", (section,), ()))
    assert f"<code>{escape(typed)}</code>" in page
