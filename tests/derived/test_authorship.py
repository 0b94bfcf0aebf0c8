"""Degree of authorship against the published constants, and who is an author of what."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from quarterdeck.derived.authorship import degree_sql
from tests.builders import ANN, BEN, BOT, Told, assessed, rows


@pytest.mark.parametrize(
    ("created", "deliveries", "acceptances", "degree"),
    [(True, 0, 0, 4.391), (True, 3, 5, 4.3078), (False, 1, 0, 3.457), (False, 0, 0, 3.293), (False, 4, 10, 3.1793)],
)
def test_the_degree_is_fritz_and_avelino_s(created: bool, deliveries: int, acceptances: int, degree: float) -> None:
    (value,) = duckdb.execute(f"SELECT {degree_sql('?', '?', '?')}", [created, deliveries, acceptances]).fetchone() or (None,)
    assert value == pytest.approx(degree, abs=5e-5)


def test_authors_follow_renames_and_leave_bots_and_ignored_commits_out(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": "def sell():\n    return 1\n" * 9, "bot.py": "x\n"}, by=ANN, at="2026-01-05")
    for day in range(1, 6):
        told.commit({"app.py": "def sell():\n    return 1\n" * (9 + day)}, by=BEN, at=f"2026-02-0{day}")
    told.commit(renames={"app.py": "shop/sell.py"}, by=BEN, at="2026-03-01")
    told.commit({"shop/sell.py": "def sell():\n    return 2\n" * 12}, by=BOT, at="2026-03-02")
    ignored = told.commit({"shop/sell.py": "def sell():\n    return 3\n" * 12}, by="Cy Ray <cy@example.org>", at="2026-03-03")
    told.save()
    told.commit({".git-blame-ignore-revs": told.oid(ignored) + "\n"}, by=ANN, at="2026-03-04")
    told.save()
    run = assessed(tmp_path / "out", told.path)
    facts = "name, created, deliveries, acceptances, round(degree, 3), is_author"
    found = rows(run, f"SELECT {facts} FROM authorships JOIN people USING (person) WHERE path = 'shop/sell.py' ORDER BY 1")
    assert found == [("Ann Lee", True, 0, 6, 3.766, True), ("Ben Kay", False, 6, 0, 4.277, True)]
