"""A vendor as a whole, and what may be put on the table when one meets it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from quarterdeck.app.asking.kept import NoSuchRecordError
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.suppliers import review
from quarterdeck.kernel.text import Name
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.vendor_review import Level, Supplier, meeting_pack
from tests.reports.company import made, said

REVIEWED = (
    "We paid Kartwerk 98 000 EUR in the last year; 1 system in use stands on it; the next day to act is 1 November 2026 (in 1 day).",
    "It delivers: Maps and addresses.",
    "It holds addresses, and where it keeps them is not on record.",
    "How good its service must be: no service level of a system that needs it is on record.",
    "| Maps | 96 000 EUR a year | 31 December 2026 | 1 November 2026 (in 1 day) | 60 000 to 150 000 EUR | Ann Lee |",
    "Those of the year before are not known.",
    "| Route planner | high | by itself |",
    "Who else could deliver: open maps.",
    "No incident of the last year names it, in title or cause.",
    "How many tickets it took: no work item was imported.",
    "Of what is on record to be done about it, of the last year: 1 done by its day.",
    "Tell us in writing, well before 31 December 2026, what the next term of Maps costs.",
    "Tell us where you keep addresses.",
    "Decide: Maps after 2026, due on 1 November 2026 (in 1 day).",
    "Do: Write to Kartwerk, Ann Lee, 6 November 2026 (in 6 days).",
    "| How many days are left to give notice | Maps | 1 day |",
)
NOT_ON_THE_TABLE = ("open maps", "150 000", "Maps after 2026", "Write to Kartwerk", "1 November", "Ann Lee")


@pytest.mark.parametrize("sentence", REVIEWED)
def test_the_review_says(sentence: str, run: Run) -> None:
    assert sentence in said(made(run, "vendor"))


def test_the_pack_for_a_meeting_keeps_our_hand(run: Run) -> None:
    told = said(made(run, "meeting"))
    assert "Tell us in writing, well before 31 December 2026, what the next term of Maps costs." in told
    assert not [words for words in NOT_ON_THE_TABLE if words in told]


def test_what_nobody_wrote_is_said_to_be_missing(run: Run) -> None:
    told = said(made(run, "vendor", "rack"))
    for sentence in (
        "We paid Rackwerk 4 000 EUR in the last year; no system on record stands on it; no day to act is on record.",
        "What it delivers.",
        "What was agreed with it: no contract is on record.",
        "What hangs on it: no system in use names it.",
        "Who else could deliver.",
        "Nothing that is on record.",
    ):
        assert sentence in told


def test_a_contract_that_could_not_be_read_is_not_nothing(sparse: Run) -> None:
    told = said(made(sparse, "vendor", "v"))
    assert "What `contracts/odd.yaml` say: their records could not be read." in told
    assert "no contract is on record" not in told
    assert "What V was paid is not known" in told


def test_page_one_is_one_page(run: Run) -> None:
    first = PdfReader(io.BytesIO(pdf(made(run, "vendor")))).pages[0].extract_text().replace("\n", " ")
    assert "Write to Kartwerk" in first


def test_another_vendor_is_none(run: Run) -> None:
    with pytest.raises(NoSuchRecordError, match="there is no vendor 'kartwerk' in the record that was assessed; there are maps, rack"):
        made(run, "vendor", "kartwerk")


def test_tickets_that_name_it_are_part_of_how_it_did(run: Run) -> None:
    """In words, and never within one: «Kartwerke» is somebody else. Of three, one is open; half of the others were done within five days."""
    run.connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE work_items AS SELECT * FROM (SELECT * FROM work_items) WHERE false;
        INSERT INTO work_items BY NAME SELECT * FROM (VALUES
            ('A-1', TIMESTAMP '2026-05-01', 'Kartwerk: a street is missing', TIMESTAMP '2026-05-05'),
            ('A-2', TIMESTAMP '2026-06-01', 'Slow: KARTWERK', TIMESTAMP '2026-06-07'), ('A-3', TIMESTAMP '2026-10-01', 'kartwerk', NULL),
            ('A-4', TIMESTAMP '2026-10-01', 'Kartwerke', NULL), ('A-5', TIMESTAMP '2024-10-01', 'Kartwerk', NULL)
        ) AS told (id, created_at, title, resolved_at)
        """
    )
    try:
        told = said(review(run, "maps"))
    finally:
        run.connection.execute("DROP TABLE temp.work_items")
    assert "3 tickets of the last year name it: 1 open; half of the others were done within 5 days." in told


@pytest.mark.parametrize(("spent", "asked"), [(1.38, True), (0.39, False), (None, False)])
def test_what_was_missed_is_asked_about_in_the_meeting(spent: float | None, asked: bool) -> None:  # a table's column
    level = Level(Name("service-level", "Bookings are answered"), Name("system", "Booking"), "99.9 %", spent, "", "nothing was counted")
    vendor = Supplier(Name("vendor", "AWS"), None, None, "", (), None, (), (), (), None, (), (), (level,), None, None, (), (), (), ())
    pack = said(meeting_pack(vendor, "Acme", date(2026, 10, 31), "0"))
    assert ("Tell us which part of what failed in Bookings are answered was yours, and what you change." in pack) is asked
