"""The pictures of knowledge: what they say, and that they stay small."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.section import Chart, Sentence
from quarterdeck.kernel.text import plain
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.knowledge.sections import sections
from tests.practices.tables import Look, look, ordinary

pytestmark = pytest.mark.practices(KNOWLEDGE)

HISTORY = """
    2020-01-06  Ann Lee  adds     pay/ledger.py
    2025-03-01  Ben Kay  adds     web/cart.py
    2026-07-01  Ben Kay  changes  web/cart.py  3
    2026-09-01  Cem Ada  adds     web/menu.py
    2026-09-01  Ben Kay  changes  web/menu.py
"""
FILES = "pay/ledger.py 500\nweb/cart.py 300\nweb/menu.py 200"


def charts(seen: Look) -> list[Chart]:
    return [block for block in sections(seen.bench, seen.findings) if isinstance(block, Chart)]


def test_the_map_shades_files_by_who_is_left() -> None:
    chart = charts(look(HISTORY, FILES))[0]
    assert {plain(mark.label): mark.shade for mark in chart.marks} == {"pay/ledger.py": 1.0, "web/cart.py": 0.5, "web/menu.py": 0.0}
    assert ordinary(plain(chart.so_what)) == "shop: those who knew 50 % of the lines no longer commit; 30 % more rest on one person."
    assert ordinary(plain(chart.alternative)) == "shop, its largest folders: pay (500 lines, 100 % left) and web (500 lines, 0 % left)."
    assert chart.legend == ("several people know it", "those who knew it no longer commit")


def test_people_over_time_are_told_against_a_year_before() -> None:
    chart = charts(look(HISTORY.replace("2020-01-06", "2025-08-04"), FILES))[1]
    assert chart.kind == "columns"
    assert ordinary(plain(chart.so_what)) == "shop: 2 people in 2026 Q3, 1 a year earlier."
    assert [(mark.at, mark.value) for mark in chart.marks][-2:] == [("2026-04-01", 0), ("2026-07-01", 2)]


def test_a_large_repository_is_drawn_with_its_largest_files_and_the_others_by_folder() -> None:
    many = [f"area{number % 2}/part{number:03}.py" for number in range(450)]
    history = "\n".join(f"2026-09-01  Ben Kay  adds  {name}" for name in many)
    chart = charts(look(history, "\n".join(f"{name} {1000 - index}" for index, name in enumerate(many))))[0]
    assert [(plain(mark.label), plain(mark.group[0])) for mark in chart.marks[340:]] == [("55 smaller files", "area0"), ("55 smaller files", "area1")]
    assert sum(mark.value for mark in chart.marks) == sum(1000 - index for index in range(450))


def test_hundreds_of_folders_make_no_hundreds_of_boxes() -> None:
    many = [f"area{number}/part.py" for number in range(450)]
    chart = charts(look("\n".join(f"2026-09-01  Ben Kay  adds  {name}" for name in many), "\n".join(f"{name} 10" for name in many)))[0]
    assert [plain(mark.label) for mark in chart.marks[340:]] == ["110 smaller files"]


def test_three_repositories_are_drawn_and_the_others_named() -> None:
    names = ("one", "two", "three", "four", "five")
    changes = {name: [f"2026-09-0{index}  Ben Kay  adds  a.py"] for index, name in enumerate(names, 1)}
    seen = look(changes, {name: f"a.py {index}00" for index, name in enumerate(names, 1)})
    told = charts(seen)
    assert [plain(chart.so_what).partition(":")[0] for chart in told[:3]] == ["five", "four", "three"]
    assert told[3].kind == "lines"
    notes = [ordinary(plain(block.words)) for block in sections(seen.bench, seen.findings) if isinstance(block, Sentence)]
    assert notes == ["Not drawn: 2 other repositories. Somebody who still commits knows each of their files."]


def test_nothing_is_drawn_of_what_was_not_assessed() -> None:
    seen = look(HISTORY, FILES, shallow=True)
    assert sections(seen.bench, seen.findings) == ()


def test_the_repository_that_lost_its_people_is_drawn_before_larger_ones() -> None:
    changes = {name: ["2026-09-01  Ben Kay  adds  a.py"] for name in ("large", "larger", "largest")}
    changes["small"] = ["2020-01-06  Ada Lund  adds  a.py", "2026-09-01  Ben Kay  adds  b.py"]
    seen = look(changes, {"small": "a.py 100\nb.py 10", "large": "a.py 200", "larger": "a.py 300", "largest": "a.py 400"})
    assert [plain(chart.so_what).partition(":")[0] for chart in charts(seen)[:3]] == ["small", "largest", "larger"]
