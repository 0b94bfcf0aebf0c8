"""Pseudonyms for names that a reader may not see.

A name is a value of its own in every sentence (`kernel.text.Name`), so that none is missed; plain words are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.section import Document, Section
from quarterdeck.kernel.text import Name, Phrase, rename
from quarterdeck.reports.walk import Rewriting, phrases_in, phrases_of

PEOPLE = frozenset({"person", "email", "event", "reason", "reviewer", "export", "stakeholder", "answer", "words"})
RECORDED = frozenset(
    {
        "company", "objective", "initiative", "milestone", "system", "service-level", "technology", "standard", "team", "vendor", "contract", "budget-line",
        "key-result", "decision", "option", "experiment", "risk", "control", "policy", "assumption", "action", "answer", "acceptance", "comment",
        "capability", "map", "component", "journey", "record",
    }
)  # fmt: skip
"""What the company calls its own things: kinds of record, and the options of its decisions."""
CODE = RECORDED | frozenset(
    {
        "repository", "file", "path", "function", "tag", "commit", "package", "vulnerability", "branch", "job", "requirement", "event", "reason", "export",
        "environment", "deployment", "release", "service", "incident", "shift", "pull request", "work item", "product", "resource", "commitment", "feature",
        "container", "host", "place", "words", "pipeline", "checks", "image", "series", "sprint", "line of an invoice",
        "week of a repository", "why",
    }
)  # fmt: skip
CHOICES: Mapping[str, frozenset[str]] = {"people": PEOPLE, "code": CODE, "all": PEOPLE | CODE}
"""What ``--redact`` offers, and the kinds of name that each covers. Events, reasons, the names of imported files, and the words of
pipelines and of rules for branches hold other names."""

_LETTERED = {"person", "repository"}
_WORDS = {"email": "E-mail address"}


@dataclass(frozen=True, slots=True)
class Redaction:
    """Replaces the names of some kinds: ``Person A``, ``Repository B``, ``File 12``, counted in the order in which they first appear."""

    kinds: frozenset[str]

    @classmethod
    def of(cls, choice: str) -> Redaction:
        """The redaction that a choice of ``CHOICES`` stands for. Raises ``KeyError`` for another word."""
        return cls(CHOICES[choice])

    def pseudonyms(self, document: Document) -> dict[Name, Name]:
        """Who or what hides behind each pseudonym, in order of appearance: the key to a redacted document, to be kept apart from it."""
        given: dict[Name, Name] = {}
        counts: dict[str, int] = {}
        for phrase in phrases_of(document):
            for part in phrase:
                if isinstance(part, Name) and part.kind in self.kinds and part not in given:
                    counts[part.kind] = counts.get(part.kind, 0) + 1
                    given[part] = Name(part.kind, _pseudonym(part.kind, counts[part.kind]))
        return given

    def document(self, document: Document) -> Document:
        """The document with every name of these kinds replaced, wherever it stands; the same name by the same pseudonym."""
        return _renaming(self.pseudonyms(document)).document(document)


def _pseudonym(kind: str, count: int) -> str:
    word = _WORDS.get(kind, kind.capitalize())
    return f"{word} {_letters(count) if kind in _LETTERED else count}"


def _letters(count: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Disguise:
    """One run's pseudonyms, the same in every output: names get theirs in the order in which they are first shown.

    A problem's words can quote a file, so they are withheld where code is redacted; its place and mend remain.
    """

    redaction: Redaction
    given: dict[Name, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, choice: str | None) -> Disguise:
        """The disguise of a choice of ``CHOICES``; none without a choice."""
        return cls(Redaction(frozenset()) if choice is None else Redaction.of(choice))

    def name(self, name: Name) -> Name:
        """The pseudonym of a name, or the name itself where its kind is not redacted."""
        if name.kind not in self.redaction.kinds:
            return name
        if name not in self.given:
            count = 1 + sum(known.kind == name.kind for known in self.given)
            self.given[name] = Name(name.kind, _pseudonym(name.kind, count))
        return self.given[name]

    def phrase(self, phrase: Phrase) -> Phrase:
        """The sentence with pseudonyms."""
        return rename(phrase, self.name)

    def document(self, document: Document) -> Document:
        """The document with pseudonyms."""
        return self._filled(phrases_of(document)).document(document) if self.redaction.kinds else document

    def section(self, section: Section) -> Section:
        """The section with pseudonyms."""
        return self._filled(phrases_in(section)).section(section) if self.redaction.kinds else section

    def problem(self, problem: Problem) -> Problem:
        """The problem with its place disguised, and its words withheld where they may quote code."""
        problem = self.withheld(problem)
        place = problem.place
        if "file" not in self.redaction.kinds:
            return problem
        source, path = self.name(Name("repository", place.source)).text, self.name(Name("file", place.path)).text if place.path else ""
        return replace(problem, place=replace(place, source=source, path=path))

    def withheld(self, problem: Problem) -> Problem:
        """The problem without its words, where they may quote what is redacted; its place is left to the document's own redaction."""
        if not self.redaction.kinds:
            return problem
        return replace(problem, what="a fault was found here; its words are withheld, for they may quote what is redacted")

    def _filled(self, phrases: Iterable[Phrase]) -> Rewriting:
        for phrase in phrases:
            self.phrase(phrase)
        return _renaming(self.given)


def _renaming(given: Mapping[Name, Name]) -> Rewriting:
    return Rewriting(lambda phrase: rename(phrase, lambda name: given.get(name, name)))
