"""What changed between two runs, row by row: how a judgement ended before and now, and what is said of it."""

from __future__ import annotations

import pytest

from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.changes import Stood, changes, nothing_before, section
from tests.reports.company import REPORTS, made, said

SAID = """
| before            | now               | change       | because                                                        |
|-------------------|-------------------|--------------|----------------------------------------------------------------|
| met 0.2           | not_met high 0.53 | new          | it was met before; Share known: 20 % of lines before, 53 % of lines now |
| -                 | not_met high 0.53 | new          | it was not looked at before                                    |
| not_assessed      | not_met high 0.53 | new          | it could not be judged before                                  |
| accepted 0.53     | not_met high 0.53 | new          | its acceptance has ended                                       |
| not_met low 0.3   | not_met high 0.53 | worse        | low before, high now; Share known: 30 % of lines before, 53 % of lines now |
| not_met high 0.53 | not_met low 0.3   | better       | high before, low now; Share known: 53 % of lines before, 30 % of lines now |
| not_met high 0.53 | not_met high 0.54 |              |                                                                |
| not_met low €100  | not_met low €105  |              |                                                                |
| not_met low €100  | not_met low €200  | worse        | its expected loss was 100 a year and is 200 (middle)           |
| not_met high 0.53 | met 0.2           | gone         | it is met now; Share known: 53 % of lines before, 20 % of lines now   |
| not_met high 0.53 | -                 | out of sight | it is no longer looked at                                      |
| not_met high 0.53 | not_applicable    | no longer applies | it does not apply any more                                |
| not_met high 0.53 | accepted 0.53     | accepted     | somebody accepted it                                           |
| not_met high 0.53 | not_assessed      | out of sight | it can no longer be judged                                     |
| met 0.2           | not_assessed      |              |                                                                |
"""
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in SAID.strip().splitlines()[2:]]


def stood(said: str) -> dict[str, Stood]:
    """``not_met high 0.53``: the outcome, the severity, what was measured or (with €) what it may cost."""
    if said == "-":
        return {}
    outcome, *rest = said.split()
    severity = next((Severity(word) for word in rest if word in set(Severity)), None)
    loss = next((float(word[1:]) for word in rest if word.startswith("€")), None)
    measured = next((float(word) for word in rest if word[0].isdigit()), None)
    return {"a1": Stood("Code that one person knows", Name("repository", "shop"), outcome, severity, loss, measured, "Share known.", "of lines", 2)}


@pytest.mark.parametrize(("before", "now", "change", "because"), ROWS)
def test_a_change_and_its_reason(before: str, now: str, change: str, because: str) -> None:
    found = changes(stood(now), stood(before))
    assert [one.kind for one in found] == ([change] if change else [])
    assert [plain(one.reason) for one in found] == ([because] if change else [])


def test_what_no_longer_applies_names_what_is_new_in_the_same_place() -> None:
    """Somebody left: that only one person knew the code is not mended, it is worse."""
    shop = Name("repository", "shop")
    left = Stood("Code that one person knows", shop, "not_applicable", said=("shop: Maren, who knew half of the code, no longer commits.",))
    now = {"a1": left, "b2": Stood("Code that nobody there knows any more", shop, "not_met", Severity.MEDIUM)}
    new, ended = changes(now, stood("not_met high 1"))
    assert (new.kind, ended.kind) == ("new", "no longer applies")
    assert plain(ended.reason) == "shop: Maren, who knew half of the code, no longer commits. Look at: Code that nobody there knows any more."


@pytest.mark.parametrize(
    ("measure", "unit", "before", "now", "said"),
    [
        ("How many days a promise is late", "days", -61, 31, "61 days to go before, 31 days now"),
        ("How many days are left", "days", 93, -1, "93 days before, 1 day past now"),
        ("Whether incidents come more often", "(Laplace's U)", 1, 2, "1 before, 2 now, in Laplace's U"),
    ],
)
def test_numbers_are_told_in_words(measure: str, unit: str, before: float, now: float, said: str) -> None:
    was, stands = (Stood("A title", Name("team", "Lockers"), "not_met", severity, None, value, measure, unit) for severity, value in
                   ((Severity.LOW, before), (Severity.HIGH, now)))  # fmt: skip
    (change,) = changes({"a1": stands}, {"a1": was})
    assert plain(change.reason) == f"low before, high now; {measure}: {said}"


def test_nothing_to_compare_with_is_not_nothing_changed() -> None:
    (sentence,) = nothing_before().blocks
    assert "not assessed" in str(sentence)
    assert "no judgement stands otherwise" in str(section([], "2026-07-31", "d76e69050c1b").blocks[0])


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_what_changed_since_its_last_issue(name: str, run: Run) -> None:
    """On its first pages in plain words, else behind them; a vendor in a meeting is told only what it may know."""
    told = said(made(run, name))
    assert "What changed" in told
    assert "Since 3 October 2026" in told or "Compared with 3 October 2026" in told or "Compared with run" in told
    if name == "meeting":
        assert "Nobody else could deliver" not in told
