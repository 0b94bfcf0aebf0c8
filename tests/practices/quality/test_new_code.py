"""How long new code lasts, and from which years the code is that stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.section import Chart
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.quality.findings.new_code_does_not_last import NEW_CODE_DOES_NOT_LAST
from quarterdeck.practices.quality.measures.gone_within_quarter import GONE_WITHIN_QUARTER
from quarterdeck.practices.quality.measures.standing_lines import STANDING_LINES
from tests.builders import ANN, BEN, BOT, Told, assessed
from tests.practices.tables import ordinary

pytestmark = pytest.mark.practices(QUALITY)

SHOP = Subject("repository", "shop")


def code(first: int, last: int, *, version: Mapping[int, str] | None = None) -> str:
    """Lines of code, numbered; some in another version."""
    return "".join(f"value_{number} = '{(version or {}).get(number, 'first')}'\n" for number in range(first, last))


def replaced(first: int, last: int, by: str) -> dict[int, str]:
    """These lines are written anew."""
    return dict.fromkeys(range(first, last), by)


def a_shop(path: Path) -> Told:
    """Ann writes 300 lines in January. Ben writes 100 of them anew in February, and Ann 50 others in July, after more than a quarter."""
    told = Told(path / "shop")
    told.commit({"app.py": code(0, 300)}, by=ANN, at="2026-01-05")
    told.commit({"app.py": code(0, 300, version=replaced(0, 100, "second"))}, by=BEN, at="2026-02-01")
    told.commit({"app.py": code(0, 300, version=replaced(0, 100, "second") | replaced(200, 250, "third"))}, by=ANN, at="2026-07-01")
    return told


def found(run: Run) -> Finding:
    return next(finding for finding in run.findings if finding.judgement is NEW_CODE_DOES_NOT_LAST)


def says(run: Run) -> str:
    return ordinary(plain(found(run).verdict.sentence))


def measured(run: Run, measure: object) -> Measurement:
    return next(m for m in run.measurements if m.measure is measure and m.subject == SHOP)


def test_a_hundred_of_450_new_lines_gone_within_a_quarter_are_too_many(tmp_path: Path) -> None:
    run = assessed(tmp_path / "out", a_shop(tmp_path).save(), deep=True)
    assert says(run) == "shop: 22 % of 450 new lines of code were gone within a quarter."
    assert found(run).verdict.outcome is Outcome.NOT_MET
    assert found(run).severity is Severity.MEDIUM
    detail = found(run).verdict.detail
    assert detail
    assert [plain(cell) for cell in detail.rows[0]][1:] == ["100", "300", "33\u202f%"]


def test_lines_that_could_not_be_watched_for_a_quarter_do_not_count(tmp_path: Path) -> None:
    run = assessed(tmp_path / "out", a_shop(tmp_path).save(), as_of="2026-09-01", deep=True)
    assert says(run) == "shop: 25 % of 400 new lines of code were gone within a quarter."  # the 50 of July are too young on 1 September


def test_what_a_rename_moves_a_reformatting_commit_rewrites_or_a_bot_adds_is_no_work_done_twice(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({f"lib/{n}.py": code(n * 20, n * 20 + 20) for n in range(25)}, by=ANN, at="2026-01-05")
    told.commit(renames={"lib": "src"}, by=BEN, at="2026-01-10")
    told.commit({f"src/{n}.py": code(n * 20, n * 20 + 20).replace("'", '"') for n in range(25)}, by=ANN, at="2026-01-20", message="Reformat with black")
    told.commit({"src/bot.py": code(0, 400)}, by=BOT, at="2026-01-25")
    told.commit({"src/bot.py": None}, by=BOT, at="2026-01-26")
    run = assessed(tmp_path / "out", told.save(), deep=True)
    assert says(run) == "shop: 0 % of 500 new lines of code were gone within a quarter."
    assert found(run).verdict.outcome is Outcome.MET


def test_a_few_new_lines_are_too_few_to_judge(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": code(0, 30)}, at="2026-01-05")
    assert found(assessed(tmp_path / "out", told.save(), deep=True)).verdict.outcome is Outcome.NOT_APPLICABLE


def test_lines_that_were_not_followed_are_not_assessed_and_the_command_is_named(tmp_path: Path) -> None:
    run = assessed(tmp_path / "out", a_shop(tmp_path).save())
    assert found(run).verdict.outcome is Outcome.NOT_ASSESSED
    missing = [measured(run, measure).missing for measure in (GONE_WITHIN_QUARTER, STANDING_LINES)]
    assert all(absent and "--deep" in absent.supply for absent in missing)


@pytest.mark.parametrize(("as_of", "lines"), [("2026-01-20", 300), ("2026-11-21", 300)])
def test_what_stands_is_the_sum_of_what_came_and_went(as_of: str, lines: int, tmp_path: Path) -> None:
    assert measured(assessed(tmp_path / "out", a_shop(tmp_path).save(), as_of=as_of, deep=True), STANDING_LINES).value == lines


def test_code_by_the_years_in_which_it_was_written_is_drawn(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"app.py": code(0, 300)}, at="2019-01-05")
    told.commit({"app.py": code(0, 300, version=replaced(0, 200, "second"))}, at="2026-02-01")
    run = assessed(tmp_path / "out", told.save(), deep=True)
    assert QUALITY.sections
    chart = next(block for block in QUALITY.sections(run.bench, run.findings) if isinstance(block, Chart) and block.title.startswith("Code by"))
    assert ordinary(plain(chart.so_what)) == "shop: of 300 lines of code, 33 % were written before 2021."
    words = ordinary(plain(chart.alternative)).replace("\N{EN DASH}", "-")
    assert words == "shop, by the years in which lines were written: 2019-2020: 300 lines at most, 100 now and 2025-2026: 200 lines at most, 200 now."
