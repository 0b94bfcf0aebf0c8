"""Practices do not know each other, and two of them ask which file a change belongs to."""

from __future__ import annotations

from quarterdeck.practices.knowledge import touches as of_knowledge
from quarterdeck.practices.knowledge import words as words_of_knowledge
from quarterdeck.practices.quality import touches as of_quality
from quarterdeck.practices.quality import words as words_of_quality


def test_knowledge_and_quality_count_the_same_changes() -> None:
    assert of_knowledge.TOUCHES == of_quality.TOUCHES


def test_shares_are_printed_alike() -> None:
    shares = (0.0, 0.001, 0.5, 0.994, 1.0)
    assert [words_of_knowledge.percent(share).replace("\u202f", " ") for share in shares] == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]
    assert [words_of_quality.percent(share) for share in shares] == [words_of_knowledge.percent(share) for share in shares]
