"""Debt told function by function: what mending takes, what it costs to leave it, and when the one is paid back by the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.maths.draws import DRAWS, amounts, quantiles, quotient, standard_normals
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.quality.measures.hard_function_days import HARD_FUNCTION_DAYS
from tests.builders import ANN, BEN, Told, assessed
from tests.practices.tables import ordinary

pytestmark = pytest.mark.practices(QUALITY)

PLAIN = "def add(a, b):\n    return a + b\n\n\n"


def hard(name: str, note: str = "") -> str:
    """A function of cognitive complexity 21, eight lines long."""
    deep = "".join("    " * level + f"if a > {level}:\n" for level in range(1, 7))
    return f"def {name}(a):\n{deep}{'    ' * 7}return a  # {note}\n\n\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`price` and `rest` are equally hard. In `price` somebody works for most of twelve days, each leaving a line; nobody touches `rest`."""
    folder = tmp_path_factory.mktemp("debt")
    told = Told(folder / "shop")
    told.commit({"shop.py": hard("price") + hard("rest"), "plain.py": PLAIN}, at="2024-01-05")
    grown = hard("price").rstrip("\n") + "\n"
    for month in range(1, 12):
        grown += f"    a += {month}\n" * 3
        told.commit({"shop.py": grown + "\n\n" + hard("rest")}, by=ANN if month % 2 else BEN, at=f"2026-{month:02}-03")
        told.commit({"plain.py": PLAIN * month * 9}, by=BEN if month % 2 else ANN, at=f"2026-{month:02}-07")
    told.save()
    return assessed(folder / "out", told.path, deep=True)


def found(run: Run) -> Finding:
    return next(f for f in run.findings if f.judgement.name == "mending-pays-back")


def test_days_fall_to_the_function_whose_lines_they_wrote(run: Run) -> None:
    days = run.bench.beside(HARD_FUNCTION_DAYS, Subject("repository", "shop"))
    ((function, spent),) = [(row.part, row.contribution) for row in run.bench.rows(days) if row.part]
    assert function == "price"
    assert spent == pytest.approx(11.0)


def test_what_is_changed_often_is_worth_mending_and_what_rests_is_not(run: Run) -> None:
    told = found(run)
    assert told.verdict.outcome is Outcome.NOT_MET
    assert ordinary(plain(told.verdict.sentence)) == (
        "shop: 11.0 person-days went into functions that are hard to follow; mending 1 of 1 pays back within 24 months."
    )
    assert plain(told.verdict.action).startswith("Mend price in shop.py with the next change there: ")
    assert told.verdict.detail is not None
    assert [plain(cell) for cell in told.verdict.detail.rows[0]][:4] == ["price", "shop.py", "41", "11.0"]


def test_interest_is_money_from_measured_days_and_named_assumptions(run: Run) -> None:
    told = found(run)
    assert told.money is not None
    assert told.verdict.loss is not None
    assert told.verdict.loss.assumptions == ("time_lost_in_hard_code", "loaded_engineer_cost")
    days, cost = 11, 90_000
    assert told.money.range.p50 == pytest.approx(days * 0.3 / 220 * cost, rel=0.08)


def test_lines_that_were_not_followed_are_not_assessed(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"shop.py": hard("price")}, at="2026-06-01")
    told.save()
    verdict = found(assessed(tmp_path / "out", told.path)).verdict
    assert verdict.outcome is Outcome.NOT_ASSESSED
    assert verdict.missing is not None
    assert "`quarterdeck assess --deep`" in verdict.missing.supply


def test_a_quotient_is_what_draws_of_both_give() -> None:
    over, under = Range(2.0, 5.0, 9.0), Range(0.1, 0.3, 0.55)
    drawn = quantiles(amounts(over, standard_normals("over", 1, DRAWS)) / amounts(under, standard_normals("under", 1, DRAWS)))
    told = quotient(over, under)
    assert told.p50 == pytest.approx(5.0 / 0.3)
    assert told.p10 == pytest.approx(drawn.p10, rel=0.1)
    assert told.p90 == pytest.approx(drawn.p90, rel=0.15)
