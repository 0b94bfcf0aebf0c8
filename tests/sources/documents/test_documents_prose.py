"""Architecture decision records and READMEs."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.governance import DecisionDocument, Readme
from quarterdeck.sources.documents import decisions, extract, readmes

NYGARD = """# 7. Use one queue

Date: 2024-02-29

## Status

Accepted

## Context

Status: of the context, which is no status.
"""
MADR = """---
status: "superseded by ADR-0009"  # see there
date: 2023-05-01
decision-makers: Ada
---
# Use Postgres
"""
BULLETS = """# ADR-3: Keep it

* Status: Proposed
* Date: 2022-01-31
"""
TABLE = "# Title\n\n| Status | Rejected |\n|---|---|\n"
SUPERSEDED = "# 2. Old\n\n## Status\n\nAccepted\n\nSuperseded by [9](0009.md)\n\n## Context\n"
TEMPLATE = "# 1. New\n\n* Status: {proposed | rejected | accepted}\n"
OTHER = "# 4. Odd\n\n**Status:** In review\n"

CASES = [
    (NYGARD, "Use one queue", "accepted", date(2024, 2, 29)),
    (MADR, "Use Postgres", "superseded", date(2023, 5, 1)),
    (BULLETS, "Keep it", "proposed", date(2022, 1, 31)),
    (TABLE, "Title", "rejected", None),
    (SUPERSEDED, "Old", "superseded", None),
    (TEMPLATE, "New", None, None),
    (OTHER, "Odd", "in review", None),
]


@pytest.mark.parametrize(("text", "title", "status", "decided"), CASES, ids=[case[1] for case in CASES])
def test_a_decision_document(text: str, title: str, status: str | None, decided: date | None) -> None:
    """Title without its number, status in one of five words where it is one, date."""
    path = "docs/adr/0007-x.md"
    (row,) = extract([FileContent("r", path, text.encode())]).rows
    assert isinstance(row, DecisionDocument)
    assert row == DecisionDocument("r", path, title, status, decided, row.text)
    assert row.text in " ".join(text.split())


def test_rfcs_and_unnumbered_documents_count_only_with_a_status() -> None:
    """A folder of RFCs often holds other texts."""
    with_status, without = b"# A\n\nStatus: accepted\n", b"# B\n"
    files = [
        FileContent("r", "rfcs/0001-a.md", with_status),
        FileContent("r", "rfcs/0002-b.md", without),
        FileContent("r", "docs/decisions/overview.md", without),
        FileContent("r", "docs/decisions/0003-b.md", without),
    ]
    assert [row.path for row in extract(files).rows if isinstance(row, DecisionDocument)] == [
        "docs/decisions/0003-b.md",
        "rfcs/0001-a.md",
    ]


def test_an_impossible_date_is_a_problem_at_its_line() -> None:
    """The document stays, without a date."""
    extracted = extract([FileContent("r", "adr/1-x.md", b"# X\n\nDate: 2023-02-30\n")])
    assert extracted.rows == (DecisionDocument("r", "adr/1-x.md", "X", None, None, "# X Date: 2023-02-30"),)
    assert [str(problem.place) for problem in extracted.problems] == ["r/adr/1-x.md:3"]


def test_where_decisions_are_kept() -> None:
    """Common folders; templates and indexes are no decisions."""
    yes = [
        "docs/adr/0001-a.md",
        "doc/architecture/decisions/0001-a.md",
        "docs/decisions/1.rst",
        "adr/a.md",
        "rfcs/1.md",
        "services/x/docs/adr/1-a.md",
    ]
    no = ["docs/adr/README.md", "docs/adr/template.md", "docs/adr/adr-template.md", "src/decisions.py", "docs/guide.md"]
    assert [path for path in yes if not decisions.wants(path)] == []
    assert [path for path in no if decisions.wants(path)] == []


@pytest.mark.parametrize(
    ("path", "text", "run", "test"),
    [
        ("README.md", "# Shop\n\nSells things.\n", False, False),
        ("README.md", "# Shop\n\n## Getting started\n\n## Testing\n", True, True),
        ("README.md", "# Shop\n\nRun `make test` first.\n", False, True),
        ("README.md", "# Shop\n\n```\n# Install me\n```\n", False, False),
        ("README.rst", "Shop\n====\n\nInstallation\n------------\n", True, False),
        ("README.adoc", "= Shop\n\n== Contributing\n", False, True),
        ("README.md", "# Shop\n<h2 align='center'>Usage</h2>", True, False),
        ("README.md", "# The latest contest of installers\n\n## Instalments\n", False, False),
        ("README", "", False, False),
    ],
)
def test_what_a_readme_says(path: str, text: str, run: bool, test: bool) -> None:
    """Headings on running, headings or commands on testing; code is no heading."""
    (row,) = extract([FileContent("r", path, text.encode())]).rows
    assert isinstance(row, Readme)
    assert (row.says_how_to_run, row.says_how_to_test) == (run, test)


def test_words_are_counted_without_markup() -> None:
    """Comments, tags and addresses are no words."""
    (row,) = extract([FileContent("r", "README.md", b"# It's one two\n<!-- not this --><b>three</b> https://example.org/x 42\n")]).rows
    assert isinstance(row, Readme)
    assert row.words == 4


def test_readmes_of_the_root_and_one_folder_deep() -> None:
    """Not of what others wrote."""
    assert [path for path in ["README.md", "readme", "api/Readme.rst"] if not readmes.wants(path)] == []
    assert [path for path in ["a/b/README.md", "vendor/README.md", "README.py"] if readmes.wants(path)] == []
