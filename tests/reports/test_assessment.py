"""The first page: how many judgements could be made agrees with what it lists as not seen."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.reports.assessment import what_could_be_made

MET, NOT_MET, UNSEEN, BESIDE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED, Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        ([("leads", MET), ("checks", NOT_MET)], "Of 2 judgements, 2 could be made everywhere"),
        ([("leads", MET), ("checks", NOT_MET), ("checks", UNSEEN)], "Of 2 judgements, 1 could be made everywhere and 1 in some places"),
        (
            [("leads", MET), ("checks", MET), ("checks", UNSEEN), ("holes", UNSEEN)],
            "Of 3 judgements, 1 could be made everywhere, 1 in some places and 1 not at all",
        ),
        ([("leads", MET), ("holes", BESIDE)], "Of 2 judgements, 1 could be made everywhere and 1 does not apply"),
        ([("leads", UNSEEN), ("holes", BESIDE)], ""),
    ],
)
def test_what_could_be_made_agrees_with_what_was_not_seen(ended: list[tuple[str, Outcome]], says: str) -> None:
    assert plain(what_could_be_made(ended)) == says
