"""Redaction: names are replaced wherever they stand, the same one by the same pseudonym, and nothing else changes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.section import Document, Section, Sentence
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, Phrase, plain
from quarterdeck.practices.delivery.findings.no_way_back import judge
from quarterdeck.reports.redaction import CHOICES, Disguise, Redaction
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import markdown
from tests.reports.render.hostile import documents
from tests.reports.render.sample import document

PEOPLE = ("Maren", "Lindqvist", "Tomasz", "Aisha", "Hồng")
CODE = ("halden/payments", "halden/tracking", "part_041.py", "4be1f0a92c77", "pkg:pypi/requests")

HARMLESS = {
    "a time of the calendar, or one of our few words beside it": (
        "day", "last day", "last day of extended support", "exploited since", "week", "month", "quarter", "moment", "time", "year of origin", "window",
    ),
    "a number, or what is counted": (
        "number of a quarter", "people", "deepest level", "evolution", "moves on to", "strategic weight", "promise", "objective, theirs and ours in days",
    ),
    "one of our own words": (
        "state", "end of the range", "place in the range", "place in life", "phase", "purpose", "role", "way", "made by", "looked at by", "ending", "strength",
        "how it stands on the vendor", "how it is come by", "what contains it", "what it has", "what it tells", "thing", "step",
    ),
    "the word of a tracker or of the record, of a few that every company has": ("status", "severity", "kind"),
    "public: everybody may look it up": ("language", "runtime", "currency"),
}  # fmt: skip
"""What rows of measures name beside what a redaction covers, by why it may be read."""


def told(*names: Name) -> Document:
    return Document("T", (), "2026-11-21", (Section("s", "S", tuple(Sentence((name,)) for name in names)),))


def names_in(redacted: Document) -> list[str]:
    return [plain(block.words) for block in redacted.sections[0].blocks if isinstance(block, Sentence)]


@pytest.mark.parametrize(
    ("choice", "given_", "expected"),
    [
        ("people", [("person", "Maren"), ("person", "Aisha"), ("person", "Maren")], ["Person A", "Person B", "Person A"]),
        ("people", [("email", "m@halden.example"), ("person", "Maren")], ["E-mail address 1", "Person A"]),
        ("people", [("repository", "payments"), ("file", "a.py")], ["payments", "a.py"]),
        ("code", [("repository", "payments"), ("file", "a.py"), ("path", "src"), ("tag", "v1")], ["Repository A", "File 1", "Path 1", "Tag 1"]),
        ("code", [("commit", "4be1"), ("package", "requests"), ("branch", "main")], ["Commit 1", "Package 1", "Branch 1"]),
        ("code", [("person", "Maren")], ["Maren"]),
        ("all", [("person", "Maren"), ("repository", "payments")], ["Person A", "Repository A"]),
        ("people", [("event", "Maren leaves")], ["Event 1"]),
        ("all", [("runtime", "python 3.13")], ["python 3.13"]),
    ],
)
def test_pseudonyms(choice: str, given_: list[tuple[str, str]], expected: list[str]) -> None:
    redacted = Redaction.of(choice).document(told(*(Name(kind, text) for kind, text in given_)))
    assert names_in(redacted) == expected


def test_after_z_comes_aa() -> None:
    redacted = Redaction.of("people").document(told(*(Name("person", f"p{count}") for count in range(28))))
    assert names_in(redacted)[24:] == ["Person Y", "Person Z", "Person AA", "Person AB"]


@pytest.mark.parametrize(("choice", "gone", "kept"), [("people", PEOPLE, CODE), ("code", CODE[1:], PEOPLE), ("all", PEOPLE + CODE[1:], ())])
def test_no_name_is_left_in_the_report(choice: str, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    redacted = Redaction.of(choice).document(document())
    page = html(redacted).partition("<body>")[2].replace("<wbr>", "")
    # The sample's caption «Who knows halden/payments» is plain words: redaction cannot know it for a name.
    for text in (page, markdown(redacted)):
        assert [name for name in gone if name in text] == []
        assert [name for name in kept if name not in text] == []


def test_the_key_tells_who_is_who() -> None:
    key = Redaction.of("people").pseudonyms(told(Name("person", "Maren"), Name("person", "Aisha")))
    assert key == {Name("person", "Maren"): Name("person", "Person A"), Name("person", "Aisha"): Name("person", "Person B")}


@given(documents())
def test_redacting_nothing_changes_nothing(any_document: Document) -> None:
    assert Redaction(frozenset()).document(any_document) == any_document


@given(documents(), st.sampled_from(["people", "code", "all"]))
def test_redacting_leaves_no_name_of_its_kinds_as_it_was(any_document: Document, choice: str) -> None:
    redaction = Redaction.of(choice)
    given_ = redaction.pseudonyms(any_document)
    assert set(redaction.pseudonyms(redaction.document(any_document))) == set(given_.values())
    assert len(set(given_.values())) == len(given_)


def test_an_unknown_choice_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Redaction.of("everything")


def test_a_cited_number_is_no_name() -> None:
    phrase: Phrase = ("1 person",)
    assert names_in(Redaction.of("all").document(Document("T", (), "", (Section("s", "S", (Sentence(phrase),)),)))) == ["1 person"]


@pytest.mark.parametrize("kind", ["job", "requirement"])
def test_what_a_pipeline_or_a_base_image_is_called_is_code(kind: str) -> None:
    """A job «deploy-halden-payments» or an image «registry.halden.example/base:1» says as much as a path."""
    assert Disguise.of("code").name(Name(kind, "halden")) == Name(kind, f"{kind.capitalize()} 1")
    assert Disguise.of("people").name(Name(kind, "halden")) == Name(kind, "halden")


def test_what_a_measure_shows_of_its_rows_is_redacted_or_harmless() -> None:
    """A new kind of key or part is covered (`CODE`, `PEOPLE`), or it is said here why everybody may read it."""
    shown = {kind for practice in PRACTICES for one in practice.measures for kind in (one.key_is, one.part_is, one.subject) if kind}
    harmless = {kind for kinds in HARMLESS.values() for kind in kinds}
    assert not shown - CHOICES["all"] - harmless
    assert not harmless - shown
    assert not harmless & CHOICES["all"]


@pytest.mark.parametrize(("choice", "shown"), [("code", ["Place 1", "Words 1"]), ("all", ["Place 1", "Words 1"])])
@pytest.mark.parametrize("ways", [0, 1])
def test_what_a_pipeline_runs_and_where_is_not_shown(choice: str, shown: list[str], ways: int) -> None:
    """Whether it leads back or not: a command names clusters, machines and images."""
    row = MeasureRow("Jenkinsfile:11", "deploys: kubectl -n warehouse set image deploy/shop", ways)
    unknown = SimpleNamespace(missing=NotAssessed("nothing was imported", "Import it"))
    bench = SimpleNamespace(name=Name, rows=lambda _: [row], beside=lambda *_: unknown)
    measured = SimpleNamespace(subject=Subject("repository", "shop"), value=float(ways), id="a1")
    verdict = judge(cast("Measurement", measured), cast("Bench", bench))
    cells = verdict.detail.rows if verdict.detail else ()
    phrases = [verdict.sentence, *(cell for one in cells for cell in one)]
    redacted = " ".join(plain(Disguise.of(choice).phrase(phrase)) for phrase in phrases)
    assert [word for word in ("kubectl", "warehouse", "Jenkinsfile") if word in redacted] == []
    assert [word for word in shown[ways:] if word not in redacted] == []
