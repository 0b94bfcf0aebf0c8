"""The assessment as a deck: what was found and the first pictures; the rest is counted, not lost in silence."""

from __future__ import annotations

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Chart, Document, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import plain
from quarterdeck.reports.slim import slim

CHARTS = tuple(Chart("bars", f"Picture {index}", ("So.",), "", (Mark(("a",), 1, ("a",)),), ("In words.",)) for index in range(5))
PRACTICE = Section(
    "quality", "Quality",
    (
        Sentence(("Where does work pile up?",), "lead"), Statement("1", "one", "not_met", Severity.HIGH, ("It piles up here.",), notes=(("How we know.",),)),
        TableBlock("Where", ("File",), "l", ((("a.py",),),)), Sentence(("A note.",), "note"), Statement("2", "two", "met", None, ("New code lasts.",)),
        Statement("3", "three", "not_assessed", None, ("Not judged.",)), Statement("4", "four", "not_assessed", None, ("Nor this.",)), *CHARTS,
    ),
)  # fmt: skip
FIRST, EXPLANATIONS = Section("summary", "In one page", (Sentence(("All of it.",)),)), Section("explanations", "Where each number comes from", ())


def test_a_practice_is_its_findings_and_its_first_pictures() -> None:
    first, practice = slim(Document("T", (), "2026-11-21", (FIRST, PRACTICE, EXPLANATIONS))).sections
    assert first == FIRST
    assert [type(block).__name__ for block in practice.blocks] == ["Sentence", "Statement", "Sentence", "Chart", "Chart", "Chart"]
    rest = practice.blocks[2]
    assert isinstance(rest, Sentence)
    assert plain(rest.words) == (
        "The PDF and the page hold 1 thing that is as it should be, 2 things that could not be judged, 1 table and 2 more pictures."
    )  # fmt: skip


def test_a_report_without_explanations_is_short_enough() -> None:
    given = Document("T", (), "2026-11-21", (FIRST, PRACTICE))
    assert slim(given) is given
