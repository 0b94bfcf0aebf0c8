"""Two versions of a report side by side."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.section import Document, Section, Sentence, TableBlock
from quarterdeck.reports.beside import NoReportError, beside
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
    told = [(p.heading, p.same, ["".join(f"[{w}]" if differs else w for w, differs in line.pieces) for line in p.lines]) for p in beside(before, after)]
    assert told == [
        ("", 1, ["We ship in [12] days.", "We ship in [9] days."]),
        ("Risks", 1, ["Fire · [40] 000 EUR", "Fire · [55] 000 EUR"]),
        ("Risks · New", 0, ["[Theft.]"]),
        ("Pilot", 0, ["[It runs.]"]),
    ]
    assert [line.side for line in beside(before, after)[-1].lines] == ["gone"]
    assert not beside(before, before)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sections": [{}]}', '{"sections": 3}'])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NoReportError):
        beside(text, report())
