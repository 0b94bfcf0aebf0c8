"""A workspace that many pages ask for is read once, and again as soon as a file of it is another one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quarterdeck.app.record.watching import Watched
from quarterdeck.records.values import Ref

FIRE = Ref("risk", "fire")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "risks").mkdir()
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    write(tmp_path / "risks/fire.yaml", "Fire")
    return tmp_path


def write(path: Path, name: str) -> None:
    """In its place, as some editors do."""
    path.write_text(f"name: {name}\nlikelihood: 2%..8%\nimpact: 10k..20k EUR\n")


def test_a_record_that_changed_by_hand_is_seen_and_nothing_else_is_read_again(root: Path) -> None:
    fire, watched = root / "risks/fire.yaml", Watched(root)
    first = watched.now()
    assert first.once("made", lambda: [1]) is first.once("made", lambda: [2])
    (root / "code").mkdir()
    (root / "code/x.yaml").write_text("no record\n")
    assert watched.now() is first
    write(fire, "Heat")
    os.utime(fire, ns=(1, 1))
    second = watched.now()
    assert second.records.sound[FIRE].label == "Heat"
    assert second.fingerprint != first.fingerprint
    fire.unlink()
    assert not watched.now().records.broken
    assert FIRE not in watched.now().records.files


def test_a_long_record_is_not_looked_through_for_each_page_and_a_save_is_seen_at_once(root: Path) -> None:
    """Looking takes 10 ms here: all files are looked at again after half a second, folders each time."""
    fire, now, spent = root / "risks/fire.yaml", [100.0], cost(0.01)
    for folder in (root, root / "risks"):
        os.utime(folder, ns=(1, 1))  # nothing was put into them for long
    watched = Watched(root, lambda: now[0], lambda: next(spent))
    first = watched.now()
    write(fire, "Heat")
    assert watched.now() is first, "written over in its place: not looked for yet"
    now[0] += 0.6
    second = watched.now()
    assert second.records.sound[FIRE].label == "Heat"

    write(root / "fresh", "Flood")
    (root / "fresh").replace(fire)  # as programs save, ours too
    assert watched.now().records.sound[FIRE].label == "Flood"
    (root / "fresh").write_text("x")
    write(fire, "Storm")
    assert watched.now().records.sound[FIRE].label == "Storm", "a folder that changed a moment ago is not trusted"


def cost(look: float) -> Iterator[float]:
    """What a clock of processor time says before and after each look."""
    spent = 0.0
    while True:
        yield spent
        yield (spent := spent + look)
