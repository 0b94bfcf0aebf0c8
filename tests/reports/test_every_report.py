"""What holds for each report that can be asked for, whatever it is about: the same again, plain words, days in one form, texts of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import documents
from quarterdeck.kernel.section import Chart, Section
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.narrative import STALE, Narrative, fingerprint, with_narratives
from quarterdeck.reports.readability import slips
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.walk import phrases_in, phrases_of
from tests.reports.company import ABOUT, REPORTS, made

FOR_ENGINEERS_TOO = frozenset({"memo", "architecture", "assessment"})
"""Those that may name what engineers work with."""


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_the_same_when_made_again(name: str, run: Run) -> None:
    assert as_json(documents.make(run, name, ABOUT.get(name, ""), Disguise.of(None))) == as_json(made(run, name))


@pytest.mark.parametrize("name", REPORTS)
def test_page_one_is_in_plain_language(name: str, run: Run) -> None:
    """Our own sentences; what is named in them is the company's, commands are typed, and a picture's words are a list of numbers."""
    first = made(run, name).sections[0]
    pictures = {chart.alternative for chart in charts_in(first)}
    spoken = [phrase for phrase in phrases_in(first) if phrase not in pictures]
    told = "\n".join("".join("N" if isinstance(part, Name) else plain((part,)) for part in phrase) for phrase in spoken)
    told = re.sub(r"`[^`]*`", "N", told)
    told = re.sub(r"(?m)^(Also found, .*)$", lambda found: found[0].replace("; ", "\n"), told)  # a list of titles
    known = {"passive", "jargon"} if name in FOR_ENGINEERS_TOO else {"passive"}
    assert [slip for slip in slips(told) if slip.kind not in known] == []


@pytest.mark.parametrize("name", REPORTS)
def test_days_are_told_in_one_form(name: str, run: Run) -> None:
    """As people say them. What is typed, what somebody wrote, and a place on an axis of time stay as they are."""
    document = made(run, name)
    labels = {(mark.at,) for section in document.sections for chart in charts_in(section) for mark in chart.marks}
    told = [part if isinstance(part, str) else part.text for phrase in phrases_of(document) if phrase not in labels
            for part in phrase if not isinstance(part, Name)]  # fmt: skip
    assert [words for words in told if re.search(r"\d{4}-\d\d-\d\d", re.sub(r"`[^`]*`", "", words))] == []


def charts_in(section: Section) -> Iterator[Chart]:
    """Every chart of a section."""
    for block in section.blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Section):
            yield from charts_in(block)


@pytest.mark.parametrize("name", REPORTS)
def test_a_text_stays_with_its_section_and_is_flagged_when_the_numbers_change(name: str, run: Run) -> None:
    """Of a contract in a renewal brief too, whose place among the others changes."""
    given = documents.draft(run, name, ABOUT.get(name, ""), Disguise.of(None))
    section = next((block for block in given.sections[0].blocks if isinstance(block, Section)), given.sections[0])
    for numbers, flagged in ((fingerprint(section), False), ("0" * 12, True)):
        told = [plain(phrase) for phrase in phrases_of(with_narratives(given, {section.anchor: Narrative("We saw it coming.", numbers)}))]
        assert "We saw it coming." in told
        assert (plain(STALE) in told) is flagged


def test_what_somebody_wrote_around_the_numbers_is_kept_and_flagged(run: Run) -> None:
    """Reports about one record keep their texts apart."""
    root = Path(run.request.out).parent
    (root / "quarterdeck.yaml").write_text("schema: 1\n", encoding="utf-8")
    text = root / "narratives" / "decision" / "maps" / "without.md"
    text.parent.mkdir(parents=True)
    text.write_text("The vendor told us so.\n", encoding="utf-8")
    told = markdown(documents.make(run, "decision", "decision/maps", Disguise.of(None)))
    assert "The vendor told us so." in told
    assert "Nobody has said which numbers this text was written for." in told
    assert "The vendor told us so." not in markdown(documents.make(run, "decision", "bare", Disguise.of(None)))
