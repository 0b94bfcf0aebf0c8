"""``quarterdeck report``: documents of an assessment that is there."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, Told

HOSTILE = '{{ 7 * 7 }} #read("x") [a](javascript:alert(1)) onerror=1'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an assessment of one small repository with a hostile author."""
    folder = tmp_path_factory.mktemp("company")
    shop = Told(folder / "shop")
    shop.commit({"app.py": "print(1)\n"}, by=ANN, at="2026-01-05")
    shop.commit({"=cmd|x.py": "print(2)\n"}, by=f"{HOSTILE} <x@example.org>", at="2026-02-05")
    shop.commit({"app.py": "print(3)\n"}, by=BEN, at="2026-03-05")
    shop.save()
    assert call(["assess", str(folder / "shop"), "--out", str(folder / "out"), "--as-of", "2026-11-21"]) == 0
    return folder / "out"


def test_each_form_lies_beside_the_assessment_and_is_the_same_when_written_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["report", "assessment", "--out", str(out), *(word for form in ("pdf", "html", "md", "json") for word in ("--format", form))]
    assert call(command) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in written] == ["assessment.pdf", "assessment.html", "assessment.md", "assessment.json"]
    before = [path.read_bytes() for path in written]
    assert call(command) == 0
    assert [path.read_bytes() for path in written] == before
    assert before[1] == (out / "report.html").read_bytes()
    assert json.loads(before[3])["title"] == "Technology assessment"


def test_names_are_redacted_in_every_form(out: Path, tmp_path: Path) -> None:
    forms = [word for form in ("html", "md", "json") for word in ("--format", form)]
    assert call(["report", "assessment", "--out", str(out), "--to", str(tmp_path), "--redact", "all", *forms]) == 0
    told = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Repository A" in told
    assert not [name for name in ("Ann Lee", "Ben Kay", "onerror", "cmd|x") if name in told]


def test_a_folder_without_an_assessment_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["report", "assessment", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path} holds no assessment; run `quarterdeck assess PATH" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    really = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "typst":
            raise ImportError(name)
        return really(name, *rest)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(builtins, "__import__", without)
    assert call(["report", "assessment", "--out", str(out)]) == 2
    assert "pip install 'quarterdeck[reports]'" in capsys.readouterr().err
