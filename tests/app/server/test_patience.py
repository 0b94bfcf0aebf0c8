"""What a page shows and takes long is made beside it: the page waits a moment and says so; who asks again finds it; programs wait."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any, cast

import pytest

from quarterdeck.app.server.showing import BeingMadeError, Shown, patient


def over(patience: float) -> Shown:
    """A run of which nothing is asked."""
    nothing = cast("Any", None)
    return replace(Shown(nothing, nothing, {}, None, nothing, (), {}, {}, nothing), patience=patience)


def test_a_page_waits_a_moment_and_finds_it_later() -> None:
    shown, go_on, made = over(0.01), Event(), []

    def make(_run: object) -> str:
        assert go_on.wait(20)
        made.append("once")
        return "the register"

    for _ in range(3):
        with pytest.raises(BeingMadeError):
            shown.made(("risks",), make)
    go_on.set()
    with patient():
        assert shown.made(("risks",), make) == "the register"
    assert made == ["once"], "those who came meanwhile began nothing anew"
    assert shown.made(("risks",), make) == "the register", "what is there is given at once"


def test_what_cannot_be_made_is_told_and_tried_again() -> None:
    shown = over(10)

    def wrong(_run: object) -> str:
        raise ValueError("no such year")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such year"):
            shown.made(("budget",), wrong)
    assert shown.made(("budget",), lambda _run: "2026") == "2026"


def test_not_everything_is_begun_at_once() -> None:
    shown, go_on = over(0.001), Event()
    for number in range(40):
        with pytest.raises(BeingMadeError):
            shown.made(("decision", str(number)), lambda _run: go_on.wait(20))
    assert len(shown._making) == 12  # how many began, nobody else tells
    go_on.set()


def test_who_asks_odd_things_drives_out_nobody_elses_answers() -> None:
    shown = over(10)
    assert shown.made(("drafted", "board"), lambda _run: "the board pack") == "the board pack"
    for number in range(2_500):
        shown.made(("decision", str(number)), str)
    assert shown.made(("drafted", "board"), lambda _run: "made again") == "the board pack"
    assert shown.made(("decision", "0"), lambda _run: "made again") == "made again", "and are bounded themselves"
