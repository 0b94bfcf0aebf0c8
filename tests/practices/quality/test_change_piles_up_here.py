"""Hotspots: from tables of changes and files to the sentence that a reader sees."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Name, plain
from quarterdeck.practices.quality.findings.change_piles_up_here import CHANGE_PILES_UP_HERE
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS
from quarterdeck.practices.quality.measures.hardest_functions import HARDEST_FUNCTIONS
from quarterdeck.practices.quality.measures.lines_changed import LINES_CHANGED
from tests.practices.tables import AS_OF, look, ordinary

# A shop of twelve files: a tenth of them is two. `order.py` is the largest, the deepest, and changes all the time.
FILES = """
    file         lines  nesting  deepest  role
    order.py     2000   2.5      8        production
    stock.py     1500   2.0      6        production
    prices.py     900   0.2      1        production
    test_it.py   3000   2.0      6        test
""" + "".join(f"    part{number}.py    100    1.0      3        production\n" for number in range(1, 10))  # fmt: skip
HISTORY = """
    day         who      what     file        times
    2025-12-01  Ann Lee  adds     order.py
    2026-01-05  Ann Lee  changes  order.py    14
    2026-02-02  Ben Kay  changes  order.py    5
    2026-03-02  Ann Lee  changes  prices.py   11
    2026-04-06  Ben Kay  changes  stock.py    2
    2026-05-04  Ann Lee  changes  part1.py    7
"""


def hotspots(history: str, files: str = FILES, since: date | None = None) -> list[str]:
    return sorted(row.key for row in look(history, files, since=since).rows(CHANGES_IN_HOTSPOTS) if row.part == "hotspot")


def counts(history: str, since: date | None = None, until: date = AS_OF) -> dict[str, float]:
    return {row.key: row.contribution for row in look(history, FILES, since=since, until=until).rows(CHANGES_IN_HOTSPOTS) if row.contribution}


def test_half_of_the_work_lands_in_one_tangled_file() -> None:
    seen = look(HISTORY, FILES)
    assert seen.says(CHANGE_PILES_UP_HERE) == "shop: 50 % of changes landed in 1 of 12 files, all large, deeply nested and changed often."
    assert seen.found(CHANGE_PILES_UP_HERE).severity is Severity.HIGH
    assert seen.table(CHANGE_PILES_UP_HERE) == ["order.py | 20 | 2 000 | 8 | – | – | 2 | 1st by changes, 1st by indentation, of 12"]
    action = plain(seen.found(CHANGE_PILES_UP_HERE).verdict.action)
    assert action == "Split order.py where its last ten changes met, as part of the next change there."


def test_where_code_was_parsed_the_most_complex_function_is_named() -> None:
    seen = look(HISTORY, FILES, functions="order.py Order.total 61\norder.py Order.close 61\norder.py Order.open 3\nstock.py left 15")
    action = plain(seen.found(CHANGE_PILES_UP_HERE).verdict.action)
    assert action == "Split order.py where its last ten changes met, as part of the next change there; begin with Order.total, its most complex function."
    assert seen.table(CHANGE_PILES_UP_HERE) == ["order.py | 20 | 2 000 | 8 | Order.total (61) | – | 2 | 1st by changes, 1st by indentation, of 12"]
    assert seen.measured(HARDEST_FUNCTIONS).value == 1
    missing = look(HISTORY, FILES).measured(HARDEST_FUNCTIONS).missing
    assert missing is not None
    assert missing.why == "its code was not parsed"


def test_a_third_is_medium_and_a_quarter_is_met() -> None:
    more = HISTORY + "    2026-06-01  Ben Kay  changes  part2.py  {times}\n"
    assert look(more.format(times=20), FILES).found(CHANGE_PILES_UP_HERE).severity is Severity.MEDIUM
    spread = look(more.format(times=10) + more.format(times=10).replace("part2", "part3"), FILES, largest_share_in_hotspots=0.6)
    assert spread.found(CHANGE_PILES_UP_HERE).verdict.outcome is Outcome.MET
    assert spread.says(CHANGE_PILES_UP_HERE) == "shop: 40 % of changes landed in large, deeply nested files (1 of 12 files)."


@pytest.mark.parametrize(("why", "history", "files"), [
    ("changes often but is flat: a price list", HISTORY.replace("order.py", "prices.py"), FILES),
    ("changes often but is small", HISTORY.replace("order.py", "part2.py"), FILES),
    ("is tangled but rests", HISTORY.replace("order.py    ", "part2.py    "), FILES),
    ("is a test", HISTORY.replace("order.py", "test_it.py"), FILES),
    ("is generated", HISTORY, FILES.replace("8        production", "8        generated")),
])  # fmt: skip
def test_no_hotspot_is_a_file_that(why: str, history: str, files: str) -> None:
    assert hotspots(history, files) == [], why


def test_a_file_that_only_bots_change_is_no_hotspot() -> None:
    bots = """
        2025-12-01  Ann Lee        adds     order.py
        2026-01-05  renovate[bot]  changes  order.py  30
        2026-03-02  Ann Lee        changes  part1.py  40
    """
    assert hotspots(bots) == []
    assert counts(bots) == {"order.py": 1, "part1.py": 40}


def test_often_is_told_for_a_year_whatever_the_period() -> None:
    """Five changes in a year are not often; the same five in the last quarter are."""
    history = """
        2026-01-05  Ann Lee  changes  part1.py  30
        2026-09-07  Ben Kay  changes  order.py  5
        2026-09-21  Ben Kay  changes  part1.py  3
    """
    assert hotspots(history) == []
    assert hotspots(history, since=date(2026, 9, 1)) == ["order.py"]


@pytest.mark.parametrize(("history", "files", "shallow", "outcome", "sentence"), [
    ("2026-01-05  Ann Lee  changes  order.py  3", FILES, False, Outcome.NOT_ASSESSED,
     "shop: only 3 changes to production code in the period: too few for a share."),
    ("2020-01-05  Ann Lee  adds  order.py", FILES, False, Outcome.NOT_ASSESSED,
     "shop: only 0 changes to production code in the period: too few for a share."),
    (HISTORY, FILES, True, Outcome.NOT_ASSESSED, "shop: the history was cut when the repository was cloned (shallow), within the period."),
    (HISTORY, "order.py 2000 2.5 8\nstock.py 1500 2 6", False, Outcome.NOT_APPLICABLE,
     "shop has 2 production files: too few for work to pile up in some of them."),
    (HISTORY, "README.md 100 0 0 documentation", False, Outcome.NOT_ASSESSED, "shop: no change by people to production code was found in the period."),
    (HISTORY.replace("order.py", "part2.py"), FILES, False, Outcome.MET, "shop: no large, deeply nested file changes often."),
])  # fmt: skip
def test_what_is_said_without_a_basis_or_a_hotspot(history: str, files: str, shallow: bool, outcome: Outcome, sentence: str) -> None:
    seen = look(history, files, shallow=shallow)
    assert seen.found(CHANGE_PILES_UP_HERE).verdict.outcome is outcome
    assert seen.says(CHANGE_PILES_UP_HERE) == sentence


def test_a_history_that_was_cut_before_the_period_is_whole_for_the_period() -> None:
    seen = look("2024-01-08  Ann Lee  changes  stock.py\n" + HISTORY, FILES, shallow=True)
    assert seen.found(CHANGE_PILES_UP_HERE).verdict.outcome is Outcome.NOT_MET


def test_a_renamed_file_keeps_its_changes_and_the_rename_is_none() -> None:
    moved = HISTORY.replace("order.py", "basket.py") + "    2026-06-01  Ben Kay  moves  basket.py to order.py\n    2026-06-09  Ben Kay  changes  order.py\n"
    assert counts(moved)["order.py"] == 21


def test_a_new_file_under_an_abandoned_name_does_not_inherit() -> None:
    """`stock.py` became `order.py` in June; another `stock.py` was made in July. Each change counts once."""
    history = """
        2025-12-01  Ann Lee  adds     stock.py
        2026-01-05  Ann Lee  changes  stock.py    20
        2026-06-01  Ben Kay  moves    stock.py to order.py
        2026-07-06  Ben Kay  adds     stock.py
        2026-07-07  Ben Kay  changes  stock.py    3
        2026-08-03  Ann Lee  changes  order.py    2
        2026-09-01  Ann Lee  changes  part1.py    9
    """
    assert counts(history) == {"order.py": 23, "stock.py": 4, "part1.py": 9}


@given(last_day=st.dates(date(2025, 12, 1), date(2026, 11, 20)))
@settings(max_examples=5)
def test_splitting_the_period_preserves_counts(last_day: date) -> None:
    history = HISTORY + "    2026-05-08  Ben Kay  moves  part1.py to part2.py\n    2026-05-20  Ben Kay  changes  part2.py  3\n"
    start = date(2025, 11, 22)
    before, after = counts(history, since=start, until=last_day), counts(history, since=last_day + timedelta(days=1))
    whole = counts(history, since=start)
    assert {file: before.get(file, 0) + after.get(file, 0) for file in {**before, **after}} == whole


def test_the_order_of_the_evidence_never_matters() -> None:
    lines = HISTORY.splitlines()
    before = look(HISTORY, FILES)
    random.Random(1).shuffle(lines)
    after = look("\n".join(lines), "\n".join(reversed(FILES.splitlines())))
    assert after.rows(CHANGES_IN_HOTSPOTS) == before.rows(CHANGES_IN_HOTSPOTS)
    assert after.table(CHANGE_PILES_UP_HERE) == before.table(CHANGE_PILES_UP_HERE)


def test_every_name_can_be_redacted() -> None:
    verdict = look(HISTORY, FILES).found(CHANGE_PILES_UP_HERE).verdict
    assert verdict.detail is not None
    phrases = [verdict.sentence, verdict.action, *(cell for row in verdict.detail.rows for cell in row)]
    words = ordinary("".join(part for phrase in phrases for part in phrase if isinstance(part, str)))
    assert {part.text for phrase in phrases for part in phrase if isinstance(part, Name)} == {"shop", "order.py"}
    assert "order" not in words
    assert "shop" not in words


def test_lines_changed_by_month_leave_out_renames_and_what_is_no_code() -> None:
    history = """
        2026-01-05  Ann Lee  changes  order.py        +7 -3
        2026-01-06  Ann Lee  changes  test_it.py      +5 -0
        2026-01-07  Ann Lee  changes  README.md       +90 -0
        2026-01-08  renovate[bot]  changes  order.py  +40 -4
        2026-02-01  Ben Kay  moves    order.py to basket.py
        2026-02-02  Ben Kay  deletes  old.py          +0 -60
        2026-02-03  Ben Kay  deletes  photo.png       +0 -1
    """
    told = {(row.key, row.part): row.contribution for row in look(history, FILES + "README.md 9 0 0 documentation\n").rows(LINES_CHANGED)}
    assert told == {("2026-01", "added"): 12, ("2026-01", "deleted"): 3, ("2026-02", "added"): 0, ("2026-02", "deleted"): 60}
