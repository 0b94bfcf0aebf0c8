"""The page: safe whatever the repository holds, self-contained, and every number a door that opens."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Document, Section, Sentence, Statement
from quarterdeck.kernel.text import Cited, Name, Phrase
from quarterdeck.reports.render.html import html
from tests.reports.render.hostile import documents
from tests.reports.render.sample import document

VOID = {"meta", "wbr", "br", "link", "img", "input", "base"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "div", "header", "h1", "h2", "h3", "h4", "p", "time", "nav", "ul", "li", "main"),
    *("section", "span", "svg", "rect", "line", "path", "polyline", "polygon", "circle", "text", "desc", "figure", "figcaption", "details"),
    *("summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "code", "b", "wbr", "footer", "script"),
}  # fmt: skip
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "aria-label", "aria-labelledby", "aria-hidden", "role", "scope"),
    *("datetime", "data-label", "data-words", "tabindex", "viewbox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "d", "fill"),
    *("stroke-width", "points", "text-anchor", "font-size", "xmlns"),
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, ids, links, and the text that is seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.seen = ""
        self.strays: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.strays.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.seen += data

    def handle_comment(self, data: str) -> None:
        self.strays.append("comment")

    def all(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None]


def page_of(*blocks: Block) -> Page:
    """A page with one section."""
    return Page(html(Document("T", (), "2026-11-21", (Section("s", "S", blocks),))))


@given(documents())
@settings(max_examples=70)
def test_no_text_from_outside_becomes_markup(hostile: Document) -> None:
    page = Page(html(hostile))
    assert not page.strays
    assert not page.open
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert sum(tag == "style" for tag, _ in page.tags) == 1


@given(documents())
@settings(max_examples=30)
def test_every_link_leads_somewhere_in_the_page_and_ids_are_unique(hostile: Document) -> None:
    page = Page(html(hostile))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {link[0] for link in page.all("href")} <= {"#"}
    assert {link[1:] for link in page.all("href")} <= set(ids)
    assert {name for names in page.all("aria-labelledby") for name in names.split()} <= set(ids)


@given(documents())
@settings(max_examples=30)
def test_nothing_that_is_not_seen_reaches_the_page(hostile: Document) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\U000e0000-\U000e0fff]", html(hostile))


def test_hostile_words_are_still_told() -> None:
    assert "<script>alert(1)</script>" in page_of(Sentence(("<script>alert(1)</script>",))).seen


def test_the_page_asks_for_nothing_and_its_policy_names_its_own_style_and_script() -> None:
    page = html(document())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy.replace("&#39;", "'")
    assert policy.startswith(("default-src &#39;none&#39;", "default-src 'none'"))
    assert not re.search(r"""(?:src|href|url|import)\s*[=(]?\s*["']?(?:https?:)?//""", page)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html(document()) == html(document())


EXPLAINED = Section("explain-a1", "Why", (Sentence(("Because.",)),))


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ((Cited("12 people", "a1"),), ["#explain-a1"]),
        ((Cited("12 people", "b2"),), []),
        (("12 people",), []),
        ((Cited("12", "a1"), " of ", Cited("13", "a1")), ["#explain-a1", "#explain-a1"]),
        ((Cited("all", "s"),), ["#s"]),
    ],
    ids=["explained", "not explained", "plain", "twice", "a section of that name"],
)
def test_a_figure_is_a_link_when_the_page_explains_it(words: Phrase, links: list[str]) -> None:
    page = page_of(Sentence(words), EXPLAINED)
    assert page.all("href")[1:] == links


def statement(outcome: str, severity: Severity | None) -> Statement:
    return Statement("a1", "n", outcome, severity, ("It is so.",))


@pytest.mark.parametrize(
    ("block", "kind", "word"),
    [
        (statement("not_met", Severity.CRITICAL), "critical", "Critical"),
        (statement("not_met", Severity.HIGH), "high", "High"),
        (statement("not_met", Severity.MEDIUM), "medium", "Medium"),
        (statement("not_met", Severity.LOW), "low", "Low"),
        (statement("not_met", None), "not_met", "Not met"),
        (statement("met", None), "met", "Met"),
        (statement("not_assessed", None), "not_assessed", "Not assessed"),
        (statement("not_applicable", None), "not_applicable", "Not applicable"),
    ],
)
def test_each_end_of_a_judgement_has_its_own_look_shape_and_word(block: Statement, kind: str, word: str) -> None:
    page = page_of(block)
    assert f"statement {kind}" in page.all("class")
    assert f"shape {kind}" in page.all("class")
    assert word in page.seen


def test_the_shapes_differ() -> None:
    kinds = [statement("not_met", severity) for severity in Severity] + [statement(o, None) for o in ("met", "not_assessed", "not_applicable")]
    looks = [(a["d"], a.get("fill", "solid")) for tag, a in page_of(*kinds).tags if tag == "path"]
    assert len(set(looks)) == len(kinds)


def test_bars_of_one_list_share_one_scale() -> None:
    half = replace(statement("not_met", Severity.LOW), spread=Range(10, 20, 50))
    whole = replace(half, spread=Range(0, 50, 100))
    page = page_of(half, whole)
    bars = [(a["x"], a["width"]) for tag, a in page.tags if tag == "rect" and a.get("class") == "range"]
    assert bars == [("10.00%", "40.00%"), ("0.00%", "100.00%")]
    assert "0 to 100" in page.seen


def test_names_keep_their_own_direction_and_code_looks_like_code() -> None:
    page = page_of(Sentence((Name("person", "Maren"), Name("file", "src/a.py"))))
    assert [attributes for tag, attributes in page.tags if tag == "bdi"] == [{}, {"class": "file"}]


def test_long_names_may_break() -> None:
    page = page_of(Sentence((Name("person", "x" * 200),)))
    assert sum(tag == "wbr" for tag, _ in page.tags) >= 9
    assert "x" * 200 in page.seen


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in Page(html(document())).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_an_empty_document_is_a_page() -> None:
    assert "As of" in Page(html(Document("", (), "", ()))).seen


def test_jinja_is_imported_only_when_a_page_is_rendered() -> None:
    code = "import sys, quarterdeck.reports.render.html, quarterdeck.reports.render.markdown; print('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
