"""``quarterdeck record`` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli import main

OBJECTIVE = """\
name: Growth
key_results:
  - name: Paying customers
    baseline: 400
    target: 1200
    unit: customers
    direction: up
    date: 2027-06-30
"""


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a workspace outside of git, with an objective and a person drafted by a program."""
    for folder in ("objectives", "people", "risks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    (tmp_path / "objectives" / "growth.yaml").write_text(OBJECTIVE)
    (tmp_path / "people" / "anna.yaml").write_text("name: Anna Lind\ndrafted: true\ndrafted_from: 12 commits\n")
    (tmp_path / "risks" / "r.yaml").write_text("name: R\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> int:
    """The exit code of one call."""
    with pytest.raises(SystemExit) as left:
        main(["record", *arguments])
    return int(str(left.value.code))


def test_a_list_says_what_there_is_and_what_a_person_must_confirm(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "company/company   Acme",
        "objective/growth  Growth",
        "person/anna       Anna Lind  draft",
        "risk/r                       broken",
    ]
    assert call("list", "people", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == [{"record": "person/anna", "name": "Anna Lind", "state": "draft", "file": "people/anna.yaml"}]
    assert call("list", "vendors") == 0
    assert capsys.readouterr().out == "There is no vendor yet.\n"


def test_a_record_is_shown_as_it_stands_and_changed_by_what_was_seen(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", "person/anna") == 0
    assert capsys.readouterr().out == "# people/anna.yaml\nname: Anna Lind\ndrafted: true\ndrafted_from: 12 commits\n"
    assert call("show", "people/anna", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["record"], told["keys"]["drafted"]) == ("person/anna", "true")
    assert call("set", "person/anna", "drafted=", "drafted_from=", "role=Engineer", "--seen", told["fingerprint"]) == 0
    assert (company / "people" / "anna.yaml").read_text() == "name: Anna Lind\nrole: Engineer\n"
    assert call("set", "person/anna", "role=Chief", "--seen", told["fingerprint"]) == 2
    assert "has changed since it was read" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["key_results.0.current", "key_results.Paying customers.current"])
def test_a_value_within_a_group_is_named_by_place_or_name(company: Path, path: str) -> None:
    assert call("set", "objective/growth", f"{path}=650") == 0
    assert (company / "objectives" / "growth.yaml").read_text() == OBJECTIVE.replace("    unit", "    current: 650\n    unit")


def test_a_record_is_made_from_the_command_line(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("new", "team/payments", "name=Payments", "members=person/anna", "type=stream-aligned") == 0
    assert (company / "teams" / "payments.yaml").read_text() == "name: Payments\ntype: stream-aligned\nmembers: [person/anna]\n"
    (company / "text.md").write_text("# Backups\n\nEvery night.\n")
    assert call("new", "policy/backups", "status=in-force", "--body", "text.md") == 0
    assert (company / "policies" / "backups.md").read_text() == "---\nstatus: in-force\n---\n\n# Backups\n\nEvery night.\n"
    hosting = ["name=Hosting", "category=hosting", "purpose=run", "amounts.2026-Q4=90k..120k EUR"]
    assert call("new", "budget-line/hosting", *hosting) == 0
    assert call("set", "budget-line/hosting", "amounts.2027-Q1=90k..130k EUR") == 0
    assert (company / "budget-lines" / "hosting.yaml").read_text().endswith("amounts:\n  2026-Q4: 90k..120k EUR\n  2027-Q1: 90k..130k EUR\n")
    assert capsys.readouterr().err == ""


def test_schemas_come_into_the_workspace_and_new_records_name_theirs(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schemas") == 0
    assert "Wrote .schemas/risk.schema.json." in capsys.readouterr().out
    settings = json.loads((company / ".vscode" / "settings.json").read_text())
    assert settings["yaml.schemas"]["./.schemas/risk.schema.json"] == "/risks/*.yaml"
    assert call("schemas") == 0
    assert capsys.readouterr().out == "All are current.\n"
    assert call("new", "vendor/aws", "name=AWS") == 0
    first, *_ = (company / "vendors" / "aws.yaml").read_text().splitlines()
    assert first == "# yaml-language-server: $schema=../.schemas/vendor.schema.json"
    assert (company / "vendors" / first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "person/ana"], "there is no person/ana; did you mean person/anna?"),
        (["show", "vendor/aws"], "there is no vendor/aws; `quarterdeck record list vendor` shows what there is"),
        (["show", "anna"], "is no reference"),
        (["show", "person/../risks/r"], "is no id"),
        (["show", "persn/anna"], "there is no kind 'persn'; did you mean person?"),
        (["list", "xyz"], "there is no kind 'xyz'; kinds are company, objective"),
        (["set", "person/anna", "role"], "write it as KEY=VALUE"),
        (["set", "person/anna", "rle=x"], "person has no key 'rle'; did you mean role?"),
        (["set", "person/anna", "started=soon"], "people/anna.yaml:2:10: 'soon' is no day"),
        (["set", "person/anna", "manager=person/ben"], "there is no person/ben"),
        (["set", "person/anna", "name="], "the key 'name' is missing"),
        (["set", "person/anna", "name=\x07"], "U+0007 cannot be written"),
        (["set", "objective/growth", "key_results.Losses.current=1"], "there is no 'Losses' in key_results; there are Paying customers"),
        (["set", "objective/growth", "key_results.0.curent=1"], "objective has no key 'curent'; did you mean current?"),
        (["set", "objective/growth", "key_results=[a"], "not valid YAML"),
        (["set", "person/anna", "role=x", "--author", "Anna"], "write it as 'Anna Lind <anna@acme.example>'"),
        (["new", "person/anna", "name=Anna"], "is there already"),
        (["new", "company/other", "company=Other"], "a workspace has one company"),
        (["new", "risk/x", "name=X"], "the key 'likelihood' is missing"),
        (["new", "policy/x", "--body", "nowhere.md"], "--body nowhere.md"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(company: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    before = {path: path.read_bytes() for path in company.rglob("*.yaml")}
    assert call(*arguments) == 2
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in company.rglob("*.yaml")} == before
