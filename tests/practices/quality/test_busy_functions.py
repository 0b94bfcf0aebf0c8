"""Functions that people change again and again: how often, and whether they grow harder to follow."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quarterdeck.app.gathering import functions
from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Chart
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.quality.findings.busy_functions_grow import BUSY_FUNCTIONS_GROW
from quarterdeck.practices.quality.growth import growth
from quarterdeck.practices.quality.measures.busy_functions import BUSY_FUNCTIONS
from quarterdeck.practices.quality.measures.function_growth import FUNCTION_GROWTH
from quarterdeck.sources import structure
from quarterdeck.sources.structure.edits import Versions, versions_of
from tests.builders import ANN, BEN, BOT, Told, assessed, rows
from tests.practices.tables import look, ordinary

pytestmark = pytest.mark.practices(QUALITY)
SHOP = Subject("repository", "shop")


def price(cases: int, note: str = "") -> str:
    """A function in which each case is a condition within a loop: two points each, and one for the loop."""
    return (
        f"def price(items):  # {note}\n    for item in items:\n" + "".join(f"        if item == {case}:\n            pass\n" for case in range(cases)) + "\n\n"
    )


def round_up(note: str) -> str:
    """A function that stays as simple as it was."""
    return f"def round_up(a):\n    return a + 1  # {note}\n\n\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """`price` took in a case with each of seven changes, `round_up` only notes; a bot and a merge changed nothing that counts; `rest` rests."""
    told = Told(tmp_path_factory.mktemp("busy") / "shop")
    told.commit({"shop.py": price(6) + round_up("0"), "rest.py": price(9)}, at="2024-01-05")
    for month in range(1, 8):
        told.commit({"shop.py": price(6 + month) + round_up(str(month // 3))}, by=ANN if month % 2 else BEN, at=f"2026-{month:02}-03")
    told.commit({"shop.py": price(13, "a bot was here") + round_up("2")}, by=BOT, at="2026-08-03")
    told.save()
    return told


@pytest.fixture(scope="module")
def run(told: Told) -> Run:
    return assessed(told.path.parent / "out", told.path, deep=True)


def test_each_change_counts_to_the_functions_that_its_lines_belong_to(run: Run) -> None:
    busy = run.bench.beside(BUSY_FUNCTIONS, SHOP)
    assert [(row.key, row.part, row.contribution) for row in run.bench.rows(busy) if row.part] == [("shop.py", "price", 7.0)]
    course = run.bench.rows(run.bench.beside(FUNCTION_GROWTH, SHOP))
    assert {row.part: row.contribution for row in course if row.key == "shop.py: price"} == {
        "before": 13.0, **{f"2026-{month:02}": 2.0 for month in range(1, 8)}, "2026-08": 0.0,
    }  # fmt: skip


def test_a_hard_function_that_grows_with_each_change_is_told_with_where_it_came_from(run: Run) -> None:
    verdict = next(f.verdict for f in run.findings if f.judgement.name == "busy-functions-grow")
    assert verdict.outcome is Outcome.NOT_MET
    assert ordinary(plain(verdict.sentence)) == "shop: of 1 function changed again and again, 1 grew harder to follow, most of all price."
    assert verdict.detail is not None
    assert [plain(cell) for cell in verdict.detail.rows[0]] == ["price", "shop.py", "7", "13", "27"]


def test_the_picture_goes_from_the_first_day_to_the_last(run: Run) -> None:
    chart = growth(run.bench.beside(BUSY_FUNCTIONS, SHOP), run.bench)
    assert isinstance(chart, Chart)
    assert [(mark.at, mark.value) for mark in chart.marks][:2] == [("2025-11-22", 13.0), ("2026-01-28", 15.0)]
    assert [(mark.at, mark.value) for mark in chart.marks][-1] == ("2026-11-21", 27.0)
    assert ordinary(plain(chart.alternative)) == "shop, cognitive complexity by month: price: 13 before, 27 now."


def test_a_second_run_reads_only_what_is_new_and_says_the_same_as_a_first_one(run: Run, told: Told) -> None:
    before = len(rows(run, "FROM function_changes"))
    told.commit({"shop.py": price(5) + round_up("2")}, at="2026-09-03")
    told.save()
    again = assessed(told.path.parent / "out", told.path, deep=True)
    anew = assessed(told.path.parent / "anew", told.path, deep=True)
    asked = "SELECT * EXCLUDE (collected_at) FROM function_changes ORDER BY ALL"
    assert rows(again, asked) == rows(anew, asked)
    assert len(rows(again, asked)) == before + 1
    verdict = next(f.verdict for f in again.findings if f.judgement.name == "busy-functions-grow")
    assert ordinary(plain(verdict.sentence)) == "shop: of 1 function changed again and again, none that is hard to follow grew harder."


def test_versions_too_large_to_parse_are_not_even_read(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at the head may be small, and have been large."""
    most = len(price(9) + round_up("0"))
    read: list[int] = []

    def listening(path: str, language: str, contents: Mapping[str, bytes]) -> Versions:
        read.extend(map(len, contents.values()))
        return versions_of(path, language, contents)

    monkeypatch.setattr(structure, "LARGEST_PARSED", most)
    monkeypatch.setattr(functions, "versions_of", listening)
    run = assessed(told.path.parent / "small", told.path, deep=True)
    assert read
    assert max(read) <= most
    assert rows(run, 'SELECT max("after") FROM function_changes') == [(19,)]


def test_code_that_was_not_parsed_is_not_assessed() -> None:
    found = look("2026-01-03  Ann Lee  changes  shop.py", "file lines nesting deepest\nshop.py 100 2 5").found(BUSY_FUNCTIONS_GROW)
    assert found.verdict.outcome is Outcome.NOT_ASSESSED
    assert "--deep" in found.verdict.missing.supply if found.verdict.missing else False
