"""Repositories that hold no history, or none that tells anything: an assessment that says so, and a folder that can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app.ask import ask
from quarterdeck.app.explain import explain
from quarterdeck.app.recall import recall
from quarterdeck.kernel.outcome import Outcome
from tests.builders import Told, assessed


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
