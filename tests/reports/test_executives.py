"""Page one for the board, two minutes for the chief executive: what they say of facts, and of what nobody told."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Document, Section, Statement, TableBlock
from quarterdeck.kernel.text import Name, plain
from quarterdeck.reports.assessment import Assessment, Scope
from quarterdeck.reports.board import Pack, board_pack
from quarterdeck.reports.chief import chief_brief
from quarterdeck.reports.facts import Asked, Choice, Danger, Facts, Outcome, Pace, People, Promise, Quarter, Spend, Task
from quarterdeck.reports.readability import slips
from quarterdeck.reports.redaction import Redaction
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.walk import phrases_in

EUR = "EUR"
MAREN, BOARD = Name("person", "Maren Lindqvist"), Name("stakeholder", "Supervisory board")
FACTS = Facts(
    choices=(
        Choice(
            "decision/maps", Name("decision", "Maps after 2026"), (Name("option", "Stay"), Name("option", "Open data")),
            Money(Range(60_000, 95_000, 150_000), EUR), "costly", date(2026, 11, 10), (MAREN,), ("risk/maps-stop",), "build-or-buy",
        ),
    ),
    outcomes=(
        Outcome(
            "objective/same-day", Name("objective", "Same day"), Name("objective", "Parcels on time"), 0.931, 0.954, 0.97, "%", date(2026, 12, 31),
            date(2026, 4, 13), "", 0.947, date(2026, 1, 26),
        ),
        Outcome("objective/same-day", Name("objective", "Same day"), Name("objective", "Calls a week"), 310, 330, 120, "calls", date(2026, 12, 31), None),
    ),
    promises=(
        Promise(
            "milestone/audit", Name("milestone", "Stage one of the audit"), date(2026, 11, 24), MAREN, BOARD, "open", True, date(2026, 11, 20), date(2027, 2, 1)
        ),
    ),
    paces=(Pace(Name("project", "BOOK"), 28, 337, 52, date(2026, 12, 5), date(2026, 12, 12)),),
    dangers=(
        Danger(
            "risk/maps-stop", Name("risk", "The maps stop"), MAREN, Range(0.05, 0.1, 0.2), Money(Range(100_000, 200_000, 400_000), EUR),
            Money(Range(8_200, 20_000, 48_000), EUR), "reduce", None, None, Severity.MEDIUM, (), 15_000,
        ),
    ),
    quarter=Quarter("2026-Q3", EUR, (Spend("run", 640_000, 694_482), Spend("grow", 499_000, 480_000)), 1_139_000, 1_174_482, ("budget-line/hosting",)),
    people=People(40, 2, 1, (Asked("Can you plan your work?", "wellbeing 2026-Q4", 2.27, 33, 1.94, 0, 4),)),
    late=(Task("action/keys", Name("action", "Change the keys"), MAREN, date(2026, 6, 30)),),
    recorded=True, since=date(2026, 8, 28), decided=2,
)  # fmt: skip
SAID_TO_THE_BOARD = (
    "We ask for one decision, 11 days late: Maps after 2026.",
    "It is for Maren Lindqvist to decide.",
    "The options: (1) Stay or (2) Open data. It costs or commits 60\u202f000 to 150\u202f000 EUR, and going back is costly.",
    "Until it is taken, the risk «The maps stop» stays, 8\u202f200 to 48\u202f000 EUR a year expected.",
    "What each option is worth by itself, the decision paper says.",
    "| Calls a week (Same day) | 310 | – | 330 | 120 calls |",
    "| Parcels on time | 94.7 % | 95.4 % | 97 % | 59 % |",
    "Since 26 January 2026, 1 of 1 went forward.",
    "Calls a week: 330 calls now, 120 calls wanted, 310 calls at the start.",
    "2026-11-24 | in 3 days; at its pace 20 November 2026 with even odds, 1 February 2027 in 85 of 100 futures",
    "48 000 | more: 15 000 before |",
    "All 2 results have come −11 % to 59 % of their way.",
    "Measured more than a quarter ago: Parcels on time (13 April 2026).",
    "| Stage one of the audit | Maren Lindqvist | 2026-11-24 | 2026-11-20 | 2027-02-01 |",
    "In the third quarter of 2026 we spent 1\u202f174\u202f000 EUR of 1\u202f139\u202f000 EUR planned: 35\u202f000 EUR over",
    "(above all 54\u202f000 EUR more to run what there is).",
    "40 people on the roster; in the last three months 2 joined and 1 left.",
    "Promised and overdue: Change the keys (Maren Lindqvist, 144 days late).",
)
SAID_TO_THE_CHIEF = (
    "One decision waits and last quarter cost 3\u202f% more than planned.",
    "The maps stop. This may cost 8\u202f200 to 48\u202f000 EUR a year.",
    "Stage one of the audit to Supervisory board: 24 November 2026, in 3 days.",
    "In the third quarter of 2026 we spent 1\u202f174\u202f000 EUR. The plan was 1\u202f139\u202f000 EUR.",
)


def pack(facts: Facts) -> Pack:
    """A pack over an assessment that judged nothing."""
    scope = Scope((), 0, 0, 0, 0, "a year")
    return Pack(facts, Assessment(date(2026, 11, 21), "0.1.0", scope, (), (), {}, None, (), (), (), (), {}, "Halden Freight"))


def plainly(document: Document) -> str:
    """What is said, without the marks of Markdown."""
    told = markdown(document)
    for mark in ("[", "]", "\\"):
        told = told.replace(mark, "")
    for section in (*document.sections, *(block for block in document.sections[0].blocks if isinstance(block, Section))):
        told = told.replace(f"(#{section.anchor})", "")
    return told


@pytest.mark.parametrize("sentence", SAID_TO_THE_BOARD)
def test_the_board_reads(sentence: str) -> None:
    assert sentence in plainly(board_pack(pack(FACTS)))


@pytest.mark.parametrize("sentence", SAID_TO_THE_CHIEF)
def test_the_chief_executive_reads(sentence: str) -> None:
    assert sentence in plainly(chief_brief(pack(FACTS)))


def test_what_nobody_told_is_said_as_loud_as_a_failure() -> None:
    unseen = [
        block for part in board_pack(pack(Facts())).sections[0].blocks if isinstance(part, Section) for block in part.blocks if isinstance(block, Statement)
    ]
    assert [statement.id for statement in unseen if statement.outcome == "not_assessed"] == [
        "decisions-are-recorded", "outcomes-are-measured", "delivery-is-forecast", "risks-are-recorded", "spend-is-planned", "people-are-known", "not-seen",
    ]  # fmt: skip
    assert all("quarterdeck" in plain(statement.notes[0]) for statement in unseen[:-1])


def test_a_register_of_hundreds_is_summarised() -> None:
    """The gravest of four hundred risks stand in the board's appendix, and how many there are besides."""
    many = replace(FACTS, dangers=tuple(replace(FACTS.dangers[0], id=f"risk/{count}") for count in range(400)))
    (register,) = (section for section in board_pack(pack(many)).sections if section.anchor == "register")
    (table,) = (block for block in register.blocks if isinstance(block, TableBlock))
    assert (len(table.rows), table.more) == (25, 375)


def test_a_risk_whose_review_was_missed_says_so() -> None:
    """On 21 November, one was to be looked at on 31 July, another will be on 1 December."""
    kept, missed = (replace(FACTS.dangers[0], plan=None, treatment="accept", review=on) for on in (date(2026, 12, 1), date(2026, 7, 31)))
    told = plainly(board_pack(pack(replace(FACTS, dangers=(kept, missed)))))
    assert "accepted as it is; review 1 December 2026" in told
    assert "accepted as it is; review was due on 31 July 2026, 113 days late" in told


def test_options_are_no_names_of_people() -> None:
    told = markdown(Redaction.of("people").document(board_pack(pack(FACTS))))
    assert "Open data" in told
    assert "Maren" not in told


def test_without_a_record_no_one_says_that_nothing_is_asked() -> None:
    assert "No decision is asked" not in plainly(board_pack(pack(Facts())))
    told = plainly(board_pack(pack(Facts(recorded=True))))
    assert "cannot be said: no decision is on record" in told
    assert "No decision is asked" not in told
    assert "Nothing else." not in told
    assert "Whether something else waits cannot be said: no decision is on record." in told
    decided = plainly(board_pack(pack(Facts(recorded=True, decided=1))))
    assert "No decision is asked of the board today." in decided
    assert "Nothing else." in decided


def test_a_ledger_that_nobody_imported_is_no_zero() -> None:
    assert FACTS.quarter
    told = plainly(board_pack(pack(replace(FACTS, quarter=replace(FACTS.quarter, spent=None)))))
    assert "What was spent in the third quarter of 2026: 1\u202f140\u202f000 EUR was planned, and no ledger was imported." in told
    assert "quarterdeck import ledger FILE" in told


@pytest.mark.parametrize("make", [board_pack, chief_brief])
def test_page_one_is_one_page(make: object) -> None:
    assert callable(make)
    pages = PdfReader(io.BytesIO(pdf(make(pack(FACTS))))).pages
    assert "not know" in pages[0].extract_text() or "cannot see" in pages[0].extract_text()
    assert len(PdfReader(io.BytesIO(pdf(chief_brief(pack(FACTS))))).pages) == 1


@pytest.mark.parametrize("make", [board_pack, chief_brief])
def test_redaction_leaves_no_name(make: object) -> None:
    assert callable(make)
    told = markdown(Redaction.of("all").document(make(pack(FACTS))))
    assert not [
        name for name in ("Maren", "Supervisory", "Maps after", "maps stop", "Open data", "Halden", "Parcels on time", "Change the keys") if name in told
    ]


@pytest.mark.parametrize("make", [board_pack, chief_brief])
def test_page_one_is_in_plain_language(make: object) -> None:
    """Our own sentences; what is named in them is the company's."""
    assert callable(make)
    first = make(pack(FACTS)).sections[0]
    told = "\n".join("".join("N" if isinstance(part, Name) else plain((part,)) for part in phrase) for phrase in phrases_in(first))
    assert [slip for slip in slips(told) if slip.kind not in {"passive", "jargon" if make is board_pack else ""}] == []


def test_what_could_not_be_read_is_not_nothing() -> None:
    broken = (("decision", "decisions/d.md"), ("objective", "objectives/o.yaml"), ("risk", "risks/r.yaml"), ("risk", "risks/s.yaml"))
    for make in (board_pack, chief_brief):
        for decided in (0, 2):
            told = plainly(make(pack(Facts(recorded=True, broken=broken, decided=decided)))).replace("`", "")
            assert "One decision could not be read: decisions/d.md." in told
            assert "Two risks could not be read: risks/r.yaml and risks/s.yaml." in told
            assert "No decision is asked" not in told
            assert "Every decision on record is taken" not in told
            assert "No decision on record waits" not in told
            assert "no risk is on record" not in told


def test_what_could_not_be_read_stands_beside_what_could() -> None:
    told = plainly(board_pack(pack(replace(FACTS, broken=(("decision", "decisions/d.md"), ("risk", "risks/r.yaml")))))).replace("`", "")
    assert "We ask for one decision" in told
    assert "One decision could not be read: decisions/d.md." in told
    assert "One risk could not be read: risks/r.yaml." in told
