"""Where change is thick and tests are thin."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import plain
from quarterdeck.practices.quality import QUALITY
from tests.builders import Told, assessed
from tests.practices.tables import ordinary

pytestmark = pytest.mark.practices(QUALITY)


def found(path: Path, with_tests: int, files: int = 12) -> Finding:
    """A shop of so many files; `cart.py` changes 20 times in the year, ``with_tests`` of them together with its test; the others change twice."""
    told = Told(path / "shop")
    told.commit(
        {"tests/test_cart.py": "def test_cart():\n    pass\n", **{f"part_{n}.py": "A = 1\n" for n in range(files - 1)}, "cart.py": "A = 1\n"}, at="2024-01-05"
    )
    for n in range(20):
        beside = {"tests/test_cart.py": f"def test_cart():\n    assert {n + 1}\n"} if n < with_tests else {}
        told.commit({"cart.py": f"A = {n + 2}\n", **beside}, at=f"2026-0{1 + n % 9}-0{1 + n // 9}")
    for n in range(2 * (files - 1)):
        told.commit({f"part_{n // 2}.py": f"A = {n + 2}\n"}, at=f"2026-10-{1 + n:02}")
    told.save()
    run = assessed(path / "out", told.path)
    return next(f for f in run.findings if f.judgement.name == "tests-are-thin-where-change-is-thick")


def test_the_busiest_file_changes_without_its_test(tmp_path: Path) -> None:
    told = found(tmp_path, with_tests=3)
    assert ordinary(plain(told.verdict.sentence)) == "shop: of the 1 file that changes most, 1 seldom with a test; 7 % of all changes come with one."
    assert plain(told.verdict.action) == "Test what the next change to cart.py will touch, before it is made."
    assert told.severity is Severity.MEDIUM
    assert told.verdict.detail is not None
    assert [plain(cell) for cell in told.verdict.detail.rows[0]] == ["cart.py", "20", "3"]


@pytest.mark.parametrize(("with_tests", "files", "outcome"), [(12, 12, Outcome.MET), (0, 12, Outcome.NOT_MET), (0, 8, Outcome.NOT_APPLICABLE)])
def test_how_it_ends(with_tests: int, files: int, outcome: Outcome, tmp_path: Path) -> None:
    told = found(tmp_path, with_tests, files)
    assert told.verdict.outcome is outcome
    if outcome is Outcome.NOT_MET:
        assert told.severity is Severity.HIGH
