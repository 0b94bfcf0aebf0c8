"""The way into a system: what to read first and in which order, with which test and document beside it, and who can introduce it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterdeck.derived.words import percent
from quarterdeck.kernel.section import Block, Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, listing, say

_GUIDES = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A file on the way: why it is read, how it stands, the test that goes with it, who is there that knows it or works beside it."""

    file: Name
    why: str
    lines: int
    changes: int
    importers: int
    test: Name | None
    who: tuple[Name, ...]
    beside: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The way into one repository. ``deep`` says that imports were read, ``cut`` that its history was, ``explains`` is the measurement behind its lead."""

    repository: Name
    documents: tuple[Name, ...]
    reads: tuple[Read, ...]
    deep: bool
    cut: bool = False
    explains: str = ""

    @property
    def guides(self) -> tuple[Name, ...]:
        """The fewest people, found one after the other, who know between them all that anybody there knows; told by name."""
        left, found = {place: set(one.who) for place, one in enumerate(self.reads) if one.who}, list[Name]()
        while left and len(found) < _GUIDES:
            people = sorted({name for who in left.values() for name in who}, key=lambda name: name.text)
            widest = max(people, key=lambda name: sum(name in who for who in left.values()))
            found.append(widest)
            left = {place: who for place, who in left.items() if widest not in who}
        return tuple(sorted(found, key=lambda name: name.text))


@dataclass(frozen=True, slots=True)
class Path:
    """The way into a system or a repository, its repositories in the order in which they are read."""

    as_of: date
    of: Name
    ways: tuple[Way, ...]
    without: tuple[Name, ...] = ()


def path_report(told: Path, program: str) -> Document:
    """The whole page."""
    subtitle = say("Where somebody who is new to {of} begins, and whom to ask.", of=told.of)
    footer = say("Made by Quarterdeck {program} from the history of the repositories. It judges code, never people.", program=program)
    return Document("Onboarding path", subtitle, str(told.as_of), (section(told),), (footer,))


def section(told: Path) -> Section:
    """The way in one section, a part for each repository."""
    ways = [block for way in told.ways for block in blocks(way)]
    notes = [HOW] if any(way.reads for way in told.ways) else []
    if told.without:
        notes.insert(0, say("Asked without {names}, as if they had left.", names=listing(list(told.without))))
    return Section("newcomers", "Where a newcomer begins", (*ways, *(Sentence(words, "note") for words in notes)))


def blocks(way: Way) -> Iterator[Block]:
    """What to read in one repository, and with whom."""
    if way.cut:
        yield Sentence(say("{where}: not assessed, for its history was cut. Fetch it (`git fetch --unshallow`), and assess again.", where=way.repository))
        return
    if not way.reads:
        yield Sentence(
            say(
                "{where}: no production code changed in the period, so no way in is told. Measure longer: `quarterdeck assess --since DATE`.",
                where=way.repository,
            )
        )
        return
    yield Sentence(_lead(way), "lead")
    yield Sentence(_begin(way))
    rows = tuple(((one.file,), (one.why,), (one.test,) if one.test else ("–",), _who(one)) for one in way.reads)
    yield TableBlock("In this order", ("File", "Why", "Read with it", "Who can introduce it"), "llll", rows)
    if not way.deep:
        words = (
            "Which files many others import, where it starts and which test goes with a file are not assessed here: `quarterdeck assess --deep` reads imports."
        )
        yield Sentence((words,), "note")


HOW: Phrase = say(
    "First what can be run by itself, then what most other files import, then what changed most in the period. Who can introduce a file wrote or changed "
    "enough of it to know it, by degree of authorship, and committed lately. At most three are named, by the alphabet. Ask them before you count on it."
)
"""How the way was found."""


def _lead(way: Way) -> Phrase:
    known = sum(bool(one.who) for one in way.reads)
    if not known:
        return say("{where}: nobody who is there knows any of the files that a newcomer reads first.", where=way.repository)
    names = listing(list(way.guides))
    if known == len(way.reads) == sum(bool({*one.who} & {*way.guides}) for one in way.reads):
        return say("{where}: {names} can introduce all that a newcomer reads first.", where=way.repository, names=names)
    share = percent(known / len(way.reads))
    told = "{where}: somebody who is there knows {share} of the files that a newcomer reads first. Ask {names}."
    return say(told, where=way.repository, share=Cited(share, way.explains) if way.explains else share, names=names)


def _begin(way: Way) -> Phrase:
    if not way.documents:
        return ("No introduction to it was found: the first task of whoever learns it is to write one.",)
    return say("Begin with {documents}.", documents=listing(list(way.documents)))


def _who(one: Read) -> Phrase:
    if one.who:
        return listing(list(one.who))
    if one.beside:
        return say("nobody who is there knows it; beside it work {names}", names=listing(list(one.beside)))
    return ("nobody who is there",)
