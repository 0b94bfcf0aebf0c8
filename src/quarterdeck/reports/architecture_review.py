"""The architecture review of one system: what it is made of, what holds, what must change, and what nobody could judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Block, Chart, Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.kinds.system import System
from quarterdeck.reports.assessment import statement
from quarterdeck.reports.facts import Danger
from quarterdeck.reports.groups import Group
from quarterdeck.reports.newcomers import HOW, Way
from quarterdeck.reports.newcomers import blocks as entered
from quarterdeck.reports.renewal import Pending
from quarterdeck.reports.standing import holds, unseen, wrong
from quarterdeck.reports.telling import TREATED, day, late, missing, spelled, who

_FIRST, _STRONG, _UNSEEN, _MEASURED, _TABLE, _EACH = 4, 3, 2, 30, 20, 4


@dataclass(frozen=True, slots=True)
class Built:
    """A repository that it is built from."""

    name: Name
    lines: int
    languages: tuple[str, ...]
    people: int
    commits: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Packages that it takes from one ecosystem: chosen by itself, and locked together with what those bring."""

    ecosystem: str
    direct: int
    locked: int


@dataclass(frozen=True, slots=True)
class Runs:
    """Something that it runs on, as a file says, and until when that is supported; ``ended`` is ``None`` where nothing is published."""

    repository: Name
    path: Name
    product: str
    version: str
    ends: date | None
    ended: bool | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement, of the system or of something that it is built from."""

    practice: str
    title: str
    of: Name
    value: Cited


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Everything that is known of one system."""

    system: System
    owner: Name | None
    built: tuple[Built, ...]
    unknown: tuple[Name, ...]
    """Repositories that its record names and that were not assessed."""
    parts: tuple[Parts, ...]
    runs: tuple[Runs, ...]
    needs: tuple[Name, ...]
    needed_by: tuple[Name, ...]
    vendors: tuple[Name, ...]
    technologies: tuple[tuple[Name, str], ...]
    """Each with its ring on the company's radar; empty where nobody put it there."""
    standards: tuple[Standard, ...]
    dangers: tuple[Danger, ...]
    open: tuple[Pending, ...]
    taken: tuple[tuple[Name, str, date | None], ...]
    groups: Sequence[Group]
    measured: tuple[Measured, ...]
    practices: tuple[tuple[str, str], ...]
    """Name and title of each practice, in reading order."""
    picture: Chart | None = None
    """What it leans on, and what leans on it."""
    ways: tuple[Way, ...] = ()
    """Where a newcomer begins, repository by repository."""


def architecture_review(given: Reviewed, company: str, as_of: date, program: str) -> Document:
    """A page, then what it is made of, each practice, and the record."""
    parts = (
        Section("what", "What it is", tuple(_what(given))),
        Section("change", "What must change", tuple(_first(given))),
        Section("hold", "What holds", tuple(_strong(given))),
        Section("not-seen", "What is not assessed", tuple(unseen(given.groups, _UNSEEN, "the last section names them"))),
        Section("asks", "What is to be decided", tuple(_asks(given, as_of))),
    )
    page = Section("summary", "In one page", (Sentence(_lead(given), "lead"), *parts))
    subtitle = say("{company}: {system}.", company=Name("company", company or "The company"), system=Name("system", given.system.name))
    behind = (
        Section("made-of", "What it is made of", tuple(_made_of(given))),
        Section("runtimes", "What it runs on", tuple(_runs(given, as_of))),
        Section("neighbours", "What it needs, and what needs it", tuple(_neighbours(given))),
        *([Section("newcomers", "Where a newcomer begins", tuple(_begin(given)))] if given.ways else []),
        *_practices(given),
        Section("standards", "Standards and technologies", tuple(_standards(given))),
        Section("risks", "Risks on record", tuple(_risks(given))),
        Section("decisions", "Decisions about it", tuple(_decisions(given))),
        Section("unseen", "Everything that could not be judged", tuple(unseen(given.groups, _TABLE))),
    )
    footer = say("Made by Quarterdeck {program} from the record, repositories and exports that the assessment saw.", program=program)
    return Document("Architecture review", subtitle, str(as_of), (page, *behind), (footer,))


def _lead(given: Reviewed) -> Phrase:
    pressing = len({group.judgement.name for group in given.groups if group.pressing})
    met = len({group.judgement.name for group in given.groups if group.outcome is Outcome.MET})
    blind = len({group.judgement.name for group in given.groups if group.outcome is Outcome.NOT_ASSESSED})
    name = Name("system", given.system.name)
    if not given.groups:
        return say("Nothing of {name} could be judged: no repository or record of it was assessed.", name=name)
    must = f"{spelled(pressing, 'thing')} must change" if pressing else "nothing that could be judged must change"
    told = "In {name}, {must}; {met} found it in order, and {blind} could not be made everywhere."
    return say(told, name=name, must=must, met=counted(met, "judgement"), blind=number(blind))


def _what(given: Reviewed) -> Iterator[Block]:
    system = given.system
    if system.description:
        yield Sentence((Name("reason", system.description),))
    grade = "critical" if system.criticality == "critical" else f"of {system.criticality} criticality"
    criticality = f"It is {grade}" if system.criticality else "How critical it is, nobody wrote"
    life = f" and {system.lifecycle}" if system.lifecycle and system.criticality else f", and it is {system.lifecycle}" if system.lifecycle else ""
    owner = say("{team} answers for it", team=given.owner) if given.owner else ("no team on record answers for it",)
    hosting = say(", and it runs on {hosting}", hosting=Name("reason", system.hosting)) if system.hosting else ()
    yield Sentence(say("{criticality}{life}; {owner}{hosting}.", criticality=criticality, life=life, owner=owner, hosting=hosting))
    if given.built:
        lines, languages = sum(one.lines for one in given.built), list(dict.fromkeys(language for one in given.built for language in one.languages))
        told = "Built from {repositories}: {lines} of code, in {languages}."
        of = counted(len(given.built), "repository", "repositories")
        yield Sentence(
            say(told, repositories=of, lines=counted(lines, "line"), languages=listing([_language(one) for one in languages[:_EACH]]) or "no known language")
        )
    else:
        yield missing(
            "repositories-are-named", "What it is built from: no assessed repository is named.", "name its `repositories` in its record, and assess them"
        )


def _first(given: Reviewed) -> Iterator[Block]:
    found = [group for group in given.groups if group.pressing]
    yield from (statement(group) for group in found[:_FIRST])
    if len(found) > _FIRST:
        yield Sentence((f"{number(len(found) - _FIRST)} more stand behind, practice by practice.",), "note")
    if not found:
        yield from wrong(given.groups)


def _strong(given: Reviewed) -> Iterator[Block]:
    wrong_ones = {group.judgement.name for group in given.groups if group.outcome is Outcome.NOT_MET}
    found = list(dict.fromkeys(g.judgement.strength for g in given.groups if g.outcome is Outcome.MET and g.judgement.name not in wrong_ones))
    if found:
        more: list[Phrase] = [(f"{number(len(found) - _STRONG)} more",)] if len(found) > _STRONG else []
        yield Sentence(say("{strengths}.", strengths=listing([*((_sentence_part(one, place),) for place, one in enumerate(found[:_STRONG])), *more])))
    else:
        yield Sentence(("Nothing that was judged is above its mark everywhere.",))


def _sentence_part(strength: str, place: int) -> str:
    return strength if place == 0 else strength[:1].lower() + strength[1:]


def _asks(given: Reviewed, as_of: date) -> Iterator[Block]:
    for choice in given.open:
        when = f", due on {day(choice.due)} ({late(choice.due, as_of)})" if choice.due else ", and no day is set"
        yield Sentence(say("{name}{when}.", name=choice.name, when=when))
    if not given.open:
        yield Sentence(("No open decision on record names it.",))


def _made_of(given: Reviewed) -> Iterator[Block]:
    rows = tuple(
        (
            (one.name,), (number(one.lines),), _beside([_language(each) for each in one.languages[:3]]) or ("–",), (number(one.people),),
            (number(one.commits),), (str(one.newest or "–"),),
        )
        for one in given.built
    )  # fmt: skip
    if rows:
        columns = ("Repository", "Lines of code", "Languages", "People, last year", "Commits, last year", "Newest commit")
        yield TableBlock("Repositories", columns, "lrlrrl", rows[:_TABLE], max(0, len(rows) - _TABLE))
    if given.unknown:
        words = say("What {names} hold: the record names them, and they were not assessed.", names=listing(list(given.unknown)))
        yield missing("repositories-were-assessed", words, "list them in the company's file, then `quarterdeck sync` and assess")
    stores = tuple(
        (
            (Name("system", store.name),), (Name("technology", store.technology) if store.technology else "not said",),
            _beside([Name("reason", one) for one in store.holds]) or ("not said",), (_personal(store.personal_data),),
        )
        for store in given.system.data_stores
    )  # fmt: skip
    if stores:
        yield TableBlock("Data", ("Store", "Runs on", "Holds", "About people"), "llll", stores)
    packages = tuple(((_language(one.ecosystem),), (number(one.direct),), (number(one.locked) if one.locked else "no lock file",)) for one in given.parts)
    if packages:
        yield TableBlock("Packages of others", ("From", "Chosen", "Locked, with what they bring"), "lrr", packages)
    elif given.built:
        yield missing(
            "packages-are-read", "Which packages of others it takes: no manifest that we read names any.", "see which formats are read in `docs/reference`"
        )


def _language(spoken: str) -> Name:
    """A language of programs, or where packages come from: called so in every language of people."""
    return Name("language", spoken)


def _beside(names: Sequence[Name]) -> Phrase:
    return tuple(part for name in names for part in (", ", name))[1:]


def _personal(known: bool | None) -> str:  # noqa: FBT001  # as the record has it
    return "not said" if known is None else "yes" if known else "no"


def _runs(given: Reviewed, as_of: date) -> Iterator[Block]:
    rows = tuple(((Name("package", f"{one.product} {one.version}".strip()),), _support(one, as_of), (one.repository,), (one.path,)) for one in given.runs)
    if rows:
        yield TableBlock("", ("Runs on", "Security fixes until", "Repository", "File"), "llll", rows[:_TABLE], max(0, len(rows) - _TABLE))
    else:
        yield missing("runtimes-are-read", "What it runs on: no file that we read says so.", "pin versions in Dockerfile, version file or manifest")


def _support(one: Runs, as_of: date) -> Phrase:
    if one.ends:
        return (f"{one.ends} ({'past' if one.ends < as_of else late(one.ends, as_of)})",)
    return ("ended",) if one.ended else ("no end is published",) if one.ended is False else ("not assessed: no published cycle fits",)


def _neighbours(given: Reviewed) -> Iterator[Block]:
    if given.picture:
        yield given.picture
    for title, names in (("It needs", given.needs), ("What needs it", given.needed_by), ("Vendors behind it", given.vendors)):
        told = listing(list(names)) if names else ("none on record",)
        yield Sentence(say("{title}: {names}.", title=title, names=told))


def _begin(given: Reviewed) -> Iterator[Block]:
    for way in given.ways:
        yield from entered(way)
    yield Sentence(HOW, "note")


def _practices(given: Reviewed) -> Iterator[Section]:
    for practice, title in given.practices:
        groups = [group for group in given.groups if group.practice == practice]
        rows = [one for one in given.measured if one.practice == practice]
        if not groups and not rows:
            continue
        blocks: list[Block] = []
        if any(group.outcome is Outcome.NOT_MET for group in groups):
            blocks += wrong(groups)
        if any(group.outcome is Outcome.MET for group in groups):
            blocks += holds(groups)
        blind = [group.judgement.title for group in groups if group.outcome is Outcome.NOT_ASSESSED]
        if blind:
            told = listing([(one[:1].lower() + one[1:],) for one in dict.fromkeys(blind)])
            blocks.append(Sentence(say("Not judged, or not everywhere: {titles}.", titles=told), "note"))
        if rows:
            blocks.append(_table(rows))
        yield Section(f"practice-{practice}", title, tuple(blocks))


def _table(rows: Sequence[Measured]) -> TableBlock:
    """A row a measure, with what it says of each thing; the ids lead to the explanations."""
    together: dict[str, list[Measured]] = {}
    for one in rows:
        together.setdefault(one.title, []).append(one)
    cells = tuple(((title,), _values(found), (", ".join(f"`{one.value.explains}`" for one in found[:_EACH]),)) for title, found in together.items())
    return TableBlock("What was measured", ("Measure", "Value", "ID"), "lll", cells[:_MEASURED], max(0, len(cells) - _MEASURED))


def _values(found: Sequence[Measured]) -> Phrase:
    told = [say("{of}: {value}", of=one.of, value=one.value) for one in found[:_EACH]]
    more: list[Phrase] = [(f"{number(len(found) - _EACH)} more",)] if len(found) > _EACH else []
    return tuple(part for phrase in (*told, *more) for part in ("; ", *phrase))[1:]


def _standards(given: Reviewed) -> Iterator[Block]:
    rows = tuple(
        ((Name("standard", one.name),), (one.strength,), ("excepted" if given.system.ref in one.exceptions else "holds for it",), _checked(one))
        for one in given.standards
    )
    if rows:
        yield TableBlock("Standards in force that name its technologies, or except it", ("Standard", "Strength", "For this system", "Checked by"), "llll", rows)
        words = "Whether a standard is kept is judged where it gives rules that files can be held against."
        yield missing("standards-are-kept", words, "look at what checks it")
    else:
        yield missing(
            "standards-apply",
            "Which standards hold for it: none in force names its technologies.",
            "name `technologies` in standards and in the system's record",
        )
    told = tuple(((name,), (ring or "not on the radar",)) for name, ring in given.technologies)
    if told:
        yield TableBlock("Technologies", ("Technology", "Ring"), "ll", told)


def _checked(one: Standard) -> Phrase:
    return (Name("reason", one.checked_by),) if one.checked_by else ("nobody said",)


def _risks(given: Reviewed) -> Iterator[Block]:
    rows = tuple(
        ((one.name,), who(one.owner), (str(one.loss),), (one.plan,) if one.plan else (TREATED[one.treatment],), (str(one.review or "–"),))
        for one in given.dangers
    )
    if rows:
        yield TableBlock("", ("Risk", "Owner", "Expected a year", "What is done", "Review"), "llrll", rows)
    else:
        yield missing("risks-are-recorded", "What may happen to it: no open risk on record names it.", "write risks with this system under `systems`")


def _decisions(given: Reviewed) -> Iterator[Block]:
    rows = tuple(((name,), (status,), (str(when or "–"),)) for name, status, when in given.taken)
    if rows:
        yield TableBlock("Taken", ("Decision", "Status", "Since"), "lll", rows)
    if given.open:
        waiting = tuple(((one.name,), (day(one.due) if one.due else "no day",), ("yes" if one.model else "no",)) for one in given.open)
        yield TableBlock("Open", ("Decision", "Due", "Names a model"), "lll", waiting)
    if not rows and not given.open:
        yield missing("decisions-are-recorded", "What was decided about it: no decision on record names it.", "name it under `systems` in decisions")
