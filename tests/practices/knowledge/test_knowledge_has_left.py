"""Code whose knowers have stopped committing: from tables of changes to the sentence that a reader sees."""

from __future__ import annotations

import random
from datetime import date

import pytest

from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Name, plain
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.knowledge.findings.knowledge_has_left import KNOWLEDGE_HAS_LEFT
from quarterdeck.practices.knowledge.measures.active_people import ACTIVE_PEOPLE
from quarterdeck.practices.knowledge.measures.changes_without_knowledge import CHANGES_WITHOUT_KNOWLEDGE
from quarterdeck.practices.knowledge.measures.lost_knowledge import LOST_KNOWLEDGE
from tests.practices.tables import look, ordinary

pytestmark = pytest.mark.practices(KNOWLEDGE)

# Ann wrote the ledger and left in 2022; Ben wrote the cart and is still there.
HISTORY = """
    day         who         what     file            times
    2020-01-06  Ann Lee     adds     ledger.py
    2020-02-01  Ann Lee     changes  ledger.py       20
    2022-05-02  Ann Lee     changes  ledger.py
    2021-03-01  Ben Kay     adds     cart.py
    2026-10-01  Ben Kay     changes  cart.py         3
"""
FILES = """
    file       lines
    ledger.py  700
    cart.py    300
"""


def states(history: str, files: str = FILES) -> dict[str, str]:
    return {row.key: row.part for row in look(history, files).rows(LOST_KNOWLEDGE)}


def test_most_code_was_known_to_somebody_who_left() -> None:
    seen = look(HISTORY, FILES)
    assert seen.says(KNOWLEDGE_HAS_LEFT) == "shop: the people who knew 70 % of the code no longer commit. None of it changed in the period."
    assert seen.found(KNOWLEDGE_HAS_LEFT).severity is Severity.LOW
    assert seen.table(KNOWLEDGE_HAS_LEFT) == ["ledger.py | 700 | Ann Lee | 2022-05-02 | 0"]


def test_it_is_worse_when_today_s_work_lands_there() -> None:
    seen = look(HISTORY + "    2026-09-01  Cem Ada  changes  ledger.py  2\n", FILES)
    assert seen.says(KNOWLEDGE_HAS_LEFT) == "shop: the people who knew 70 % of the code no longer commit. 40 % of the period's changes were made there."
    assert seen.found(KNOWLEDGE_HAS_LEFT).severity is Severity.HIGH
    action = ordinary(plain(seen.found(KNOWLEDGE_HAS_LEFT).verdict.action))
    assert action == "Let two people read ledger.py, which Ann Lee knew, before its next change, and write down what it does."


def test_a_file_that_runs_the_product_is_read_before_the_test_that_changes_more() -> None:
    history = (
        HISTORY
        + """
        2020-03-01  Ann Lee  adds     test_ledger.py
        2020-04-01  Ann Lee  changes  test_ledger.py  20
        2026-09-01  Cem Ada  changes  test_ledger.py
    """
    )
    seen = look(history, FILES + "test_ledger.py 2000 1 3 test\n")
    assert seen.table(KNOWLEDGE_HAS_LEFT)[0].startswith("test_ledger.py")
    assert plain(seen.found(KNOWLEDGE_HAS_LEFT).verdict.action).startswith("Let two people read ledger.py, which Ann Lee knew,")


def test_a_little_lost_is_told_as_what_is_known() -> None:
    seen = look(HISTORY, "ledger.py 100\ncart.py 900")
    assert seen.found(KNOWLEDGE_HAS_LEFT).verdict.outcome is Outcome.MET
    assert seen.says(KNOWLEDGE_HAS_LEFT) == "shop: for 90 % of the code, somebody who knows it still commits."


def test_nothing_lost_is_met_even_by_a_criterion_of_zero() -> None:
    kept = HISTORY + "    2026-08-01  Ann Lee  changes  ledger.py\n"
    assert look(kept, FILES, largest_lost_share=0.0).found(KNOWLEDGE_HAS_LEFT).verdict.outcome is Outcome.MET


def test_who_carries_a_file_on_knows_it_however_much_its_founder_did() -> None:
    """Ann made 22 commits before she left, Cem 10 since: by the truck factor's rule Ann alone is an author, yet the file is not lost."""
    carried = HISTORY + "    2026-08-01  Cem Ada  changes  ledger.py  10\n"
    assert states(carried) == {"ledger.py": "one", "cart.py": "one"}


def test_two_who_are_there_are_several() -> None:
    both = HISTORY + "    2026-08-01  Cem Ada  changes  cart.py  4\n"
    assert states(both)["cart.py"] == "several"


def test_work_elsewhere_keeps_a_person_there() -> None:
    """Ann left the shop's code, not the company: she commits to the warehouse."""
    changes = {"shop": HISTORY.splitlines(), "warehouse": ["2026-11-01  Ann Lee  adds  stock.py"]}
    seen = look(changes, {"shop": FILES, "warehouse": "stock.py 50"})
    assert seen.measured(LOST_KNOWLEDGE).value == 0


def test_a_bot_s_file_is_known_to_nobody_and_counts_on_neither_side() -> None:
    bots = HISTORY + "    2025-01-06  dependabot[bot]  adds  pins.py\n    2026-10-06  dependabot[bot]  changes  pins.py  9\n"
    seen = look(bots, FILES + "pins.py 4000\n")
    assert {row.key: row.part for row in seen.rows(LOST_KNOWLEDGE)}["pins.py"] == "nobody"
    assert seen.measured(LOST_KNOWLEDGE).value == 0.7
    notes = [ordinary(plain(note)) for note in seen.found(KNOWLEDGE_HAS_LEFT).verdict.notes]
    assert notes[1] == "4 000 lines that no one person is known to know were left out."


@pytest.mark.parametrize(("shallow", "history", "why"), [
    (True, HISTORY, "the history was cut when the repository was cloned (shallow): earlier authors cannot be seen"),
    (False, "2024-01-06  Ann Lee  adds  ledger.py", "no person has committed here for 183 days: people who left and work that rests look alike"),
])  # fmt: skip
def test_without_a_basis_it_is_not_assessed(shallow: bool, history: str, why: str) -> None:
    seen = look(history, FILES, shallow=shallow)
    verdict = seen.found(KNOWLEDGE_HAS_LEFT).verdict
    assert verdict.outcome is Outcome.NOT_ASSESSED
    assert verdict.missing is not None
    assert verdict.missing.why == why


def test_a_repository_without_code_is_not_assessed() -> None:
    seen = look("2026-10-01  Ann Lee  adds  README.md", "README.md 40 0 0 documentation")
    assert seen.found(KNOWLEDGE_HAS_LEFT).verdict.outcome is Outcome.NOT_ASSESSED


def test_nobody_changed_code_in_the_period() -> None:
    """The share of work is not known, so the severity is the middle one: absence is never zero."""
    seen = look(HISTORY.replace("2026-10-01", "2025-10-01"), FILES, active_within_days=500)
    assert seen.measured(CHANGES_WITHOUT_KNOWLEDGE).missing is not None
    assert seen.found(KNOWLEDGE_HAS_LEFT).severity is Severity.MEDIUM
    assert seen.says(KNOWLEDGE_HAS_LEFT) == "shop: the people who knew 70 % of the code no longer commit."


def test_every_name_can_be_redacted() -> None:
    verdict = look(HISTORY + "    2026-09-01  Cem Ada  changes  ledger.py\n", FILES).found(KNOWLEDGE_HAS_LEFT).verdict
    assert verdict.detail is not None
    phrases = [verdict.sentence, verdict.action, *verdict.notes, *(cell for row in verdict.detail.rows for cell in row)]
    words = "".join(part for phrase in phrases for part in phrase if isinstance(part, str))
    assert {part.text for phrase in phrases for part in phrase if isinstance(part, Name)} == {"shop", "ledger.py", "Ann Lee"}
    assert not [name for name in ("shop", "ledger.py", "Ann") if name in words]


def test_the_order_of_the_evidence_never_matters() -> None:
    history = (HISTORY + "    2026-09-01  Cem Ada  changes  ledger.py  2\n").splitlines()
    before = look("\n".join(history), FILES)
    random.Random(1).shuffle(history)
    after = look("\n".join(history), "\n".join(reversed(FILES.splitlines())))
    assert after.says(KNOWLEDGE_HAS_LEFT) == before.says(KNOWLEDGE_HAS_LEFT)
    assert after.table(KNOWLEDGE_HAS_LEFT) == before.table(KNOWLEDGE_HAS_LEFT)
    assert [after.rows(m) for m in (LOST_KNOWLEDGE, ACTIVE_PEOPLE)] == [before.rows(m) for m in (LOST_KNOWLEDGE, ACTIVE_PEOPLE)]


def test_people_by_quarter_counts_empty_quarters_and_leaves_out_the_one_that_runs() -> None:
    people = """
        2025-11-03  Ann Lee  adds     a.py
        2025-12-01  Ben Kay  changes  a.py  5
        2026-05-04  Ann Lee  changes  a.py
        2026-07-06  Ben Kay  changes  a.py
        2026-07-07  dependabot[bot]  changes  a.py
        2026-11-02  Cem Ada  changes  a.py
    """
    told = {row.key: row.contribution for row in look(people, "a.py 10").rows(ACTIVE_PEOPLE)}
    assert told == {"2025-10-01": 2, "2026-01-01": 0, "2026-04-01": 1, "2026-07-01": 1}


def test_quarters_after_the_newest_commit_are_not_zero_but_unknown() -> None:
    told = look("2025-11-03  Ann Lee  adds  a.py", "a.py 10", since=date(2025, 1, 1)).rows(ACTIVE_PEOPLE)
    assert [row.key for row in told] == ["2025-10-01"]
