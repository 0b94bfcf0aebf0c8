"""The structure of a repository's code over several runs: only what changed is parsed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.sources import structure
from tests.builders import Told, assessed, rows

CART = "import stock\n\n\ndef total(items):\n    for item in items:\n        if item:\n            yield item\n"
FUNCTIONS = "SELECT path, name, line, cyclomatic, cognitive FROM functions ORDER BY ALL"


def test_a_second_run_parses_what_changed_and_keeps_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"cart.py": CART, "stock.py": "def left():\n    return 1\n", "old.py": "def gone(): pass\n", "vendor/x.py": "def not_ours(): pass\n"})
    told.save()
    before = rows(assessed(tmp_path / "out", told.path, deep=True), FUNCTIONS)
    assert before == [("cart.py", "total", 4, 3, 3), ("old.py", "gone", 1, 1, 0), ("stock.py", "left", 1, 1, 0)]

    read: list[str] = []
    reading = structure.read

    def noted(file: FileContent, blob: str, language: str) -> Extracted:
        read.append(file.path)
        return reading(file, blob, language)

    monkeypatch.setattr(structure, "read", noted)
    told.commit({"stock.py": "def left(n):\n    return n or 1\n", "old.py": None}, at="2026-02-01")
    told.save()
    run = assessed(tmp_path / "out", told.path)
    assert read == ["stock.py"]
    assert rows(run, FUNCTIONS) == [("cart.py", "total", 4, 3, 3), ("stock.py", "left", 1, 2, 1)]
    assert rows(run, "SELECT path, target FROM imports") == [("cart.py", "stock")]
    assert rows(assessed(tmp_path / "anew", told.path, deep=True), FUNCTIONS) == rows(run, FUNCTIONS)


def test_code_is_parsed_where_it_was_asked_for_and_then_kept_up_to_date(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"cart.py": CART})
    told.save()
    assert rows(assessed(tmp_path / "out", told.path), FUNCTIONS) == []
    deep = rows(assessed(tmp_path / "out", told.path, deep=True), FUNCTIONS)
    assert [name for _, name, *_ in deep] == ["total"]
    told.commit({"cart.py": "def left():\n    return 1\n"}, at="2026-02-01")
    told.save()
    assert rows(assessed(tmp_path / "out", told.path, deep=False), FUNCTIONS) == [], "what was parsed is not the assessed head's"
    assert [name for _, name, *_ in rows(assessed(tmp_path / "out", told.path), FUNCTIONS)] == ["left"]
