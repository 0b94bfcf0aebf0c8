"""All records of one workspace, checked: pure, from the bytes of its files."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.records.cross import cross_check, dangling, references
from quarterdeck.records.events import Fault
from quarterdeck.records.kinds import BY_FOLDER
from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.parsing import Parsed, Source, parse, source
from quarterdeck.records.reading import Slip, loose_references, read, steps_of
from quarterdeck.records.record import Record, Remark
from quarterdeck.records.values import Ref, read_id

ROOT_FILE = "quarterdeck.yaml"
COMPANY = Ref("company", "company")
_ENDINGS = frozenset({".yaml", ".md", ".owm"})
_BARE = {".owm": "map"}
"""Endings of texts that hold no keys, and the one kind that they are."""
_FOREIGN = {".yml": ".yaml", ".json": ".yaml", ".markdown": ".md", ".mdx": ".md"}
_NO_RECORD = frozenset({"README.md", "index.md"})
R = TypeVar("R", bound=Record)
Parser = Callable[["File"], Parsed]


@dataclass(frozen=True)
class File:
    """One file of a workspace: its path from the root, and its bytes."""

    path: str
    data: bytes

    @property
    def markdown(self) -> bool:
        """True where the keys stand on top of a text."""
        return self.path.endswith(".md")

    @property
    def bare(self) -> bool:
        """True where all of it is text, without keys."""
        return self.path.endswith(".owm")

    @cached_property
    def source(self) -> Source | Fault:
        """The file taken apart, for places; only files with something to say about are."""
        return source(self.data, markdown=self.markdown, bare=self.bare)

    def place(self, slip: Slip | Fault) -> Place:
        """Where in the file a slip is."""
        if isinstance(slip, Fault):
            return Place("", self.path, slip.line, slip.column)
        line, column = (1, 1) if isinstance(self.source, Fault) else self.source.place(slip.steps, of_key=slip.of_key)
        return Place("", self.path, line, column)


def parse_file(file: File) -> Parsed:
    """What a file holds, without a cache."""
    return parse(file.data, markdown=file.markdown, bare=file.bare)


@dataclass(frozen=True)
class Records:
    """The records of one company: those that are sound, and what is wrong with the others.

    A record with a problem is broken and stands in ``broken`` alone. A sound one that names it stays, and says in ``silenced`` what it hangs on.
    """

    sound: Mapping[Ref, Record]
    files: Mapping[Ref, File]
    problems: tuple[Problem, ...]
    broken: Mapping[Ref, tuple[Problem, ...]]

    @property
    def company(self) -> Company | None:
        """The company; None where its file is broken."""
        return self.get(Company, COMPANY.id)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All sound records of a kind, by id."""
        return tuple(record for record in self.sound.values() if isinstance(record, kind))

    def get(self, kind: type[R], name: str) -> R | None:
        """One sound record by kind and id."""
        record = self.sound.get(Ref(kind.kind, name))
        return record if isinstance(record, kind) else None

    def acceptances(self, as_of: date) -> tuple[Acceptance, ...]:
        """Those that hold on a day: one whose end has passed brings its finding back."""
        return tuple(record for record in self.of(Acceptance) if record.stands(as_of))

    @cached_property
    def silenced(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """Sound records that hang on broken ones, directly or through others, with the broken ones."""
        naming: dict[Ref, list[Ref]] = {}
        for ref, record in self.sound.items():
            for _, other in references(record):
                naming.setdefault(other, []).append(ref)
        found: dict[Ref, list[Ref]] = {}
        for broken in self.broken:
            waiting, seen = [broken], {broken}
            while waiting:
                for ref in naming.get(waiting.pop(), ()):
                    if ref not in seen:
                        seen.add(ref)
                        waiting.append(ref)
                        found.setdefault(ref, []).append(broken)
        return {ref: tuple(sorted(causes, key=str)) for ref, causes in found.items()}

    def overdue(self, as_of: date) -> tuple[Problem, ...]:
        """What should have happened before this day. Nothing is broken by it, and nothing is silenced."""
        return tuple(self._remarked(ref, remark) for ref, record in self.sound.items() for remark in record.overdue(as_of))

    def ahead(self, as_of: date) -> tuple[Problem, ...]:
        """What is told as done on a day after this one; likewise nothing is broken by it."""
        return tuple(self._remarked(ref, remark) for ref, record in self.sound.items() for remark in record.ahead(as_of))

    @cached_property
    def unread(self) -> tuple[Problem, ...]:
        """What of texts could not be read, while the rest of them stands. Nothing is broken by it either."""
        return tuple(self._remarked(ref, remark) for ref, record in self.sound.items() for remark in record.unread())

    def _remarked(self, ref: Ref, remark: Remark) -> Problem:
        return Problem(self.files[ref].place(Slip(steps_of(remark.key), remark.what, remark.mend)), f"{ref} {remark.what}", remark.mend)


def assemble(files: Iterable[File], met: Iterable[Problem] = (), parsed: Parser = parse_file) -> Records:
    """Read and check everything. ``met`` are problems that came up while the files were read."""
    problems = list(met)
    found: dict[Ref, File] = {}
    records: dict[Ref, Record] = {}
    slips: list[tuple[File, Ref, Slip | Fault]] = []
    loose: list[tuple[Ref, type[Record], Parsed]] = []
    for file in sorted(files, key=lambda file: file.path):
        belongs = belongs_to(file.path)
        if isinstance(belongs, Problem):
            problems.append(belongs)
        elif belongs:
            kind, ref = belongs
            slips += _twice(ref, file, found)
            found.setdefault(ref, file)
            held = parsed(file)
            record, wrong = _readable(kind, ref, held)
            slips += [(file, ref, fault) for fault in held.faults] + [(file, ref, slip) for slip in wrong]
            if record:
                records.setdefault(ref, record)
            else:
                loose.append((ref, kind, held))
    if COMPANY not in found:
        problems.append(Problem(Place("", ROOT_FILE), "there is no quarterdeck.yaml", "Write it, with schema, company and currency", (COMPANY.kind,)))
    wrong_at = {(ref, slip.steps if isinstance(slip, Slip) else ()) for _, ref, slip in slips}
    slips += _between(records, found, {ref for _, ref, _ in slips})
    slips += [told for told in _loosely(found, loose) if (told[1], told[2].steps) not in wrong_at]
    return _checked(records, found, problems, slips)


def _readable(kind: type[Record], ref: Ref, held: Parsed) -> tuple[Record | None, list[Slip]]:
    """The record, or what is wrong with it; of one with a fault that its keys survive (one stands twice) only what else is wrong."""
    record, wrong = read(kind, ref.id, held) if held.data is not None or not held.faults else (None, [])
    return (None if held.faults else record), wrong


def _twice(ref: Ref, file: File, found: Mapping[Ref, File]) -> Iterator[tuple[File, Ref, Slip]]:
    """A record that has two files: neither is taken for it."""
    for one, other in ((file, found[ref]), (found[ref], file)) if ref in found else ():
        yield one, ref, Slip((), f"{ref} stands in {other.path} too", "Keep one of the two: a file's name without its ending is the record's id")


def _ids(found: Iterable[Ref]) -> dict[str, set[str]]:
    there: dict[str, set[str]] = {}
    for ref in found:
        there.setdefault(ref.kind, set()).add(ref.id)
    return there


def _between(records: Mapping[Ref, Record], found: Mapping[Ref, File], wrong: set[Ref]) -> Iterator[tuple[File, Ref, Slip]]:
    held = {ref: record for ref, record in records.items() if ref not in wrong}
    company = held.get(COMPANY)
    for ref, slip in cross_check(held, _ids(found), company if isinstance(company, Company) else None):
        yield found[ref], ref, slip


def _loosely(found: Mapping[Ref, File], loose: Iterable[tuple[Ref, type[Record], Parsed]]) -> Iterator[tuple[File, Ref, Slip]]:
    """References that lead nowhere in records that are broken elsewhere."""
    ids = _ids(found)
    for ref, kind, parsed in loose:
        yield from ((found[ref], ref, slip) for slip in dangling(ref, loose_references(kind, parsed.data or {}), ids))


def _checked(records: Mapping[Ref, Record], found: Mapping[Ref, File], problems: list[Problem], slips: Iterable[tuple[File, Ref, Slip | Fault]]) -> Records:
    broken: dict[Ref, list[Problem]] = {}
    for file, ref, slip in slips:
        mend = slip.mend[:1].upper() + slip.mend[1:]
        problem = Problem(file.place(slip), slip.what, mend.rstrip("."), (ref.kind,))
        broken.setdefault(ref, []).append(problem)
        problems.append(problem)
    sound = {ref: records[ref] for ref in sorted(records, key=str) if ref not in broken}
    ordered = tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place.path, problem.place.line, problem.place.column, problem.what)))
    return Records(sound, found, ordered, {ref: tuple(told) for ref, told in broken.items()})


def belongs_to(path: str) -> tuple[type[Record], Ref] | Problem | None:
    """The kind and id of the record that a path holds; a Problem where it was meant to be one; None where it is none of ours."""
    parts = tuple(path.split("/"))
    name = parts[-1]
    if path == ROOT_FILE:
        return Company, COMPANY
    if len(parts) == 1 or path.startswith(".") or "/." in path:
        return None
    ending = name[name.rfind(".") :].lower()
    if ending not in _ENDINGS and ending not in _FOREIGN:
        return None
    place = Place("", path, 1, 1)
    kind = BY_FOLDER.get(parts[0])
    if kind is None:
        near = folder_of(parts[0])
        return Problem(Place("", f"{parts[0]}/"), "this is the folder of no kind, and nothing in it is read", f"Did you mean {near}/?") if near else None
    if name in _NO_RECORD:
        return None
    return _named(kind, parts, place)


@cache
def folder_of(name: str) -> str:
    """The folder of a kind, by its name or one that was meant to be it; nothing for any other folder."""
    near = [name] if name in BY_FOLDER else difflib.get_close_matches(name.lower(), BY_FOLDER, 1, 0.8)
    return near[0] if near else ""


def _named(kind: type[Record], parts: tuple[str, ...], place: Place) -> tuple[type[Record], Ref] | Problem:
    stem, dot, ending = parts[-1].rpartition(".")
    if len(parts) > 2:  # noqa: PLR2004  # a folder and a file
        return Problem(place, f"a record lies directly in {kind.folder}/", f"Move it to {kind.folder}/{parts[-1]}", (kind.kind,))
    ending = dot + ending
    if ending not in _ENDINGS or _BARE.get(ending, kind.kind) != kind.kind:
        right = _FOREIGN.get(ending.lower(), ending.lower())
        return Problem(place, f"a record ends in .yaml or .md, not in {ending}", f"Rename it to {stem}{right}", (kind.kind,))
    try:
        return kind, Ref(kind.kind, read_id(stem))
    except UnusableError as error:
        return Problem(place, f"the file's name is the record's id, and {error.what}", f"Rename it: {error.mend}", (kind.kind,))


def problems_with(records: Records, file: File) -> tuple[Problem, ...]:
    """What would be wrong with one record if its file held this, beside all others as they are. Pure: nothing is written."""
    belongs = belongs_to(file.path)
    if not isinstance(belongs, tuple):
        return (belongs or Problem(Place("", file.path), "this is the place of no record", "Put it into the folder of its kind"),)
    kind, ref = belongs
    parsed = parse_file(file)
    record, wrong = _readable(kind, ref, parsed)
    found = {**records.files, ref: file}
    slips: list[Slip | Fault] = [*parsed.faults, *wrong]
    if record:
        sound = {**records.sound, ref: record}
        slips += [slip for _, of, slip in _between(sound, found, set()) if of == ref]
    else:
        slips += [slip for _, _, slip in _loosely(found, [(ref, kind, parsed)])]
    other = records.files.get(ref)
    if other and other.path != file.path:
        slips += [slip for _, _, slip in _twice(ref, file, records.files)][:1]
    return _checked({}, {}, [], [(file, ref, slip) for slip in slips]).problems


def problems_without(records: Records, ref: Ref) -> tuple[Problem, ...]:
    """What would be wrong with other records if this one were gone, and is not wrong now. Pure: nothing is written."""
    found = {other: file for other, file in records.files.items() if other != ref}
    sound = {other: record for other, record in records.sound.items() if other != ref}
    slips = [(file, of, slip) for file, of, slip in _between(sound, found, set())]
    return tuple(problem for problem in _checked({}, {}, [], slips).problems if problem not in records.problems)
