"""What the lint of plain language finds, and that our own texts for executives pass it."""

from __future__ import annotations

import pytest

from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.readability import grade, sentences, slips, syllables

LONG = "We " + "really " * 25 + "do."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We pay 40\u202f000 EUR a year.", []),
        (LONG, [("long", "27 words")]),
        ("Going forward we leverage it.", [("jargon", "«leverage»"), ("jargon", "«going forward»")]),
        ("The MTTR fell.", [("jargon", "«mttr»"), ("abbreviation", "«MTTR» is explained nowhere")]),
        ("The SLO (service level objective) holds. The SLO is 99 %.", []),
        ("Our service level objective (SLO) holds.", []),
        ("It was decided in May.", [("passive", "«was decided»")]),
        ("No backup was found.", [("passive", "«was found»")]),
        ("We decided in May. She is tired-looking.", []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(slip.kind, slip.what) for slip in slips(text)] == found


def test_each_slip_names_its_sentence() -> None:
    (slip,) = slips("We know. It was decided.")
    assert slip.sentence == "It was decided."
    assert slip.mend == "Say who does it"


def test_the_published_grade_of_short_sentences() -> None:
    told = grade("The. Cat. And. The. Dog. Ate.")
    assert told is not None
    assert round(told, 1) == -3.4
    assert grade("12 %") is None


@pytest.mark.parametrize(("word", "count"), [("the", 1), ("people", 2), ("change", 1), ("nobody", 3), ("quarter", 2), ("table", 2), ("a", 1)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_numbers_and_initials_end_no_sentence() -> None:
    assert sentences("It costs 1.5 million. That is more.") == ["It costs 1.5 million.", "That is more."]


PASSIVES = 43
"""How many of our sentences for executives leave out who does it. The number only falls: a new judgement says who."""


def test_our_words_for_executives_are_plain() -> None:
    told = {
        name: list(slips(f"{of.wrong.replace('{where}', 'billing')}\n{of.well}.\nWe do not know {of.unknown}.")) for name, of in PLAIN.items()
    }  # fmt: skip
    assert [slip for found in told.values() for slip in found if slip.kind != "passive"] == []
    passives = [slip.sentence for found in told.values() for slip in found if slip.kind == "passive"]
    assert len(passives) <= PASSIVES, passives
