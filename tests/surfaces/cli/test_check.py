"""``quarterdeck check`` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from quarterdeck.surfaces.cli import main

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {"required": ["id"], "properties": {"id": {"type": "string"}, "shortDescription": TEXT}},
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["message"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "artifactLocation": {"required": ["uri"], "properties": {"uri": {"pattern": "^[!-~]+$"}}},
                                                    "region": {"required": ["startLine"], "properties": {
                                                        "startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1},
                                                    }},
                                                },
                                            }
                                        }
                                    }
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip
"""The parts of the published shape (OASIS, SARIF 2.1.0, errata 01) that this program writes."""


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with one unknown key, one file name that no address holds as it is, and one action that is late."""
    (tmp_path / "risks").mkdir()
    (tmp_path / "actions").mkdir()
    (tmp_path / "people").mkdir()
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    (tmp_path / "risks" / "r.yaml").write_text("name: R\nlikelihood: 5%\nimpact: 5k EUR\nownr: person/anna\n")
    (tmp_path / "risks" / "a b.yaml").write_text("name: R\nlikelihood: 5%\nimpact: 5k EUR\n")
    (tmp_path / "people" / "anna.yaml").write_text("name: Anna\n")
    (tmp_path / "actions" / "late.yaml").write_text("what: Look\nowner: person/anna\ndue: 2026-01-31\n")
    return tmp_path


def check(*arguments: str) -> int:
    """The exit code of one call."""
    with pytest.raises(SystemExit) as left:
        main(["check", *arguments])
    return int(str(left.value.code))


def test_text_says_place_fault_and_mend(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(company / "risks"), "--as-of", "2026-11-27") == 1
    assert capsys.readouterr().out.splitlines() == [
        "risks/a b.yaml:1:1: the file's name is the record's id, and 'a b' is no id. Rename it: write small letters, digits and hyphens, for instance a-b.",
        "risks/r.yaml:4:1: unknown key 'ownr'. Did you mean 'owner'?",
        "",
        "Overdue:",
        "actions/late.yaml:3:6: action/late was due on 2026-01-31. Do it and set status to done, or agree on a new day.",
        "",
        "4 records, 2 problems, 1 thing overdue.",
    ]  # fmt: skip


def test_json_holds_the_same(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(company), "--format", "json", "--as-of", "2026-11-27") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["problems"][1] == {"file": "risks/r.yaml", "line": 4, "column": 1, "what": "unknown key 'ownr'", "mend": "Did you mean 'owner'?"}
    assert [one["file"] for one in told["overdue"]] == ["actions/late.yaml"]


def test_sarif_has_its_published_shape(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(company), "--format", "sarif", "--as-of", "2026-11-27") == 1
    told = json.loads(capsys.readouterr().out)
    Draft7Validator(SARIF).validate(told)
    results = told["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "error", "note"]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "risks/a%20b.yaml"
    rules = told["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)


def test_what_is_overdue_alone_is_no_fault(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company / "risks" / "r.yaml").unlink()
    (company / "risks" / "a b.yaml").unlink()
    assert check(str(company), "--as-of", "2026-11-27") == 0
    assert capsys.readouterr().out.endswith("3 records, 0 problems, 1 thing overdue.\n")
    assert check(str(company), "--as-of", "2026-01-31") == 0
    assert capsys.readouterr().out == "3 records, 0 problems, 0 things overdue.\n"


def test_an_acceptance_of_no_finding_is_a_slip_and_never_overdue(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company / "risks" / "r.yaml").unlink()
    (company / "risks" / "a b.yaml").unlink()
    (company / "acceptances").mkdir()
    (company / "acceptances" / "a.yaml").write_text("finding: runtime-past-end-of-lifee\nsubject: shop\nwhy: soon\nby: person/anna\nuntil: 2026-01-31\n")
    assert check(str(company), "--as-of", "2026-11-27") == 1
    assert capsys.readouterr().out.splitlines()[:4] == [
        "acceptances/a.yaml:1:10: there is no finding 'runtime-past-end-of-lifee'. Did you mean 'runtime-past-end-of-life'?",
        "",
        "Overdue:",
        "actions/late.yaml:3:6: action/late was due on 2026-01-31. Do it and set status to done, or agree on a new day.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere: there is no such folder"),
        (["."], "neither this folder nor one above it holds quarterdeck.yaml"),
        ([".", "--as-of", "soon"], "write a day that exists"),
        ([".", "--format", "xml"], "--format"),
    ],
)
def test_unusable_arguments_exit_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check(*arguments) == 2
    assert said in capsys.readouterr().err


def test_what_a_decision_says_to_its_model_is_checked_and_what_is_still_missing_is_not(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (company / "risks").iterdir():
        file.unlink()
    (company / "decisions").mkdir()
    decision = "---\nname: Invoicing\nstatus: proposed\nmodel: build-or-buy\ninputs:\n  benefit: 60k..140k USD\n  fit: 7..9\n  buildcost: 70k EUR\n---\n"
    (company / "decisions" / "0001-invoicing.md").write_text(decision)
    (company / "decisions" / "0002-model.md").write_text("---\nname: X\nstatus: proposed\nmodel: build-or-bye\n---\n")
    (company / "decisions" / "0003-begun.md").write_text("---\nname: Y\nstatus: proposed\nmodel: vendor-choice\n---\n")
    assert check(str(company), "--as-of", "2026-01-01") == 1
    assert [line.partition(". ")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("decisions/")] == [
        "decisions/0001-invoicing.md:6:12: the amount is in USD, and the company counts in EUR",
        "decisions/0001-invoicing.md:7:8: '7..9' does not lie between 0% and 100%",
        "decisions/0001-invoicing.md:8:14: build-or-buy asks no 'buildcost'",
        "decisions/0002-model.md:4:8: there is no decision model 'build-or-bye'",
    ]
