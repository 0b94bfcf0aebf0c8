"""A text that a person wrote around the numbers: kept, flagged where the numbers changed, and unable to change them."""

from __future__ import annotations

import re

from quarterdeck.kernel.section import Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.narrative import Narrative, fingerprint, read_critically, with_narratives
from quarterdeck.reports.redaction import Redaction
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import markdown
from tests.reports.render.hostile import ATTACKS


def spending(spent: str) -> Section:
    """A section with a number."""
    return Section("spending", "Spend", (Sentence(("We spent ", spent, " EUR.")), TableBlock("Q3", ("Purpose", "Spent"), "lr", ((("run",), (spent,)),))))


def report(spent: str) -> Document:
    """A report with that section within another."""
    return Document("Board pack", (), "2026-11-21", (Section("summary", "In one page", (spending(spent),)),))


def said(document: Document) -> list[str]:
    """The sentences of the section."""
    (section,) = document.sections[0].blocks
    assert isinstance(section, Section)
    return [plain(block.words) for block in section.blocks if isinstance(block, Sentence)]


def test_it_stands_on_top_of_its_section_and_the_numbers_stay() -> None:
    told = Narrative("The second region\ncame early.\n\n- Hosting grew.", fingerprint(spending("1 200")))
    assert said(with_narratives(report("1 200"), {"spending": told})) == ["The second region came early.", "- Hosting grew.", "We spent 1 200 EUR."]


def test_it_is_flagged_when_the_numbers_beneath_it_have_changed() -> None:
    told = Narrative("The second region came early.", fingerprint(spending("1 200")))
    assert "The numbers beneath this text have changed since it was written." in said(with_narratives(report("1 500"), {"spending": told}))
    assert "Nobody has said which numbers this text was written for." in said(with_narratives(report("1 500"), {"spending": Narrative("Early.")}))


def test_a_file_is_read_as_it_was_written() -> None:
    told = Narrative("One.\n\nTwo.", "3f2a91c04be7")
    assert Narrative.read(told.written()) == told
    assert Narrative.read("Just text.") == Narrative("Just text.")


def test_numbers_are_not_typed_by_hand() -> None:
    found = [(slip.kind, slip.what) for slip in read_critically(Narrative("We spent 1 200 EUR, not 900."), spending("1 200"))]
    assert found == [("number", "900 stands nowhere in this section")]


def test_it_is_redacted_and_becomes_no_markup() -> None:
    attacks = "\n\n".join(text for text in ATTACKS if text.strip() and "\n" not in text)
    document = with_narratives(report("1"), {"spending": Narrative(f"Maren left.\n\n{attacks}")})
    assert "<script>alert" not in html(document)
    assert not re.search(r"(?<!\\)\]\(javascript:", markdown(document))
    assert "Maren" not in markdown(Redaction.of("people").document(document))
    assert Name("reason", "Maren left.") in {part for block in document.sections[0].blocks if isinstance(block, Section) for one in block.blocks
                                             if isinstance(one, Sentence) for part in one.words}  # fmt: skip
