"""Numbers of a page as doors: to the record that a row is about, to how the page makes them; what is no number stays as it is."""

from __future__ import annotations

from quarterdeck.kernel.section import Chart, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part, Phrase
from quarterdeck.records.collection import File, assemble
from quarterdeck.reports.doors import Doors
from quarterdeck.reports.walk import cited_in

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


def test_a_number_of_a_sentence_leads_to_what_is_cited_beside_it_else_to_how_the_page_makes_it() -> None:
    assert told("Fire may cost 6\u202f500 to 75\u202f000 EUR a year.") == (
        "Fire may cost ", Cited("6\u202f500 to 75\u202f000 EUR", "how/risks"), " a year.",
    )  # fmt: skip
    assert told("−3.5 less, ", Cited("4", "abc"), " known, 12\u202f%") == (
        Cited("−3.5", "abc"), " less, ", Cited("4", "abc"), " known, ", Cited("12\u202f%", "abc"),
    )  # fmt: skip


def test_days_years_names_and_code_are_no_numbers() -> None:
    for words in (
        "as of 30 November 2026",
        "by 2026-11-30",
        "in 2026-Q4",
        "of 2026",
        "ISO-27001, p10 to p90, C4",
        "ISO 27001",
        "2. Split it",
        "say `months: 12`",
        "in a.yaml:2:13",
        "«8.2% left in 2023.» The 3 Industries with most turnover, https://example.org/10.1145 (opened 21 November 2026)",
    ):
        assert told(words) == (words,), words


def test_a_row_leads_to_the_record_that_it_is_about() -> None:
    rows = (((Name("risk", "Fire"),), (Name("person", "Ann Lee"),), ("2 % to 8 %",)), (("All",), ("–",), ("3",)), (("fire",), ("",), ("5 `x`",)))
    (table,) = DOORS.put(Section("x", "X", (TableBlock("Risks", ("a", "b", "c"), "llr", rows),))).blocks
    assert isinstance(table, TableBlock)
    assert [row[2] for row in table.rows] == [(Cited("2 % to 8 %", "of/risk/fire"),), (Cited("3", "how/risks"),), (Cited("5", "of/risk/fire"), " `x`")]
    assert table.rows[0][:2] == rows[0][:2]


def test_what_follows_a_judgement_tells_of_it_up_to_the_next_picture() -> None:
    judged = Statement("0123456789ab", "risky", "not_met", None, ("Found in 3 of 7.",), notes=(("Seen 2 times.",),))
    table = TableBlock("Where", ("a", "b"), "lr", ((("x",), ("5",)),))
    chart = Chart("bars", "Where", ("There are 9.",), "", (Mark(("x",), 5, ("x: 5",)),), ())
    found = DOORS.put(Section("x", "X", (judged, table, chart, Sentence(("And 4 more.",))))).blocks
    assert [sorted(set(cited_in(one))) for one in found] == [["0123456789ab"], ["0123456789ab"], ["how/risks"], ["how/risks"]]


def test_a_mark_leads_to_the_record_that_it_is_called_by_else_to_the_rows_that_it_stands_for() -> None:
    marks = (Mark((Name("risk", "Fire"),), 1, ("Fire: 1",)), Mark((Name("file", "a b.py"),), 2, ("a b.py: 2",)), Mark(("June",), 3, ()))
    (chart,) = DOORS.put(Section("x", "X", (Chart("treemap", "T", (Cited("6", "0123456789ab"), " lines."), "", marks, ()),))).blocks
    assert isinstance(chart, Chart)
    assert [mark.words for mark in chart.marks] == [
        (Cited("", "of/risk/fire"), "Fire: 1"), (Cited("", "0123456789ab?of=a%20b.py"), "a b.py: 2"), (Cited("June", "0123456789ab?of=June"),),
    ]  # fmt: skip


def test_what_leads_nowhere_here_gets_the_door_beside_it() -> None:
    doors = Doors.of(RECORDS, "how/board", opens=lambda id_: id_ != "appendix")
    (block,) = doors.put(Section("x", "X", (Sentence((Cited("8 EUR", "appendix"), " of ", Cited("9", "abc"))),))).blocks
    assert isinstance(block, Sentence)
    assert block.words == (Cited("8 EUR", "abc"), " of ", Cited("9", "abc"))
