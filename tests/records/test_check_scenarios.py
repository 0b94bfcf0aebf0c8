"""Scenarios in Markdown: the files of a workspace, then what is said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.records.collection import COMPANY, ROOT_FILE, File, assemble
from quarterdeck.records.kinds.decision import Decision

FOLDER = Path(__file__).parent / "scenarios"
BLOCK = re.compile(r"^```(?:yaml|md) (?P<path>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^- (?P<when>overdue |ahead )?`(?P<place>[^`]+)`: (?P<words>.+)$", re.MULTILINE)
ACME = File(ROOT_FILE, b"schema: 1\ncompany: Acme\ncurrency: EUR\n")
DAY = date(2026, 11, 27)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A heading with its files, and the lines that are expected."""

    name: str
    files: tuple[File, ...]
    problems: tuple[str, ...]
    overdue: tuple[str, ...]
    ahead: tuple[str, ...]


def scenarios() -> list[Scenario]:
    """Every second-level heading of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for part in re.split(r"^## (?!Considered)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            files = tuple(File(match["path"], match["text"].encode()) for match in BLOCK.finditer(part))
            said = list(SAID.finditer(BLOCK.sub("", part)))
            lines = {when: tuple(f"{match['place']}: {match['words']}" for match in said if match["when"] == when) for when in (None, "overdue ", "ahead ")}
            found.append(Scenario(part.splitlines()[0], files, *lines.values()))
    return found


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_everything_is_said_in_one_go(scenario: Scenario) -> None:
    files = scenario.files if any(file.path == ROOT_FILE for file in scenario.files) else (ACME, *scenario.files)
    records = assemble(files)
    assert [str(problem) for problem in records.problems] == list(scenario.problems)
    assert sorted(str(problem) for problem in records.overdue(DAY)) == list(scenario.overdue)
    assert sorted(str(problem) for problem in records.ahead(DAY)) == list(scenario.ahead)


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_the_order_of_the_files_never_matters(scenario: Scenario) -> None:
    files = (ACME, *scenario.files)
    assert assemble(files[::-1]).problems == assemble(files).problems


def told(**files: str) -> tuple[File, ...]:
    """A workspace of short files, by kind and id."""
    return (ACME, *(File(f"{name.replace('__', '/')}.yaml", text.encode()) for name, text in files.items()))


def test_a_broken_record_silences_what_hangs_on_it_and_nothing_else() -> None:
    """The initiative hangs on the objective, the milestone on the initiative; the team on nobody."""
    records = assemble(
        told(
            objectives__growth="name: Growth\nstatus: someday\n",
            initiatives__shop="name: Shop\nobjective: objective/growth\n",
            milestones__launch="name: Launch\ndate: 2027-01-31\ninitiative: initiative/shop\n",
            teams__payments="name: Payments\n",
        )
    )
    assert {str(ref) for ref in records.broken} == {"objective/growth"}
    assert {str(ref): [str(cause) for cause in causes] for ref, causes in records.silenced.items()} == {
        "initiative/shop": ["objective/growth"],
        "milestone/launch": ["objective/growth"],
    }
    assert {str(ref) for ref in records.sound} == {"company/company", "initiative/shop", "milestone/launch", "team/payments"}
    assert [problem.silences for problem in records.problems] == [("objective",)]


def test_a_broken_company_leaves_the_records_readable() -> None:
    records = assemble(
        [File(ROOT_FILE, b"company: [\n"), File("teams/a.yaml", b"name: A\n"), File("risks/r.yaml", b"name: R\nlikelihood: 1%\nimpact: 5 USD\n")]
    )
    assert records.company is None
    assert [str(ref) for ref in records.broken] == [str(COMPANY)]
    assert {str(ref) for ref in records.sound} == {"team/a", "risk/r"}


def test_an_acceptance_brings_its_finding_back_when_it_ends() -> None:
    held = "finding: change-waits-too-long\nsubject: shop\nby: person/anna\nwhy: Rewritten this year\naccepted: 2026-01-10\nuntil: 2026-10-31\n"
    records = assemble(told(acceptances__shop=held, people__anna="name: Anna\n"))
    days = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 10, 31), date(2026, 11, 1)]
    assert [len(records.acceptances(day)) for day in days] == [0, 1, 1, 0]


def test_a_decision_of_madr_is_read_as_its_authors_wrote_it() -> None:
    """The template of MADR 4, filled in."""
    text = (
        '---\nstatus: "superseded by [ADR-0005](0005-one-queue.md)"\ndate: 2024-02-29\ndecision-makers: Anna Lind, person/ben\nconsulted: [Cem]\n---\n\n'
        "# Use **PostgreSQL** for `orders`\n\n## Context and Problem Statement\n\n```md\n# No title\n* no option\n```\n\n## Considered Options\n\n"
        "* PostgreSQL\n* [MySQL](https://mysql.com)\n\n## Decision Outcome\n\nChosen option: PostgreSQL\n"
    )
    other = "---\nstatus: Accepted\n---\n# One queue\n"
    records = assemble(
        [ACME, File("decisions/0001-db.md", text.encode()), File("decisions/0005-one-queue.md", other.encode()), File("people/ben.yaml", b"name: Ben\n")]
    )
    assert not records.problems
    decision = records.get(Decision, "0001-db")
    assert decision
    assert (decision.label, decision.status, str(decision.superseded_by)) == ("Use PostgreSQL for orders", "superseded", "decision/0005-one-queue")
    assert (decision.options, [str(one) for one in decision.decision_makers]) == (("PostgreSQL", "MySQL"), ["Anna Lind", "person/ben"])
