"""``quarterdeck decide``: a record in, a page or JSON out; faults with their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call

RECORD = """---
name: Do we build invoicing, or buy it?
status: proposed
model: build-or-buy
inputs:
  benefit: 60k..140k EUR
  build_cost: 70k..130k EUR
  build_months: 4..8 months
  buy_price: 18k..30k EUR
  buy_setup: 12k..25k EUR
  buy_months: 6..14 weeks
  fit: 70%..95%
  exit_cost: 15k..40k EUR
---

# Invoicing
"""


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with one decision."""
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Halyard\ncurrency: EUR\n")
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "0001-invoicing.md").write_text(RECORD)
    return tmp_path


def test_a_page(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["decide", "0001-invoicing", str(company), "--runs", "2000"]) == 0
    said = capsys.readouterr().out
    for words in ("Do we build invoicing, or buy it?", "It is the best option in", "How the options stand", "-way door", "What it rests on"):
        assert words in said


def test_json_is_the_same_each_time(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        assert call(["decide", "decision/0001-invoicing", str(company), "--runs", "2000", "--json"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    found = json.loads(told[0])
    assert found["recommended"] in {"build", "buy"}
    assert sum(option["probability_best"] for option in found["options"]) == pytest.approx(1)
    assert {unknown["origin"] for unknown in found["unknowns"]} == {"given", "judgement"}


def test_a_fault_has_its_place(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = company / "decisions" / "0001-invoicing.md"
    path.write_text(RECORD.replace("60k..140k EUR", "60k..140k USD"))
    assert call(["decide", "0001-invoicing", str(company)]) == 1
    assert capsys.readouterr().err == "decisions/0001-invoicing.md:6:12: the amount is in USD, and the company counts in EUR. Write it in EUR.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["0001-invoice"], "did you mean 0001-invoicing?"),
        (["0001"], "did you mean 0001-invoicing?"),
        (["zzz"], "with a model are 0001-invoicing"),
        (["0001-invoicing", "--runs", "5"], "--runs 5"),
    ],
)
def test_what_cannot_be_asked(company: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert call(["decide", arguments[0], str(company), *arguments[1:]]) == 2
    assert says in capsys.readouterr().err
