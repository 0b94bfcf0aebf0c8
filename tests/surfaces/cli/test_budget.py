"""``quarterdeck budget`` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli import main

FILES = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\nassumptions: {loaded_engineer_cost: 80k EUR}\nexchange_rates: {USD: 0.9 EUR}\n",
    "people/ann.yaml": "name: Ann\n",
    "people/ben.yaml": "name: Ben\nstarted: 2026-07-01\n",
    "teams/shop.yaml": "name: Shop\nmembers: [person/ann, person/ben]\n",
    "vendors/maps.yaml": "name: Kartwerk\n",
    "contracts/maps.yaml": "name: Maps\nvendor: vendor/maps\ncost: 1000 USD\ncost_per: month\nends: 2026-09-30\nrenews: true\nuplift: 10%\n",
    "systems/a.yaml": "name: Routing\n",
    "systems/b.yaml": "name: Offers\n",
    "objectives/grow.yaml": "name: Grow\n",
    "initiatives/board.yaml": "name: Board\nobjective: objective/grow\n",
    "budget-lines/staff.yaml": (
        "name: People\ncategory: staff\npurpose: grow\nteam: team/shop\nheadcount: 2\ninitiative: initiative/board\nbooked_as: [Salaries]\n"
        "treatment: capitalised\n"
    ),
    "budget-lines/maps.yaml": "name: Maps\ncategory: vendors\npurpose: run\ncontract: contract/maps\nsystems: [system/a, system/b]\n",
    "budget-lines/tools.yaml": "name: Tools\ncategory: licences\npurpose: run\namounts: {2026-Q1: 2k EUR, 2026-Q4: 2k..3k..4k EUR}\n",
}
LEDGER = """id,date,amount,currency,account name,vendor
1,2026-03-31,21000,EUR,Salaries,
2,2026-06-30,22000,EUR,Salaries,
3,2026-06-30,5600,EUR,,Kartwerk
4,2026-06-30,70,EUR,Coffee,
"""
DAY = ("--as-of", "2026-06-30")


@pytest.fixture
def company(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace with three lines: people, a contract, amounts; and half a year of a ledger."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "ledger.csv").write_text(LEDGER)
    run("import", "ledger", str(tmp_path / "ledger.csv"), "--out", str(tmp_path / "quarterdeck-out"), "--yes")
    capsys.readouterr()
    return tmp_path


def run(*arguments: str) -> int:
    """The exit code of one call."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(str(left.value.code))


def test_a_line_without_amounts_is_made_of_its_people_or_its_contract(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ben comes in July; 1 000 USD a month are 900 EUR, and 990 in the term that begins in October."""
    assert run("budget", str(company), *DAY, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    plans = {one["record"]: [(q["quarter"][-2:], round(q["p50"]), q["origin"]) for q in one["plan"]] for one in told["lines"]}
    assert plans["budget-line/staff"] == [("Q1", 20000, "people"), ("Q2", 20000, "people"), ("Q3", 40000, "people"), ("Q4", 40000, "people")]
    assert plans["budget-line/maps"] == [("Q1", 2700, "contract"), ("Q2", 2700, "contract"), ("Q3", 2700, "contract"), ("Q4", 2970, "contract")]
    assert plans["budget-line/tools"] == [("Q1", 2000, "given"), ("Q4", 3000, "given")]
    (staff,) = (one for one in told["lines"] if one["record"] == "budget-line/staff")
    assert staff["booked"] == [21000, 22000, 0, 0]
    assert staff["outlook"] == pytest.approx(
        {"due": 40000, "as_planned": 123000, "at_this_pace": 129000, "paid_ahead": False, "booked": 43000, "difference": 3000}
    )
    assert staff["variance"] is None
    assert (told["booked_elsewhere"], told["booked_until"]) == (70, "2026-06-30")


def test_people_who_are_not_there_and_what_each_costs_are_told_apart(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two were planned for 10 000 a quarter each, and one was there, for 43 000 in half a year: fewer people save 20 000, dearer ones cost 23 000."""
    staff = company / "budget-lines" / "staff.yaml"
    staff.write_text(f"{FILES['budget-lines/staff.yaml']}amounts: {{2026-Q1: 20k EUR, 2026-Q2: 20k EUR}}\n")
    assert run("budget", str(company), *DAY, "--json") == 0
    (told,) = (one for one in json.loads(capsys.readouterr().out)["lines"] if one["record"] == "budget-line/staff")
    assert [one["origin"] for one in told["plan"]] == ["given", "given", "people", "people"]
    assert told["variance"] == pytest.approx({"price": 23_000, "volume": -20_000})


def test_it_is_told_by_purpose_system_and_objective_and_what_is_not_known_is_said(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("budget", str(company), *DAY, "--by", "system", "--by", "objective", "--by", "treatment", "--cut", "maps=50%") == 0
    told = " ".join(capsys.readouterr().out.replace("\u202f", " ").split())
    for words in (
        "Routing 5 535 4%", "Offers 5 535 4%", "Grow 120 000 88%", "no objective 16 070 12%", "capitalised 120 000 88%", "not said 16 070 12%",
        "The cut saves 2 835 EUR in 2026, from 2026-Q3 on.", "Routing, Offers", "70 EUR were booked for none of the plan's purposes, and stand in no sum.",
        "no booking can be told to be theirs", "budget-lines/tools.yaml",
    ):  # fmt: skip
        assert words in told


def test_without_a_ledger_the_plan_is_told_and_what_was_spent_is_not(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("budget", str(company), *DAY, "--out", str(company / "nothing")) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "what was spent is not known" in told
    assert "belong to no line" not in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cut", "hosting=20%"], "there is no such budget line; there are budget-line/staff"),
        (["--cut", "maps"], "write a line and how much of it, for instance hosting=20%"),
        (["--cut", "maps=120%"], "write a line and how much of it"),
    ],
)
def test_a_cut_that_cannot_be_made_exits_with_2(company: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert run("budget", str(company), *DAY, *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_cut_in_a_year_that_has_begun_to_its_last_quarter_names_the_next(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("budget", str(company), "--as-of", "2026-10-31", "--cut", "tools=20%") == 0
    assert "Ask for 2027 (`--year 2027`)." in " ".join(capsys.readouterr().out.split())


def test_what_stands_in_no_sum_is_told(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dollars in the ledger, and a line that cannot be read, are neither zero nor absent."""
    (company / "budget-lines" / "bad.yaml").write_text("name: Bad\ncategory: cloud\npurpose: run\n")
    (company / "ledger.csv").write_text(LEDGER + "5,2026-05-31,9000,USD,Salaries,\n6,2026-07-31,1,USD,Salaries,\n")
    run("import", "ledger", str(company / "ledger.csv"), "--out", str(company / "quarterdeck-out"), "--yes")
    capsys.readouterr()
    assert run("budget", str(company), *DAY, "--json") == 0
    untold = [(one["what"], one["why"]) for one in json.loads(capsys.readouterr().out)["not_told"]]
    assert ("budget-line/bad", "it cannot be read, and stands in no sum") in untold
    assert ("9\u202f000 USD in the ledger and bills", "it is not in EUR, and stands in no sum") in untold


def test_a_year_that_no_calendar_has_is_asked_about(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("budget", str(company), *DAY, "--year", "9999") == 2
    assert "there is no budget of 9999" in capsys.readouterr().err
