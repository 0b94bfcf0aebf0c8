"""The kinds themselves: each has a page, a schema that an editor can use, and reads what its documentation shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from pydantic import TypeAdapter

from quarterdeck.records.kinds import BY_KIND, KINDS
from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.record import Record
from quarterdeck.records.schema import keys, schema

NAMED_BY_THE_PLAN = {
    "company": "company currency fiscal_year_starts stage repositories assumptions",
    "objective": "key_results",
    "initiative": "objective cost_of_delay effort skills depends_on kill_criterion",
    "system": "level owner criticality repositories environments data_stores hosting lifecycle",
    "team": "type members mission",
    "person": "role level location started skills salary_band",
    "vendor": "owner data",
    "contract": "cost term notice owner exit_cost data",
    "decision": "status options reversibility review_date expected_outcome",
    "risk": "likelihood impact owner treatment review_date",
    "control": "owner",
    "policy": "owner",
    "budget-line": "category purpose amounts",
    "assumption": "value origin",
    "stakeholder": "role",
    "action": "what owner due finding promise",
    "technology": "ring",
    "standard": "owner",
    "service-level": "system target",
    "milestone": "date",
    "experiment": "hypothesis",
    "answer": "question answer by when",
    "acceptance": "finding by why until",
    "comment": "finding text by said",
    "journey": "steps users owner target worth_per_hour",
    "capability": "weight now wanted owner part_of",
    "map": "components needs owner drawn",
}


def test_every_kind_of_the_plan_is_there_with_its_keys() -> None:
    assert set(BY_KIND) == set(NAMED_BY_THE_PLAN)
    for kind, wanted in NAMED_BY_THE_PLAN.items():
        assert set(wanted.split()) <= {key.name for key in keys(BY_KIND[kind])}, kind


def test_a_key_result_has_all_that_it_takes_to_judge_it() -> None:
    (results,) = [key for key in keys(BY_KIND["objective"]) if key.name == "key_results"]
    assert {"baseline", "target", "current", "unit", "direction", "date"} <= {key.name for key in results.inner}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_key_says_what_it_is_and_the_schema_is_one(kind: type[Record]) -> None:
    made = schema(kind)
    Draft7Validator.check_schema(made)
    for key in keys(kind):
        assert key.says.endswith("."), key.name
        assert key.written, key.name
    assert made["additionalProperties"] is False
    assert not {"id", "body"} & set(made["properties"])  # type: ignore[arg-type]  # a JSON object


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_folder_of_its_own(kind: type[Record]) -> None:
    assert [other for other in KINDS if other.folder == kind.folder] == [kind]
    assert Path(f"{kind.folder}x").name == f"{kind.folder}x"


def test_a_salary_is_never_printed() -> None:
    anna: Record = TypeAdapter(BY_KIND["person"]).validate_python({"id": "anna", "name": "Anna", "salary_band": "71k..93k EUR"})
    assert "71" not in repr(anna)
    assert "93" not in str(anna)


def test_an_acceptance_holds_through_its_last_day() -> None:
    held: Acceptance = TypeAdapter(Acceptance).validate_python(
        {"id": "a", "finding": "change-waits-too-long", "subject": "shop", "by": "person/anna", "why": "x", "accepted": "2026-01-10", "until": "2026-03-31"}
    )
    days = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 3, 31), date(2026, 4, 1)]
    assert [held.stands(day) for day in days] == [False, True, True, False]
    assert [bool(list(held.overdue(day))) for day in days] == [False, False, False, True]
