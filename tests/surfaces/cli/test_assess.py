"""Arguments of `assess` that cannot be used are answered in words, with exit code 2."""

from __future__ import annotations

import os
import signal
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli import main
from quarterdeck.surfaces.cli.application import UsageError, call
from quarterdeck.surfaces.cli.assess import _past


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--as-of", "0001-01-01"], "between the years 1970 and 9000"),
        (["--as-of", "9999-12-31"], "between the years 1970 and 9000"),
        (["--as-of", "2026-02-30"], "write a day that exists"),
        (["--since", "2026-05-02", "--as-of", "2026-05-01"], "a period cannot end before it starts"),
        (["--jobs", "0"], "write 1 or more"),
        (["--assume", "active_within_days=1e9"], "a criterion lies between 0 and 100000"),
        (["--assume", "active_within_days=-1"], "a criterion lies between 0 and 100000"),
        (["--assume", "loaded_engineer_cost=1e400 EUR"], "larger than anything a company counts"),
        (["--as-of", "2999-01-01"], "that day has not come"),
        (["--mailmap", "/dev/zero"], "this is a device or a pipe"),
        (["--mailmap", "/"], "Is a directory"),
        (["--mailmap", "/nowhere"], "No such file or directory"),
    ],
)
def test_unusable_arguments(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert call(["assess", str(tmp_path), "--out", str(tmp_path / "out"), *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("kind", "says"), [("pipe", "this is a device or a pipe"), ("large", "it is larger than the 5 MB")])
def test_a_mailmap_that_may_never_end_is_not_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, says: str) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "mailmap")
    else:
        with (tmp_path / "mailmap").open("wb") as file:
            file.truncate(1 << 40)
    assert call(["assess", str(tmp_path), "--mailmap", str(tmp_path / "mailmap")]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(("now", "latest"), [("2026-11-21 09:00", "2026-11-21"), ("2026-11-21 10:00", "2026-11-22")])
def test_a_day_can_be_assessed_when_it_has_begun_somewhere(now: str, latest: str) -> None:
    clock, day = datetime.fromisoformat(now).replace(tzinfo=UTC), date.fromisoformat(latest)
    assert _past(day, clock) == day
    with pytest.raises(UsageError, match="that day has not come"):
        _past(day + timedelta(days=1), clock)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_in_words_whatever_is_being_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sent: signal.Signals, code: int
) -> None:
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    monkeypatch.setattr("quarterdeck.surfaces.cli.application.call", lambda _: signal.raise_signal(sent))
    before = signal.getsignal(signal.SIGTERM)
    try:
        main()
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.alarm(0)  # which would end the tests
    assert ended == [code]
    assert capsys.readouterr().err == "quarterdeck: interrupted; what was published before is untouched\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_ends_with_130_and_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException) -> None:
    def interrupted(*_: object) -> None:
        raise error

    monkeypatch.setattr("quarterdeck.app.pipeline.assess", interrupted)
    assert call(["assess", str(tmp_path), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "quarterdeck: interrupted; what was published before is untouched\n"
