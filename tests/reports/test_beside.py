"""Two versions of a report side by side."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from quarterdeck.kernel.section import Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited
from quarterdeck.records.collection import assemble
from quarterdeck.reports.beside import NoReportError, beside, read
from quarterdeck.reports.doors import Doors
from quarterdeck.reports.render.data import as_json


def report(*sections: Section) -> str:
    """As it is kept with an edition."""
    return as_json(Document("Board pack", (), "2026-11-21", sections))


def test_what_reads_otherwise_is_told_by_section_line_and_word() -> None:
    risks = TableBlock("Risks", ("Risk", "A year"), "lr", ((("Fire",), ("40 000 EUR",)), (("Flood",), ("9 000 EUR",))))
    before = report(
        Section("first", "", (Sentence(("We ship in 12 days.",)), Sentence(("Nobody left.",)))),
        Section("risks", "Risks", (risks,)),
        Section("old", "Pilot", (Sentence(("It runs.",)),)),
    )
    fewer = TableBlock("Risks", ("Risk", "A year"), "lr", ((("Fire",), ("55 000 EUR",)), (("Flood",), ("9 000 EUR",))))
    after = report(
        Section("first", "", (Sentence(("We ship in 9 days.",)), Sentence(("Nobody left.",)))),
        Section("risks", "Risks", (fewer, Section("new", "New", (Sentence(("Theft.",)),)))),
    )
    told = [
        (p.heading, p.same, ["".join(f"[{w}]" if differs else w for w, differs, _ in map(astuple, line.pieces)) for line in p.lines])
        for p in beside(read(before), read(after))
    ]
    assert told == [
        ("", 1, ["We ship in [12] days.", "We ship in [9] days."]),
        ("Risks", 1, ["Fire · [40] 000 EUR", "Fire · [55] 000 EUR"]),
        ("Risks · New", 0, ["[Theft.]"]),
        ("Pilot", 0, ["[It runs.]"]),
    ]
    assert [line.side for line in beside(read(before), read(after))[-1].lines] == ["gone"]
    assert not beside(read(before), read(before))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sections": [{}]}', '{"sections": 3}'])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NoReportError):
        read(text)


def test_a_number_differs_as_a_whole_and_says_what_explains_it() -> None:
    before, after = (
        report(Section("first", "", (Sentence(("It costs ", Cited(cost, "abc"), f" a year, {count} of 7."), "lead"),)))
        for cost, count in (("1 000 EUR", 3), ("1 500 EUR", 4))
    )
    doors = Doors.of(assemble(()), "how/reports")
    (passage,) = beside(*([doors.put(section) for section in read(one)] for one in (before, after)))
    assert ["".join(f"[{one.words}]" if one.differs else one.words for one in line.pieces) for line in passage.lines] == [
        "It costs [1 000 EUR] a year, [3] of 7.", "It costs [1 500 EUR] a year, [4] of 7.",
    ]  # fmt: skip
    assert {(one.words, one.explains) for line in passage.lines for one in line.pieces if one.explains} == {
        (words, "abc") for words in ("1 000 EUR", "1 500 EUR", "3", "4", "7")
    }
