"""One system: what it is made of, what must change, what holds, and what nobody could judge."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from quarterdeck.app.asking.kept import NoSuchRecordError
from quarterdeck.app.pipeline import Run
from quarterdeck.reports.render.paper import pdf
from tests.reports.company import made, said

SAID = (
    "In Route planner, ",
    "It is of high criticality and live; Movers answers for it.",
    "Built from 1 repository: 300 lines of code, in Python.",
    "Maps after 2026, due on 1 November 2026 (in 1 day).",
    "| `shop` | 300 | Python | 2 | 6 | 5 October 2026 |",
    "| orders | PostgreSQL 16 | not said | yes |",
    "| PyPI | 1 | no lock file |",
    "| `python 3.9` | 31 October 2025 (past) | `shop` | `.python-version` |",
    "What needs it: none on record.",
    "Vendors behind it: Kartwerk.",
    "Which standards hold for it: none in force names its technologies.",
    "| Python | adopt |",
    "| The maps stop | Ann Lee | ",
)


@pytest.mark.parametrize("sentence", SAID)
def test_it_says(sentence: str, run: Run) -> None:
    assert sentence in said(made(run, "architecture"))


def test_what_was_found_stands_on_page_one_and_with_its_practice(run: Run) -> None:
    told = said(made(run, "architecture"))
    first, rest = told.split("## What changed")
    assert "python 3.9" in first.partition("What must change")[2].partition("What holds")[0]
    assert "python 3.9" in rest.partition("## Security")[2]


def test_page_one_is_one_page(run: Run) -> None:
    pages = [page.extract_text().replace("\n", " ") for page in PdfReader(io.BytesIO(pdf(made(run, "architecture")))).pages]
    assert "Maps after 2026, due on" in pages[0]
    assert "What changed" in pages[1]


def test_a_system_that_nobody_can_see_is_no_sound_one(run: Run) -> None:
    told = said(made(run, "architecture", "portal"))
    for sentence in (
        "How critical it is, nobody wrote, and it is live; no team on record answers for it.",
        "What it is built from: no assessed repository is named.",
        "What it runs on: no file that we read says so.",
        "What may happen to it: no open risk on record names it.",
        "What was decided about it: no decision on record names it.",
    ):
        assert sentence in told
    assert "must change" in told.partition("## What changed")[0]


def test_repositories_that_were_not_assessed_are_named_and_a_draft_is_told_as_one(sparse: Run) -> None:
    told = said(made(sparse, "architecture", "one"))
    assert "What `elsewhere` hold: the record names them, and they were not assessed." in told
    assert "Drafted from evidence, and confirmed by nobody: One." in told
    assert "out of its file (`systems/one.yaml`)" in told


def test_another_system_is_none(run: Run) -> None:
    with pytest.raises(NoSuchRecordError, match="name the system that the report is about; there are portal, routing"):
        made(run, "architecture", "")
