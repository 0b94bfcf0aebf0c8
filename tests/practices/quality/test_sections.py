"""The pictures of quality: what they say, and that they stay small."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.section import Chart, Sentence
from quarterdeck.kernel.text import plain
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.quality.sections import sections
from tests.practices.quality.test_change_piles_up_here import FILES, HISTORY
from tests.practices.tables import Look, look, ordinary

pytestmark = pytest.mark.practices(QUALITY)


def charts(seen: Look) -> list[Chart]:
    return [block for block in sections(seen.bench, seen.findings) if isinstance(block, Chart)]


def test_the_map_is_darkest_where_most_changes_land() -> None:
    chart = charts(look(HISTORY, FILES))[0]
    shades = {plain(mark.label): mark.shade for mark in chart.marks}
    assert sorted(shades, key=lambda name: -shades[name])[:3] == ["order.py", "prices.py", "part1.py"]
    assert (shades["order.py"], shades["part9.py"]) == (1.0, 0.0)
    assert plain(chart.so_what) == "shop: half of the changes landed in 1 of 12 files; large, deeply nested files that change often took 50\u202f%."
    assert plain(chart.alternative) == "shop: 1 hotspot. Darkest, with most changes: order.py (20 changes), prices.py (11 changes) and part1.py (7 changes)."
    assert chart.legend == ("not changed in the period", "changed most: 20 times")


def test_lines_are_added_above_the_axis_and_deleted_below_it() -> None:
    chart = charts(look(HISTORY, FILES))[1]
    assert {(mark.at, plain(mark.group[0])): mark.value for mark in chart.marks if mark.at == "2026-02-01"} == {
        ("2026-02-01", "added"): 50, ("2026-02-01", "deleted"): -10,
    }  # fmt: skip
    assert ordinary(plain(chart.so_what)) == "shop: people added 400 lines of code and deleted 80; most in 2026-01."


def test_a_note_says_what_is_left_out() -> None:
    seen = look(HISTORY, FILES)
    notes = [plain(block.words) for block in sections(seen.bench, seen.findings) if isinstance(block, Sentence)]
    assert notes == ["Changes by bots, by coding agents and in commits that only reformat are left out."]


def test_nothing_is_drawn_of_what_was_not_assessed() -> None:
    seen = look(HISTORY, FILES, shallow=True)
    assert sections(seen.bench, seen.findings) == ()


def test_a_large_repository_is_drawn_with_its_largest_files_and_the_others_by_folder() -> None:
    many = FILES + "".join(f"area/more{number}.py 50 1 3\n" for number in range(450))
    chart = charts(look(HISTORY, many))[0]
    assert [(plain(mark.label), plain(mark.group[0])) for mark in chart.marks[340:]] == [("122 smaller files", "area")]
    assert plain(chart.marks[-1].words) == "122 smaller files: 0.0 changes each on average"
