"""What leaves when certain people leave: which code nobody would know any more, what that takes to learn again, and who could take over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.derived.maps import folded, folder_of, steps
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Document, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say
from quarterdeck.reports.newcomers import HOW, Way, blocks
from quarterdeck.reports.telling import day

HALF = 0.5
"""A system stands on what its people know while they know half of its code, as the truck factor counts."""
_FILES, _NAMED = 15, 3
_SHADES = {"orphaned": 1.0, "one": 0.5, "several": 0.0, "unknown": 0.0}
_SAID = {
    "orphaned": "nobody would know it", "one": "one person would still know it", "several": "several would still know it",
    "unknown": "nobody who commits knows it today",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose leaving is thought through: when they were last seen, and whether they still commit."""

    name: Name
    last: date
    there: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A repository or a system: its lines that anybody ever knew, and those that somebody knows before and after."""

    name: Name
    lines: int
    before: int
    after: int
    files: int
    hotspots: int
    changed: int
    """Files that nobody would know any more, hotspots among them, and those of them that changed in the period."""
    wrote: int | None
    """Lines at the head that those who leave wrote; ``None`` where lines were not followed."""
    near: tuple[Name, ...] = ()

    @property
    def lost(self) -> int:
        """Lines of files that nobody would know any more."""
        return self.before - self.after

    @property
    def orphaned(self) -> bool:
        """Whether the people left would know less than half of its code, and now know half or more."""
        return self.lines > 0 and self.after < HALF * self.lines <= self.before


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file that nobody would know any more, and who of those that stay changed it or its neighbours."""

    name: Name
    repository: Name
    lines: int
    changes: int
    hotspot: bool
    near: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What the record names a leaver for."""

    kind: str
    name: Name
    who: Name
    what: str


@dataclass(frozen=True, slots=True)
class Relearning:
    """What it takes to learn again what nobody would know: the part of a code base (or the number of them), engineer-months, money."""

    bases: float
    months: Range
    money: Money
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """Everything that is said of people leaving."""

    as_of: date
    leavers: tuple[Leaver, ...]
    repositories: tuple[Part, ...]
    systems: tuple[Part, ...]
    files: tuple[LostFile, ...]
    relearning: Relearning | None
    duties: tuple[Duty, ...]
    map: tuple[Name, tuple[MeasureRow, ...]] | None
    """The files of the repository that loses most, by lines, their part saying who would know them."""
    followed: int
    assessed: int
    recorded: bool
    cut: tuple[Name, ...]
    """Repositories that tell nothing of who knows what: shallow clones."""
    way: Way | None = None
    """How whoever takes over the repository that loses most would begin to read it."""

    @property
    def lost(self) -> int:
        """Lines that nobody would know any more, over all repositories."""
        return sum(part.lost for part in self.repositories)


def departure_report(told: Departure, program: str) -> Document:
    """The whole page."""
    subtitle = say("If {names} left.", names=listing([leaver.name for leaver in told.leavers]))
    sections = [section(told), *_more(told)]
    footer = say("Made by Quarterdeck {program} from the history of the repositories. It judges code, never people.", program=program)
    return Document("What would leave", subtitle, str(told.as_of), tuple(sections), (footer,))


def section(told: Departure) -> Section:
    """The answer in one section: what nobody would know, what it takes, where, and who could take over."""
    said: list[Block] = [Sentence(_lead(told), "lead"), *(Sentence(words) for words in _consequences(told))]
    if told.relearning:
        said.append(Sentence(_relearned(told.relearning)))
    said += [_parts(title, losing) for title, parts in (("Systems", told.systems), ("Repositories", told.repositories)) if (losing := _losing(parts))]
    if told.files:
        said.append(_files(told.files))
    if told.duties:
        said.append(_duties(told.duties))
    return Section("leaving", "What would leave", (*said, *(Sentence(words, "note") for words in _notes(told))))


def _losing(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.lost]


def _names(told: Departure) -> Phrase:
    return listing([leaver.name for leaver in told.leavers])


def _lead(told: Departure) -> Phrase:
    if not told.lost:
        return say("If {names} left, somebody who stays would still know every file that they know.", names=_names(told))
    known = sum(part.before for part in told.repositories)
    where = _losing(told.repositories)
    return say(
        "If {names} left, nobody who stays would know {lines} of code in {where}: {share} of what is known today.",
        names=_names(told), lines=counted(told.lost, "line"), share=percent(told.lost / known),
        where=(where[0].name,) if len(where) == 1 else (counted(len(where), "repository", "repositories"),),
    )  # fmt: skip


def _consequences(told: Departure) -> Iterator[Phrase]:
    """Systems and repositories that would have lost their people, and the code among it that changes."""
    orphaned = [part.name for part in told.systems if part.orphaned] or [part.name for part in told.repositories if part.orphaned]
    if orphaned:
        names: list[Phrase | Name] = [*orphaned[:_NAMED]]
        more = len(orphaned) - len(names)
        each = "each of " if len(orphaned) > 1 else ""
        yield say(
            "Less than half of the code of {each}{names} would then be known.", each=each, names=listing([*names, (counted(more, "other"),)] if more else names)
        )
    changed = sum(part.changed for part in told.repositories)
    hot = sum(part.hotspots for part in told.repositories)
    if changed:
        ending = f"; {counted(hot, 'of them is a hotspot', 'of them are hotspots')}." if hot else "."
        files = counted(changed, "file that nobody else knows was", "files that nobody else knows were")
        yield (f"{files} changed in the period{ending}",)


def _relearned(of: Relearning) -> Phrase:
    months = dict.fromkeys(f"{value:.2g}" for value in (of.months.p10, of.months.p90))
    return say(
        "Learning it again would take {months} months of an engineer's time and cost {money} in output lost meanwhile, hiring not counted.",
        months=" to ".join(months), money=str(of.money),
    )  # fmt: skip


def _parts(title: str, parts: Sequence[Part]) -> TableBlock:
    followed = any(part.wrote is not None for part in parts)
    columns = ("", "Known today", "Known then", "Lines lost", "Files", "Hotspots", "Changed", *(("They wrote",) if followed else ()), "Who could take over")
    rows = []
    for part in parts[:_FILES]:
        shares = tuple((percent(known / part.lines) if part.lines else "–",) for known in (part.before, part.after))
        counts = tuple((number(count),) for count in (part.lost, part.files, part.hotspots, part.changed))
        wrote = ((("–" if part.wrote is None else number(part.wrote)),),) if followed else ()
        rows.append(((part.name,), *shares, *counts, *wrote, listing(part.near) or ("nobody who stays has worked there",)))
    return TableBlock(title, columns, "l" + "r" * (len(columns) - 2) + "l", tuple(rows), max(0, len(parts) - _FILES))


def _files(files: Sequence[LostFile]) -> TableBlock:
    several = len({file.repository for file in files}) > 1
    columns = ("File", *(("Repository",) if several else ()), "Lines", "Changes in the period", "Hotspot", "Who has worked on it or beside it")
    rows = tuple(
        (
            (file.name,), *(((file.repository,),) if several else ()), (number(file.lines),), (number(file.changes),), ("yes" if file.hotspot else "no",),
            listing(file.near) or ("nobody who stays",),
        )
        for file in files[:_FILES]
    )  # fmt: skip
    caption = "Files that nobody would know, those that change most first: hand these over first"
    return TableBlock(caption, columns, "l" * (2 if several else 1) + "rrll", rows, max(0, len(files) - _FILES))


def _duties(duties: Sequence[Duty]) -> TableBlock:
    rows = tuple(((one.name,), (one.kind.replace("-", " "),), (one.who,), (one.what,)) for one in duties)
    return TableBlock("What the record names them for", ("What", "Kind", "Who", "As"), "llll", rows)


def _notes(told: Departure) -> Iterator[Phrase]:
    gone = [leaver for leaver in told.leavers if not leaver.there]
    if gone:
        since = listing([say("{name} (last seen {day})", name=leaver.name, day=day(leaver.last)) for leaver in gone])
        yield say("No longer committing, and counted here as if they still were: {since}.", since=since)
    if told.followed < told.assessed:
        yield say(
            "Told from changes to files in {rest} of {all}, where lines were not followed: `quarterdeck assess --deep` follows them.",
            rest=told.assessed - told.followed, all=counted(told.assessed, "repository", "repositories"),
        )  # fmt: skip
    if told.cut:
        yield say("Not assessed, for their history was cut: {names}. Fetch it (`git fetch --unshallow`), and assess again.", names=listing(told.cut))
    if told.way and told.lost:
        yield say("`quarterdeck onboard` shows how whoever takes {name} over could begin, with `--without` for each who leaves.", name=told.way.repository)
    if not told.recorded:
        yield say("Systems are not assessed: no record says which repositories belong to which. `quarterdeck init` makes a workspace for it.")


def _more(told: Departure) -> Iterator[Section]:
    if told.way and told.lost:
        yield Section("taking-over", "How whoever takes over could begin", (*blocks(told.way), Sentence(HOW, "note")))
    if told.map and told.lost:
        yield Section("map", "Where it lies", (_map(*told.map),))
    how = [Sentence((line,)) for line in (KNOWING, TAKING_OVER, UNSEEN)]
    if told.relearning:
        how.append(Sentence((_formula(told.relearning),)))
        yield Section("counted", "How this was counted", (*how, _assumptions(told.relearning.assumptions)))
    else:
        yield Section("counted", "How this was counted", tuple(how))


KNOWING = (
    f"A person knows a file from a degree of authorship of {ABSOLUTE} on (Fritz et al. 2010, Avelino et al. 2016), renames followed; and, where lines "
    "were followed, from a tenth of its lines on (our judgement). Hand-written production and test code counts. Whoever committed nowhere within the "
    "window of the assessment is not there to ask."
)
TAKING_OVER = (
    "A file would be orphaned when somebody knows it today and nobody who stays does. Who could take over are up to three people who stay and committed most "
    "often to those files or beside them, by name. That finds whom to ask first, and says nothing about how good anybody is. In two large projects most "
    "abandoned files were taken over by people who had been there for more than a year (Rigby et al. 2016, as reviewed by Wilson, neverworkintheory.org)."
)
UNSEEN = "Commits do not show reviews, operations, talks, or work in repositories that were not assessed. Ask the people before you plan with this."


def _formula(of: Relearning) -> str:
    return (
        f"Money: {of.bases:.2g} code bases to learn (the share of each repository that would be orphaned, summed; at most one for each person who "
        "leaves, which is our judgement) × months to learn one × the share of output lost meanwhile × an engineer's cost, each drawn from its range."
    )


def _assumptions(held: Sequence[Assumption]) -> TableBlock:
    rows = tuple(
        ((one.says,), *((f"{value:,g}".replace(",", "\u202f"),) for value in (one.range.p10, one.range.p50, one.range.p90)), (one.unit,), (one.origin.value,))
        for one in held
    )
    return TableBlock("Assumptions", ("Assumption", "p10", "p50", "p90", "Unit", "Origin"), "lrrrll", rows)


def _map(where: Name, rows: Sequence[MeasureRow]) -> Chart:
    """The files of one repository by lines: dark where nobody would know them."""
    lost = sum(row.contribution for row in rows if row.part == "orphaned")
    total = sum(row.contribution for row in rows)
    words = say("{where}: {lost} of {lines} of code would be known to nobody.", where=where, lost=percent(lost / total), lines=counted(int(total), "line"))
    files, rest = folded(rows)
    marks = [_mark(row) for row in files]
    for folder, smaller in rest.items():
        size = sum(row.contribution for row in smaller)
        label = counted(len(smaller), "smaller file")
        shade = sum(row.contribution * _SHADES[row.part] for row in smaller) / size
        marks.append(Mark((label,), size, (f"{label}: {counted(int(size), 'line')}",), shade, steps(folder)))
    largest = sorted((row for row in rows if row.part == "orphaned"), key=lambda row: (-row.contribution, row.key))[:_NAMED]
    told = [say("{file} ({lines})", file=Name("file", row.key), lines=counted(int(row.contribution), "line")) for row in largest]
    alternative = say("{where}, the largest files that nobody would know: {told}.", where=where, told=listing(told))
    return Chart("treemap", "Code that nobody would know", words, "lines", tuple(marks), alternative, legend=("several would know it", "nobody would know it"))


def _mark(row: MeasureRow) -> Mark:
    file = Name("file", row.key)
    words = say("{file}: {lines}, {said}", file=file, lines=counted(int(row.contribution), "line"), said=_SAID[row.part])
    return Mark((file,), row.contribution, words, _SHADES[row.part], steps(folder_of(row.key)))
