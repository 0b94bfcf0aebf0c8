"""Redaction: names are replaced wherever they stand, the same one by the same pseudonym, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.section import Document, Section, Sentence
from quarterdeck.kernel.text import Name, Phrase, plain
from quarterdeck.reports.redaction import Disguise, Redaction
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import markdown
from tests.reports.render.hostile import documents
from tests.reports.render.sample import document

PEOPLE = ("Maren", "Lindqvist", "Tomasz", "Aisha", "Hồng")
CODE = ("halden/payments", "halden/tracking", "part_041.py", "4be1f0a92c77", "pkg:pypi/requests")


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
