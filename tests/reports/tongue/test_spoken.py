"""Reports in German: what is said, what stays as it is, and what is counted because there are no words for it."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from quarterdeck.kernel.section import Document, Section, Sentence
from quarterdeck.kernel.text import Cited, Name, Phrase, number, plain, say
from quarterdeck.reports.board import board_pack
from quarterdeck.reports.chief import chief_brief
from quarterdeck.reports.client_brief import Brief, client_brief
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.look import Look
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.tongue import said_in
from quarterdeck.reports.tongue.catalogue import catalogue, parsed
from quarterdeck.reports.tongue.spoken import Tongue
from tests.reports.render.sample import document
from tests.reports.test_executives import FACTS, pack

GERMAN = Look(language="de")
OURS = ("How we know", "As of ", "Not assessed", "Not met", "Data of this chart", "and 3 more", "percentile, ", "Skip to the report", "Low (p10)")
"""Words that renderers add, which no catalogue of sentences would show to be missing."""


def said(*phrase: str | Name | Cited) -> str:
    """A sentence in German."""
    return plain(Tongue.speaking("de").phrase(phrase))


@pytest.mark.parametrize(
    ("phrase", "german"),
    [
        (("31 days late",), "31 Tage überfällig"),
        (("1 day late",), "1 Tag überfällig"),
        (("12\u202f400 to 1\u202f250\u202f000 EUR a year",), "12.400 bis 1.250.000 EUR im Jahr"),
        (("0.5\u202f% to 3\u202f%",), "0,5\u202f% bis 3\u202f%"),
        (("−11\u202f%",), "−11\u202f%"),
        (("2026-10-31",), "31.10.2026"),
        (("8 October 2026",), "8. Oktober 2026"),
        (
            (Cited("40 people", "x"), " on the roster; in the last three months 0 joined and 2 left."),
            "40 Personen im Verzeichnis; in den letzten drei Monaten kamen 0 hinzu und 2 gingen.",
        ),
        ((Name("vendor", "Acme 3.5"), " and ", Name("vendor", "1 day late"), " or nobody"), "Acme 3.5 und 1 day late oder niemand"),
        (("3.8.2",), "3.8.2"),
        (("`quarterdeck explain 39f1`",), "`quarterdeck explain 39f1`"),
        (("Kept as it came.",), "Kept as it came."),
        (("31 days late. Kept as it came.",), "31 Tage überfällig. Kept as it came."),
        (
            ("Found, with no amount: ", Name("system", "Ledger"), ": 7 of 33 deployments to production failed."),
            "Gefunden, ohne Betrag: Ledger: 7 von 33 Auslieferungen in die Produktion scheiterten.",
        ),
    ],
)  # fmt: skip
def test_what_is_said(phrase: Phrase, german: str) -> None:
    assert said(*phrase) == german


def test_what_has_no_words_is_counted_sentence_by_sentence() -> None:
    tongue = Tongue.speaking("de")
    for _ in range(2):
        tongue.phrase(say("31 days late. {name} stands alone.", name=Name("person", "Ann")))
    assert dict(tongue.missing) == {"{…} stands alone.": 2}


@given(st.text(), st.text(), st.text(alphabet=st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF)))
def test_a_name_stays_what_it_is_whatever_it_holds(one: str, other: str, private: str) -> None:
    """Even one that reads like a sentence of ours, like a field, or that holds the letters by which names are kept apart."""
    names = (Name("person", one), Name("vendor", other), Name("risk", private), Cited("1 day", "m"))
    told = Tongue.speaking("de").phrase((names[0], " and ", names[1], ", ", names[2], " ", names[3], private))
    assert [part for part in told if isinstance(part, Name)] == list(names[:3])


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_a_number_means_the_same_in_both_languages(value: float, decimals: int) -> None:
    house = number(value, decimals).replace("-", "−")
    german = said(house)
    assert float(german.replace(".", "").replace(",", ".").replace("−", "-")) == float(house.replace("\u202f", "").replace("−", "-"))


def test_every_text_of_the_catalogue_keeps_its_fields() -> None:
    """A field that a translation forgets would lose a number; one that it invents would stop the report."""
    for entry in catalogue("de").entries:
        for form in entry.says:
            assert sorted(re.findall(r"\{(\w+)\}", form)) == sorted(entry.fields), form


def test_a_catalogue_is_read_as_translators_tools_write_it() -> None:
    head = 'msgid ""\nmsgstr ""\n"X-Decimal: ,\\n"\n"Plural-Forms: nplurals=2; plural=n>1;\\n"\n\n'
    read = parsed("xx", head + '#: a note\nmsgid "a "\n"long one"\nmsgstr "lang"\n\nmsgid "none"\nmsgstr ""\n')
    assert dict(read.fixed) == {"a long one": "lang"}
    assert (read.decimal, read.plural(1), read.plural(2)) == (",", 0, 1)


@pytest.mark.parametrize(
    "made", [board_pack(pack(FACTS)), chief_brief(pack(FACTS)), client_brief(Brief(pack(FACTS), None, (), (), date(2026, 8, 21), (("objective", 5),)))]
)
def test_what_executives_read_is_german_to_the_last_word(made: Document) -> None:
    spoken, told = said_in(made, "de")
    assert told.texts >= 20
    assert not told.missing, told.missing
    assert said_in(made, "de")[0] == spoken, "the same each time"
    assert said_in(made, "en")[0] is made


@pytest.mark.parametrize("form", ["html", "md", "pdf", "json"])
def test_renderers_speak_german_too(form: str) -> None:
    spoken, _ = said_in(document(), "de")
    text = {
        "html": lambda: html(spoken, GERMAN).partition("<body>")[2].partition("<script>")[0], "md": lambda: markdown(spoken, GERMAN),
        "pdf": lambda: "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(spoken, GERMAN))).pages), "json": lambda: as_json(spoken, GERMAN),
    }[form]()  # fmt: skip
    assert not [words for words in OURS if words in text]
    assert {"html": "Was zu tun ist", "md": "Was zu tun ist", "pdf": "Was zu tun ist", "json": '"language": "de"'}[form] in text


def test_a_document_says_its_language_to_who_hears_it() -> None:
    given = Document("T", (), "2026-11-21", (Section("a", "People", (Sentence(("nobody",)),)),))
    spoken, _ = said_in(given, "de")
    assert '<html lang="de">' in html(spoken, GERMAN)
    assert PdfReader(io.BytesIO(pdf(spoken, GERMAN))).trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]  # a PDF has a root
