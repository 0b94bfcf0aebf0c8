"""Code that too few know: from tables of changes to the sentence that a reader sees."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.practices.knowledge.findings.one_person_knows_this import ONE_PERSON_KNOWS_THIS
from tests.practices.tables import look, ordinary

# Ann, Ben and Cem wrote a file each, so half of the code loses its author when two of them leave.
FILES = "\n".join(f"{name} 100" for name in ("ledger.py", "cart.py", "search.py"))
WROTE = """
    2020-01-06  Ann Lee  adds  ledger.py
    2020-01-07  Ben Kay  adds  cart.py
    2020-01-08  Cem Ada  adds  search.py
"""
BOTH = WROTE + "    2026-10-01  Ann Lee  changes  ledger.py\n    2026-10-02  Ben Kay  changes  cart.py\n"
ONE = WROTE + "    2026-10-02  Ben Kay  changes  cart.py\n"


def says(history: str, least: float = 2) -> tuple[Outcome, str]:
    seen = look(history, FILES, smallest_truck_factor=least)
    return seen.found(ONE_PERSON_KNOWS_THIS).verdict.outcome, seen.says(ONE_PERSON_KNOWS_THIS)


@pytest.mark.parametrize(("history", "outcome", "sentence"), [
    (BOTH, Outcome.MET, "shop: half of the code would have no author left only if 2 people left."),
    (ONE, Outcome.NOT_MET, "shop depends on 1 person: of the 2 people who know more than half of its code, only Ben Kay still commits."),
    (WROTE, Outcome.NOT_APPLICABLE, "shop: Ann Lee and Ben Kay, who knew half of the code, no longer commit."),
])  # fmt: skip
def test_only_people_who_are_still_there_are_counted(history: str, outcome: Outcome, sentence: str) -> None:
    """A truck factor of 2 is no comfort when one of the two, or both, left years ago."""
    assert says(history) == (outcome, sentence)


def test_enough_who_are_there_is_met_and_says_that_others_are_gone() -> None:
    told = says(ONE, least=1)
    assert told == (Outcome.MET, "shop: half of the code would have no author left only if 2 people left; 1 of them still commits.")


def test_all_of_too_few_are_there() -> None:
    told = says(BOTH, least=3)
    assert told == (Outcome.NOT_MET, "shop depends on 2 people: only Ann Lee and Ben Kay know more than half of its code.")


def test_who_left_is_not_asked_to_review() -> None:
    action = ordinary(plain(look(ONE, FILES).found(ONE_PERSON_KNOWS_THIS).verdict.action))
    assert action == "Let a second person make the next change to cart.py, with Ben Kay reviewing; then file by file."


def test_a_file_that_runs_the_product_comes_before_its_test() -> None:
    history = """
        2026-08-06  Ann Lee  adds     a/test_ledger.py
        2026-08-07  Ann Lee  changes  a/test_ledger.py  9
        2026-10-06  Ann Lee  adds     ledger.py
    """
    seen = look(history, "a/test_ledger.py 900 1 3 test\nledger.py 90")
    assert "the next change to ledger.py," in plain(seen.found(ONE_PERSON_KNOWS_THIS).verdict.action)
