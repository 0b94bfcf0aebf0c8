"""What is published is concluded and drawn beside the pages: a page sees the newest run, or the one before, or is told that the first is being read."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.keeping.store import MANIFEST
from quarterdeck.app.server.newest import BeingReadError, Showing
from quarterdeck.app.server.showing import Shown

SMALL, LARGE = 10, 600_000


class Concluding:
    """Stands for concluding a run, which takes as much processor time as it is told: what is shown is a path with the first letter of the manifest."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.takes = 0.1
        self._spent = 0.0

    def __call__(self, out: Path) -> Shown:
        if not (out / MANIFEST).exists():
            raise NothingThereError("nothing was assessed")
        assert self.go_on.wait(20)
        self._spent += self.takes
        return cast("Shown", out / (out / MANIFEST).read_text()[:1])

    def cost(self) -> float:
        return self._spent


def publish(out: Path, what: str, size: int) -> None:
    (out / "new").write_text(what * size)
    (out / "new").rename(out / MANIFEST)


def seen(showing: Showing) -> str:
    return cast("Path", showing.now()).name


def within(true: Callable[[], bool]) -> bool:
    """Whether it comes true soon."""
    end = time.monotonic() + 20
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_a_short_run_is_waited_for_and_a_long_one_is_not(tmp_path: Path) -> None:
    drawn: list[str] = []

    def broken(_shown: Shown) -> None:
        raise ValueError("a page that cannot be drawn")

    publish(tmp_path, "1", LARGE)
    concluding = Concluding()
    showing = Showing(tmp_path, concluding, (20, 0.01), concluding.cost)
    showing.keep_ready([broken, lambda shown: drawn.append(cast("Path", shown).name)])
    with pytest.raises(BeingReadError, match="takes some seconds"):
        showing.now()
    concluding.go_on.set()
    assert within(lambda: drawn == ["1"]), "drawn without anybody having asked, whatever else went wrong"
    assert seen(showing) == "1"
    assert not showing.behind

    concluding.takes = 3
    publish(tmp_path, "2", SMALL)  # the one before was short to conclude; this one is not
    assert seen(showing) == "2"
    assert within(lambda: drawn == ["1", "2"])

    concluding.go_on.clear()
    publish(tmp_path, "3", SMALL)
    assert seen(showing) == "2", "the older one stays in view"
    assert within(lambda: showing.behind)
    concluding.go_on.set()
    assert within(lambda: drawn == ["1", "2", "3"])
    assert seen(showing) == "3"


def test_where_nothing_was_assessed_that_is_said_until_something_is(tmp_path: Path) -> None:
    concluding = Concluding()
    concluding.go_on.set()
    showing = Showing(tmp_path, concluding)
    showing.keep_ready([])
    for _ in range(2):
        with pytest.raises(NothingThereError):
            showing.now()
    publish(tmp_path, "1", SMALL)
    assert seen(showing) == "1"
