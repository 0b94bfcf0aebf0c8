"""Numbers of a page as doors: to the record that a row is about, to how the page makes them; what is no number stays as it is."""

from __future__ import annotations

from quarterdeck.app.server.doors import Doors
from quarterdeck.kernel.section import Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part, Phrase
from quarterdeck.records.collection import File, assemble

RECORDS = assemble(
    [
        File("people/ann.yaml", b"name: Ann Lee\nemails: [ann@example.org]\n"),
        File("risks/fire.yaml", b"name: Fire\nlikelihood: 2%..8%\nimpact: 200k..1.5M EUR\nowner: person/ann\n"),
    ]
)
DOORS = Doors.of(RECORDS, "how/risks", ("risk",))


def told(*parts: Part) -> Phrase:
    """The sentence with its doors."""
    (block,) = DOORS.put(Section("x", "X", (Sentence(parts),))).blocks
    assert isinstance(block, Sentence)
    return block.words


def test_a_number_of_a_sentence_leads_to_how_the_page_makes_it() -> None:
    assert told("Fire may cost 6\u202f500 to 75\u202f000 EUR a year.") == (
        "Fire may cost ", Cited("6\u202f500 to 75\u202f000 EUR", "how/risks"), " a year.",
    )  # fmt: skip
    assert told("−3.5 less, ", Cited("4", "abc"), " known, 12\u202f%") == (
        Cited("−3.5", "how/risks"), " less, ", Cited("4", "abc"), " known, ", Cited("12\u202f%", "how/risks"),
    )  # fmt: skip


def test_days_years_names_and_code_are_no_numbers() -> None:
    for words in ("as of 30 November 2026", "by 2026-11-30", "in 2026-Q4", "the plan of 2026", "ISO-27001, p10 to p90, C4", "say `months: 12`"):
        assert told(words) == (words,), words


def test_a_row_leads_to_the_record_that_it_is_about() -> None:
    rows = (((Name("risk", "Fire"),), (Name("person", "Ann Lee"),), ("2 % to 8 %",)), (("All",), ("–",), ("3",)), (("fire",), ("",), ("5 `x`",)))
    (table,) = DOORS.put(Section("x", "X", (TableBlock("Risks", ("a", "b", "c"), "llr", rows),))).blocks
    assert isinstance(table, TableBlock)
    assert [row[2] for row in table.rows] == [(Cited("2 % to 8 %", "of/risk/fire"),), (Cited("3", "how/risks"),), ("5 `x`",)]
    assert table.rows[0][:2] == rows[0][:2]
