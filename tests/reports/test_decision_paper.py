"""One page that asks for one decision: what it says where everything is on record, and what where something is not."""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from quarterdeck.app.asking.kept import KeptWorkspace, NoSuchRecordError, records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.steering.deciding import weigh
from quarterdeck.kernel.text import Name
from quarterdeck.reports.naming import naming
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.paper import pdf
from tests.reports.company import made, said

SAID = (
    "We ask Ann Lee and The supervisory board to decide by 1 November 2026 (in 1 day): Maps after 2026.",
    "The record says 10 November 2026: too late to cancel Maps.",
    "Kartwerk raises its price.",
    "The options: (1) Stay with Kartwerk, (2) Open maps of our own or (3) A second supplier.",
    "As the record says, it costs or commits 60 000 to 150 000 EUR, and going back is costly.",
    "We recommend Open maps of our own (build). It is the best in ",
    "Not weighed, because the model does not know them: A second supplier.",
    "The lead hangs most on this: how many times its estimate such software really costs and takes.",
    "Most worth finding out before choosing: how many times its estimate",
    "Maps renews on 31 December 2026, for 96 000 EUR a year, unless somebody cancels it by 1 November 2026 (in 1 day). That is before this decision is due.",
    "The risk «The maps stop» stays open on the same systems. It may cost ",
    "Asked beforehand: Dr Berg.",
    "If it is right, we shall see: The bill is below 60 000 EUR a year.",
    "We look at it again on 30 June 2027 (in 242 days).",
    "Since 3 October 2026: ",
)


@pytest.mark.parametrize("sentence", SAID)
def test_it_says(sentence: str, run: Run) -> None:
    assert sentence in said(made(run, "decision"))


def test_its_numbers_are_those_of_decide(run: Run) -> None:
    found = weigh(KeptWorkspace(run.request.out, records_of(run)), "maps", run.request.seed, 100_000, run.request.as_of, lambda: run).recommendation
    assert found
    assert found.chosen
    told = said(made(run, "decision"))
    assert f"It is the best in {found.chosen.best:.0%}".replace("%", " %") in told
    assert "100 000 draws, seed 1" in told


@pytest.mark.parametrize(
    ("about", "sentences"),
    [
        (
            "bare",
            (
                "We ask for a decision: Whether to move. The record names no day. The record does not say who decides.",
                "What each option is worth, and how likely it is the best.",
                "name a `model` in the decision's record",
            ),
        ),
        (
            "halved",
            (
                "The record names the model build-or-buy, which cannot be run yet.",
                "the amount is in apples, and the company counts in EUR",
                "build_cost is missing",
            ),
        ),
        ("taken", ("One language is accepted since 2 February 2026: Python.", "We look at it again on 3 November 2026 (in 3 days).")),
        ("boards", ("It was due on 30 September 2026, and is 31 days late.", "By these weights, one point is worth", "(1) price")),
    ],
)
def test_what_is_not_on_record_is_said_to_be_missing(about: str, sentences: tuple[str, ...], run: Run) -> None:
    told = said(made(run, "decision", about))
    assert not [sentence for sentence in sentences if sentence not in told]
    if about != "taken":
        assert "What happens without a decision: no open risk and no contract that is due names the same systems." in told


def test_page_one_is_one_page(run: Run) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(made(run, "decision")))).pages]
    assert "We look at it again on" in pages[0].replace("\n", " ")
    assert "What changed" in pages[1]


def test_names_in_a_models_own_words_are_redacted(run: Run) -> None:
    for about in ("maps", "boards"):
        told = json.dumps(json.loads(as_json(made(run, "decision", about, redact="all"))), ensure_ascii=False)
        names = ("Kartwerk", "Open maps", "second supplier", "Ann Lee", "supervisory", "Maps after", "maps stop", "Take two", "Boardwerk", "Route planner")
        assert not [name for name in (*names, "contracts/maps") if name in told]


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ("", "name the decision that the report is about; there are bare, boards, halved, maps, taken"),
        ("board", "there is no decision 'board' in the record that was assessed; did you mean boards[?] There are bare, "),
        ("../../x", "there is no decision '../../x' in the record that was assessed; there are bare, "),
    ],
)
def test_another_decision_is_none(about: str, message: str, run: Run) -> None:
    with pytest.raises(NoSuchRecordError, match=message):
        made(run, "decision", about)


def test_names_are_found_in_words_the_longest_first() -> None:
    stay, long = Name("option", "Stay"), Name("option", "Stay with Kartwerk")
    assert naming((stay, long)).phrase(("stay with Kartwerk: price; stay, stayed",)) == (long, ": price; ", stay, ", stayed")
    assert naming(()).phrase(("as it is",)) == ("as it is",)
