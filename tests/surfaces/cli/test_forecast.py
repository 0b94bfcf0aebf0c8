"""``quarterdeck forecast``: a question in, an answer with its certainty out."""

from __future__ import annotations

import json

import pytest

from quarterdeck.surfaces.cli.application import call


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
    assert call(["forecast", "30", "--done", "3,5,0"]) == 0
    assert "not assessed: it takes 16 periods of the past, and 3 were given" in " ".join(capsys.readouterr().out.split())


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
