"""One replay says of every line what `git blame` says, at the head and on every day before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.builders import git
from tests.sources.git.lines.blamed import a_history, blamed, follow, owned, stood


@pytest.mark.parametrize("seed", range(12))
def test_every_line_at_the_head_has_the_commit_that_blame_names(seed: int, tmp_path: Path) -> None:
    told = a_history(tmp_path / "r", seed)
    lines, problems = follow(tmp_path, told.path)
    assert owned(lines) == blamed(told.path)
    assert not problems


@pytest.mark.parametrize("seed", [3, 41])
def test_flows_summed_up_to_a_day_are_what_blame_says_of_that_day(seed: int, tmp_path: Path) -> None:
    told = a_history(tmp_path / "r", seed)
    lines, _ = follow(tmp_path, told.path)
    line = git(told.path, "rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
    for day in range(len(line)):
        assert stood(lines, line[: day + 1]) == {path: Counter(owners) for path, owners in blamed(told.path, line[day]).items()}
