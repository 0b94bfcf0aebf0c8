"""Repositories that hold no history, or none that tells anything: an assessment that says so, and a folder that can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app.asking.ask import ask
from quarterdeck.app.asking.explain import explain
from quarterdeck.app.asking.recall import recall
from quarterdeck.kernel.outcome import Outcome
from tests.builders import Told, assessed, rows


@pytest.mark.parametrize(("commits", "problems"), [(0, 1), (2, 0)], ids=["no commit", "commits without files"])
def test_a_repository_without_history_is_assessed_asked_and_explained(tmp_path: Path, commits: int, problems: int) -> None:
    shop = Told(tmp_path / "shop")
    for _ in range(commits):
        shop.commit(at="2026-10-01")
    shop.save()
    run = assessed(tmp_path / "out", shop.path)
    assert len(run.problems) == problems
    assert all(finding.verdict.outcome in {Outcome.NOT_ASSESSED, Outcome.NOT_APPLICABLE} for finding in run.findings)
    asked = ask(tmp_path / "out", "SELECT (SELECT count(*) FROM commits), (SELECT count(*) FROM file_changes)")
    assert list(asked.rows) == [(commits, 0)]
    told = recall(tmp_path / "out")
    for measurement in told.measurements:
        assert explain(told, measurement.id).blocks


def test_a_tagger_without_a_name_is_somebody_all_the_same(tmp_path: Path) -> None:
    shop = Told(tmp_path / "shop")
    for number, tagger in enumerate(("<x@y>", "Ann Lee <x@y>", "Zoë <z@y>"), 1):
        shop.commit({"a.py": f"{number}\n"}, at="2026-10-01", by=tagger)
        shop.tag(f"v1.{number}", by=tagger, at=f"2026-10-1{number}")
    shop.save()
    run = assessed(tmp_path / "out", shop.path)
    assert rows(run, "SELECT tag, person = (SELECT person FROM people WHERE name = 'Zoë') FROM releases ORDER BY tag") == [
        ("v1.1", False), ("v1.2", False), ("v1.3", True),
    ]  # fmt: skip
