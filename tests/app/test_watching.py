"""A workspace that many pages ask for is read once, and again as soon as a file of it is another one."""

from __future__ import annotations

import os
from pathlib import Path

from quarterdeck.app.record.watching import Watched
from quarterdeck.records.values import Ref


def test_a_record_that_changed_by_hand_is_seen_and_nothing_else_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "risks").mkdir()
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    fire = tmp_path / "risks/fire.yaml"
    fire.write_text("name: Fire\nlikelihood: 2%..8%\nimpact: 10k..20k EUR\n")
    watched = Watched(tmp_path)
    first = watched.now()
    assert first.once("made", lambda: [1]) is first.once("made", lambda: [2])
    (tmp_path / "code").mkdir()
    (tmp_path / "code/x.yaml").write_text("no record\n")
    assert watched.now() is first
    fire.write_text("name: Heat\nlikelihood: 2%..8%\nimpact: 10k..20k EUR\n")
    os.utime(fire, ns=(1, 1))
    second = watched.now()
    assert second.records.sound[Ref("risk", "fire")].label == "Heat"
    assert second.fingerprint != first.fingerprint
    fire.unlink()
    assert not watched.now().records.broken
    assert Ref("risk", "fire") not in watched.now().records.files
