"""Lines are followed where it was asked for, from then on kept up to date, and shown only up to the assessed head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quarterdeck.app.asking.recall import recall
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.quality.measures.standing_lines import STANDING_LINES
from tests.builders import ANN, BEN, Told, assessed, rows
from tests.sources.git.lines.blamed import a_history

ONE = replace(QUALITY, measures=(STANDING_LINES,), judgements=())
"""What is asked of tables alone needs no measure; one is made, so that a run has something to keep."""
pytestmark = pytest.mark.practices(ONE)

SPANS = 'SELECT repository, path, first_line, lines, "commit" FROM line_spans ORDER BY ALL'
FLOWS = 'SELECT repository, path, "commit", mainline_commit, lines FROM line_flows ORDER BY ALL'
BY_AUTHOR = """
    SELECT s.path, s.first_line, s.lines, c.author_name FROM line_spans s JOIN commits c ON c.repository = s.repository AND c."commit" = s."commit" ORDER BY ALL
"""

BY_DAY = """
    SELECT c.committed_at::DATE::VARCHAR, f.path, sum(f.lines)::INT
    FROM line_flows f JOIN commits c ON c.repository = f.repository AND c."commit" = f.mainline_commit GROUP BY ALL ORDER BY ALL
"""


def test_who_wrote_which_lines_through_a_rename_and_a_merge(tmp_path: Path) -> None:
    """Ann writes six lines and Ben changes the second on a branch, while Ann moves the file and changes the last: both survive the merge."""
    told = Told(tmp_path / "shop")
    base = told.commit({"app.py": "1\n2\n3\n4\n5\n6\n"}, by=ANN, at="2026-01-05")
    bens = told.commit({"app.py": "1\nben\n3\n4\n5\n6\n"}, by=BEN, at="2026-01-06", branch="topic", parents=[base])
    told.commit({"src/app.py": "1\n2\n3\n4\n5\nann\n", "app.py": None}, by=ANN, at="2026-01-07")
    told.commit({"src/app.py": "1\nben\n3\n4\n5\nann\nmerge\n"}, by=ANN, at="2026-01-08", parents=[told.tips["main"], bens])
    run = assessed(tmp_path / "out", told.save(), deep=True)
    lines = rows(run, BY_AUTHOR)
    assert lines == [
        ("src/app.py", 1, 1, "Ann Lee"), ("src/app.py", 2, 1, "Ben Kay"), ("src/app.py", 3, 3, "Ann Lee"), ("src/app.py", 6, 1, "Ann Lee"),
        ("src/app.py", 7, 1, "Ann Lee"),
    ]  # fmt: skip
    flows = rows(run, BY_DAY)
    assert flows == [
        ("2026-01-05", "app.py", 6),
        ("2026-01-07", "app.py", -6),
        ("2026-01-07", "src/app.py", 6),  # five moved, one new
        ("2026-01-08", "src/app.py", 1),  # Ben's came for one of Ann's, and one more
    ]


def test_without_deep_nothing_is_said_of_lines(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "1\n"})
    run = assessed(tmp_path / "out", told.save())
    assert rows(run, SPANS) == rows(run, FLOWS) == []


@pytest.mark.parametrize("seed", [5, 23, 77])
def test_a_later_run_follows_only_what_is_new_and_knows_what_a_first_run_knows(seed: int, tmp_path: Path) -> None:
    told = a_history(tmp_path / "r", seed)
    whole = assessed(tmp_path / "whole", told.path, deep=True)
    line = rows(whole, 'SELECT "commit" FROM commits ORDER BY committed_at')
    half, branch = str(line[len(line) // 2][0]), told.git_dir / "refs" / "heads" / "main"
    head = branch.read_text()
    branch.write_text(half + "\n")
    assessed(tmp_path / "out", told.path, deep=True)
    branch.write_text(head)
    later = assessed(tmp_path / "out", told.path)
    assert rows(later, SPANS) == rows(whole, SPANS)
    assert rows(later, FLOWS) == rows(whole, FLOWS)
    assert rows(recall(tmp_path / "out"), SPANS) == rows(whole, SPANS)


def test_no_deep_leaves_them_behind_and_then_they_are_not_shown(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "1\n"}, at="2026-01-05")
    assert rows(assessed(tmp_path / "out", told.save(), deep=True), SPANS)
    told.commit({"app.py": "1\n2\n"}, at="2026-01-06")
    assert not rows(assessed(tmp_path / "out", told.save(), deep=False), SPANS)
    assert len(rows(assessed(tmp_path / "out", told.path), SPANS)) == 2  # kept up to date again


def test_an_earlier_day_and_a_rewritten_branch_are_followed_anew(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "1\n2\n"}, at="2026-01-05")
    told.commit({"app.py": "1\n"}, at="2026-02-05")
    told.save()
    assert rows(assessed(tmp_path / "out", told.path, deep=True), "SELECT sum(lines)::INT FROM line_spans") == [(1,)]
    earlier = assessed(tmp_path / "out", told.path, as_of="2026-01-20", deep=True)
    assert rows(earlier, "SELECT sum(lines)::INT FROM line_spans") == rows(earlier, "SELECT sum(lines)::INT FROM line_flows") == [(2,)]
    told.reset("main", 1)
    told.commit({"app.py": "1\n2\n3\n"}, at="2026-03-01")
    rewritten = assessed(tmp_path / "out", told.save())
    assert rows(rewritten, "SELECT sum(lines)::INT FROM line_spans") == rows(rewritten, "SELECT sum(lines)::INT FROM line_flows") == [(3,)]
