"""A first replay that is killed goes on where it stood, and ends as one that was never stopped."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from quarterdeck.sources.git.discover import discover
from quarterdeck.sources.git.lines import reading as module
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.kept import Kept
from quarterdeck.sources.git.lines.reading import Lines, Reading
from tests.builders import git
from tests.sources.git.lines.blamed import a_history

_SIZE = "_PORTION_PAIRS"


def _replayed(repository: Path, scratch: Path, kept: Kept | None, killed_after: int = 1_000_000) -> tuple[Lines, int]:
    """The lines, and how many portions were compared; the process is killed after so many steps."""
    compared, steps = [0], [0]
    (found,), _ = discover([repository])
    with ThreadPoolExecutor(1) as workers:
        reading = Reading(LineCollector(found, scratch, workers), git(repository, "rev-parse", "HEAD").decode().strip())
        reading.follow()
        contents = reading.collector.contents

        def counted(*asked: object) -> object:
            compared[0] += 1
            return contents(*asked)  # type: ignore[arg-type]  # as it was asked

        def done(_count: int) -> None:
            steps[0] += 1
            if steps[0] > killed_after:
                os.kill(os.getpid(), signal.SIGKILL)

        reading.collector.contents = counted  # type: ignore[method-assign,assignment]  # counts, and asks on
        return reading.replay(workers, {}, [], done, kept), compared[0]


def _killed(repository: Path, scratch: Path, kept: Kept) -> None:
    """What a process of its own does until its end."""
    setattr(module, _SIZE, 1)
    _replayed(repository, scratch, kept, 2)


def _same(one: Lines, other: Lines) -> bool:
    pairs = [
        (getattr(getattr(one, table), column), getattr(getattr(other, table), column))
        for table in ("spans", "flows")
        for column in ("path", "commit", "at", "lines")
    ]
    return all(np.array_equal(*pair) for pair in pairs) and one.decided == other.decided


def test_a_replay_that_was_killed_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By `kill -9`, so that nothing is tidied up. Portions of a family each; one is cut off in the middle, and what another head left is of no use."""
    monkeypatch.setattr(module, _SIZE, 1)
    repository = a_history(tmp_path / "r", 5).path
    whole, portions = _replayed(repository, tmp_path / "a", None)
    assert portions > 3
    kept = Kept(tmp_path / "kept", "head 1")
    replaying = get_context("spawn").Process(target=_killed, args=(repository, tmp_path / "b", kept))
    replaying.start()
    replaying.join()
    assert replaying.exitcode == -signal.SIGKILL
    done = sorted(kept.folder.glob("*.npz"))
    assert len(done) >= 2
    done[0].write_bytes(done[0].read_bytes()[:40])
    for late in done[2:]:
        late.unlink()
    again, compared = _replayed(repository, tmp_path / "c", kept)
    assert compared == portions - 1
    assert _same(again, whole)
    assert _replayed(repository, tmp_path / "d", Kept(kept.folder, "head 2"))[1] == portions
    assert _same(_replayed(repository, tmp_path / "e", kept)[0], whole)
