"""How answers are printed."""

from __future__ import annotations

import json

import pytest

from quarterdeck.app.asking.ask import Answer
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.query import _as_csv, _as_json, _as_table

INF, NAN = float("inf"), float("nan")


def test_json_stays_json_where_a_number_has_no_end(capsys: pytest.CaptureFixture[str]) -> None:
    _as_json(Answer(("a", "b", "c"), [(1.5, [INF, 2.0], {"x": NAN})]))
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [{"a": 1.5, "b": [None, 2.0], "c": {"x": None}}]


def test_two_columns_of_one_name_are_refused_in_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(("n", "n"), [(1, 2)])
    with pytest.raises(UsageError, match="AS"):
        _as_json(answer)
    _as_csv(answer)
    assert capsys.readouterr().out == "n,n\n1,2\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_a_spreadsheet_runs_nothing(cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    _as_csv(Answer(("x",), [(cell,)]))
    assert capsys.readouterr().out.splitlines()[1].lstrip('"').startswith("'")


def test_a_file_steers_no_terminal_that_shows_it_later(capsys: pytest.CaptureFixture[str]) -> None:
    _as_csv(Answer(("x",), [("\x1b[2Jtwo\nlines\x07",), ("\x1b=1",)]))
    assert capsys.readouterr().out == 'x\n"[2Jtwo\nlines"\n\'=1\n'


def test_a_terminal_that_claims_no_width_still_shows_the_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    _as_table(Answer(("greeting",), [("hello",)]))
    assert "hello" in capsys.readouterr().out


def test_more_columns_than_the_terminal_holds_are_told_row_by_row(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = ("id", "deployed_at", "repository", "service", "environment", "status", "commit", "version", "actor")
    _as_table(Answer(names, [(*names[:-1], None)]))
    assert capsys.readouterr().out.splitlines()[:2] == ["id           id", "deployed_at  deployed_at"]
