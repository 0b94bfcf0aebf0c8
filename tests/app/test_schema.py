"""The published schema says what ``assess --json`` prints: no more, no less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.result import SCHEMA_VERSION
from quarterdeck.reports.redaction import Disguise
from quarterdeck.surfaces.cli.result import printed
from scripts import schemas
from tests.architecture.project import ROOT
from tests.builders import ANN, BEN, Told, assessed

PUBLISHED = ROOT / schemas.FOLDER / "assessment.schema.json"


def closed(schema: object) -> object:
    """The schema with every object closed: a field that it does not name is refused."""
    if isinstance(schema, dict):
        shut = {name: closed(part) for name, part in schema.items()}
        return {**shut, "additionalProperties": False} if "properties" in schema else shut
    return [closed(part) for part in schema] if isinstance(schema, list) else schema


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One person writes a small shop, with a release, a manifest that cannot be read, and packages without versions."""
    folder = tmp_path_factory.mktemp("schema")
    shop = Told(folder / "shop")
    shop.commit({"app.py": "print(1)\n", "till.py": "", "requirements.txt": "flask\n", "package.json": "{ broken"}, by=ANN, at="2026-09-01")
    for day in range(1, 6):
        shop.commit({"app.py": f"print({day})\n" * day}, by=ANN, at=f"2026-10-0{day}")
    shop.commit({"cart.py": "total = 0\n"}, by=BEN, at="2026-10-10")
    shop.tag("v1.0", by=ANN, at="2026-10-20")
    return assessed(folder / "out", shop.save())


def told(run: Run, redact: str | None = None) -> Any:  # noqa: ANN401  # a JSON document
    """What ``--json`` prints of a run."""
    return json.loads(printed(run, Disguise.of(redact)))


def faults(document: object) -> list[str]:
    """Where a document breaks the published schema, with its objects closed."""
    schema = closed(json.loads(PUBLISHED.read_text(encoding="utf-8")))
    assert isinstance(schema, dict)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]


def test_the_published_schemas_are_current() -> None:
    assert len(schemas.files()) > 20
    assert not [str(path) for path, text in schemas.files().items() if (ROOT / path).read_text(encoding="utf-8") != text]


def test_the_published_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(PUBLISHED.read_text(encoding="utf-8")))


@pytest.mark.parametrize("redact", [None, "people", "code", "all"])
def test_a_result_keeps_to_it(run: Run, redact: str | None) -> None:
    document = told(run, redact)
    assert not faults(document)
    assert document["schema_version"] == SCHEMA_VERSION


def test_the_result_that_is_tried_has_something_in_every_list(run: Run) -> None:
    """An empty list keeps to every schema: one that stays empty here would prove nothing."""
    document = told(run)
    empty = {name for name, value in document.items() if value == []}
    assert empty <= {"tables", "remarks"}  # what practices say of records and imports: the sample company has some
    assert [finding for finding in document["findings"] if finding["money"]]
    assert document["total"]["currency"] == "EUR"


@pytest.mark.parametrize(
    ("where", "wrong"),
    [("as_of", None), ("seed", "one"), ("schema_version", "2.0"), ("findings", [{"id": "0"}]), ("surprise", 1)],
)
def test_what_breaks_it_is_seen(run: Run, where: str, wrong: object) -> None:
    assert faults({**told(run), where: wrong})


def test_the_page_about_it_names_every_field() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    objects = [schema, *schema["$defs"].values()]
    assert not {name for part in objects for name in part["properties"] if f"`{name}`" not in page}


def test_check_says_when_the_file_is_not_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert schemas.main(["--check"]) == 1
    assert "run `make docs`" in capsys.readouterr().out
    assert schemas.main([]) == 0
    assert schemas.main(["--check"]) == 0
