"""``quarterdeck forecast``: a question in, an answer with its certainty out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from quarterdeck.app.steering.past import done_by_week, whole_weeks
from quarterdeck.surfaces.cli.application import call
from tests.builders import Told, assessed


def test_the_published_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty items at one or two a day: 16 days with 95 %; in ten days 15 or more with 50 %."""
    assert call(["forecast", "20", "--done", "1,2", "--by", "10", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["periods"] == {"0.5": 13, "0.7": 14, "0.85": 15, "0.95": 16}
    assert told["items_by_then"]["0.5"] == 15
    assert told["tried"] is None


def test_a_page_says_how_far_to_trust_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["forecast", "30", "--done", ",".join(["3", "5", "2", "4"] * 8)]) == 0
    said = capsys.readouterr().out
    assert "30 items will be done within 10 periods in 85 of 100 futures." in said
    assert "Tried on this past" in said
    assert "kept 2 of 2 times by the pace alone, 2 of 2 times as corrected each time" in " ".join(said.split())
    assert call(["forecast", "30", "--done", "3,5,0,4,2"]) == 0
    assert "not assessed: it takes 16 periods of the past, and 5 were given" in " ".join(capsys.readouterr().out.split())


def test_nothing_is_promised_from_a_few_periods(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["forecast", "10", "--done", "3"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "10 items: nothing can be promised from 1 period of the past. Give 5 or more." in said
    assert "futures" not in said
    assert call(["forecast", "10", "--done", "3", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["enough"] is False


def test_a_pace_of_nothing_has_no_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["forecast", "3", "--done", "0,0"]) == 0
    assert "may never be done" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["0", "--done", "1"], "0 items"), (["5", "--done", "1,x"], "--done 1,x"), (["5", "--done", "1,-2"], "whole numbers"),
        (["5", "--done", "1", "--split", "0,1"], "--split"), (["5", "--done", "1", "--by", "0"], "--by 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["forecast", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_whole_weeks_alone_tell_a_pace() -> None:
    """31 October 2026 is a Saturday: its week is not over. On the Sunday it is."""
    monday = date(2026, 10, 12)
    assert whole_weeks(monday, date(2026, 10, 31)) == [monday, date(2026, 10, 19)]
    assert whole_weeks(monday, date(2026, 11, 1)) == [monday, date(2026, 10, 19), date(2026, 10, 26)]


def test_a_past_is_said_one_way(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert call(["forecast", "20"]) == call(["forecast", "20", "--done", "1,2", "--of", "shop"]) == 2
    assert call(["forecast", "20", "--of", "shop", "--out", str(tmp_path)]) == 2
    assert "holds no assessment" in capsys.readouterr().err


def test_what_comes_in_is_tried_on_the_past_too(capsys: pytest.CaptureFixture[str]) -> None:
    done = ",".join(["3", "5", "2", "4"] * 8)
    assert call(["forecast", "8", "--done", done, "--arriving", ",".join(["1", "0"] * 16)]) == 0
    assert "The whole question tried (8 items, with what came in then" in " ".join(capsys.readouterr().out.split())
    assert call(["forecast", "8", "--done", done, "--arriving", "1,0"]) == 0
    assert "say it for the same periods" in " ".join(capsys.readouterr().out.split())


def test_an_epic_with_its_own_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Twelve items and one done each week: with four open, four weeks more by its pace alone."""
    days = [str(date(2026, 8, 5) + timedelta(days=7 * week)) for week in range(9)]
    rows = [f"S-{n},2026-07-27,{f'Done,done,{days[n]}' if n < len(days) else 'Open,to do,'},shop,E-1\n" for n in range(13)]
    table, out = tmp_path / "items.csv", tmp_path / "out"
    table.write_text("key,created,status,status category,resolved,component,epic\n" + "".join(rows))
    shop = Told(tmp_path / "shop")
    shop.commit({"app.py": "print(1)\n"}, at="2026-08-01")
    assert call(["import", "work-items", str(table), "--out", str(out), "--yes"]) == 0
    assert call(["forecast", "--epic", "E-1", "--out", str(out)]) == 2
    assert "run `quarterdeck assess` first" in capsys.readouterr().err
    assessed(out, shop.save(), as_of="2026-10-11")
    capsys.readouterr()
    assert call(["forecast", "--epic", "e-1", "--out", str(out)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "E-1 (4 pieces open): nothing of it is open after" in said
    assert "by its pace alone: too few other epics are known to correct it" in said
    assert call(["forecast", "--epic", "E-1", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["open"], told["compared"], told["by_pace"]["0.85"]) == (4, 0, told["done_by"]["0.85"])
    assert call(["forecast", "--epic", "nothing", "--out", str(out)]) == 2
    assert "there are forecasts of E-1" in capsys.readouterr().err
    assert call(["forecast", "3", "--epic", "E-1"]) == call(["forecast"]) == 2


def test_the_weeks_of_imported_work_items(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Two items were done in the first of three weeks, none in the second, one in the third; the fourth is not over."""
    table = tmp_path / "items.csv"
    days = ("2026-10-12", "2026-10-13", "2026-10-27", "2026-11-03")
    table.write_text(
        "key,created,status,status category,resolved,component\n" + "".join(f"S-{n},2026-10-01,Done,done,{day},shop\n" for n, day in enumerate(days))
    )
    out = tmp_path / "out"
    shop = Told(tmp_path / "shop")
    shop.commit({"app.py": "print(1)\n"}, at="2026-10-01")
    assert call(["import", "work-items", str(table), "--out", str(out), "--yes"]) == 0
    assessed(out, shop.save(), as_of="2026-11-05")
    capsys.readouterr()
    assert done_by_week(out, "shop").tolist() == done_by_week(out, "company").tolist() == [2, 0, 1]
    assert call(["forecast", "1", "--of", "shop", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["periods"]["0.95"] == 3
    assert call(["forecast", "1", "--of", "till", "--out", str(out)]) == 2
    assert "no work item of till is known to be done; there are some of shop" in capsys.readouterr().err
