"""What changed between two runs, row by row: how a judgement ended before and now, and what is said of it."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.changes import Stood, changes, nothing_before, section

SAID = """
| before            | now               | change       | because                                                        |
|-------------------|-------------------|--------------|----------------------------------------------------------------|
| met 0.2           | not_met high 0.53 | new          | it was met before; Share known: 0.20 before, 0.53 now (of lines) |
| -                 | not_met high 0.53 | new          | it was not looked at before                                    |
| not_assessed      | not_met high 0.53 | new          | it could not be judged before                                  |
| accepted 0.53     | not_met high 0.53 | new          | its acceptance has ended                                       |
| not_met low 0.3   | not_met high 0.53 | worse        | low before, high now; Share known: 0.30 before, 0.53 now (of lines) |
| not_met high 0.53 | not_met low 0.3   | better       | high before, low now; Share known: 0.53 before, 0.30 now (of lines) |
| not_met high 0.53 | not_met high 0.54 |              |                                                                |
| not_met low €100  | not_met low €105  |              |                                                                |
| not_met low €100  | not_met low €200  | worse        | its expected loss was 100 a year and is 200 (middle)           |
| not_met high 0.53 | met 0.2           | gone         | it is met now; Share known: 0.53 before, 0.20 now (of lines)   |
| not_met high 0.53 | -                 | gone         | it is no longer looked at                                      |
| not_met high 0.53 | accepted 0.53     | gone         | somebody accepted it                                           |
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


def test_nothing_to_compare_with_is_not_nothing_changed() -> None:
    (sentence,) = nothing_before().blocks
    assert "not assessed" in str(sentence)
    assert "no judgement stands otherwise" in str(section([], "2026-07-31", "d76e69050c1b").blocks[0])
