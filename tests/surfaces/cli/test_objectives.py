"""``quarterdeck objectives``: the record's graph, as a page or as nodes and edges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call

RESULT = "{name: Late parcels, baseline: 9, target: 2, unit: parcels, direction: down, date: 2026-12-31, current: 5, measured: 2026-10-01}"
RECORD = {
    "quarterdeck.yaml": "schema: 1\ncompany: Halyard\ncurrency: EUR\n",
    "objectives/good.yaml": f"name: Good\nkey_results: [{RESULT}]\n",
    "objectives/wish.yaml": "name: Wish\n",
    "objectives/old.yaml": "name: Old\nstatus: reached\n",
    "initiatives/doors.yaml": "name: Doors\nobjective: objective/good\nstatus: running\neffort: 20..60 person-days\n",
    "initiatives/game.yaml": "name: Game\nstatus: running\n",
    "initiatives/after.yaml": "name: After\nobjective: objective/old\nstatus: planned\n",
    "initiatives/gone.yaml": "name: Gone\nobjective: objective/good\nstatus: done\n",
    "budget-lines/doors.yaml": ("name: Doors\ncategory: vendors\npurpose: grow\ninitiative: initiative/doors\namounts: {2026-Q3: 10k EUR, 2026-Q4: 20k EUR}\n"),
}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with two objectives that stand, and one that was reached."""
    for path, text in RECORD.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_the_page_says_what_serves_what_and_what_serves_nothing(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["objectives", str(company)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "2 committed objectives, 1 open initiative for them, 2 for none of them." in said
    assert "Nobody works for Wish." in said
    assert "is not assessed: run `quarterdeck assess`" in said, "without an assessment nothing was spent that we know of: that is not zero"


def test_nodes_and_edges(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["objectives", str(company), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {(edge["from"], edge["says"], edge["to"]) for edge in told["edges"]} == {
        ("objective/good#0", "measures", "objective/good"), ("initiative/doors", "serves", "objective/good"), ("initiative/after", "serves", "objective/old"),
    }  # fmt: skip
    assert told["orphans"] == ["initiative/after", "initiative/game"]
    assert {node["id"]: node.get("budgeted") for node in told["nodes"]}["initiative/doors"] == {"EUR": 30_000}
    assert {node["id"]: node.get("person_days_traced") for node in told["nodes"] if node["kind"] == "initiative"} == dict.fromkeys(
        ("initiative/doors", "initiative/after", "initiative/game")
    )
