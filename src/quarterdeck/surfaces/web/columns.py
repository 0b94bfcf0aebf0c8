"""How the columns of a file are read, as a form: what stands where, what a person must say, and what they said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.app.imports.importing import Glance, Kind, Proposal, Said, numbered

_MOST = 300


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column of the file: its own name, a value of it, the field that it gives, and how its values are read."""

    name: str
    sample: str
    gives: str
    form: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A field that no column gives: what it is, and what was said that it is in every row."""

    name: str
    says: str
    needed: bool
    value: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file, for which one of ours is to be chosen."""

    field: str
    theirs: str
    ours: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that can be said about how a file is read."""

    columns: Sequence[ColumnField]
    fields: Sequence[Alike]
    """All fields of the kind, for choosing among them."""
    alike: Sequence[Alike]
    words: Sequence[Word]
    zone: str
    dates: str
    decimal: str
    questions: Sequence[str]


def form_of(kind: Kind, seen: Glance) -> Form:
    """The form of a file with a proposal."""
    proposal = seen.proposal
    assert proposal is not None
    gives = {index: name for name, indices in proposal.fields.items() for index in indices}
    reader, said = kind.reader, proposal.said
    columns = [
        ColumnField(name, sample, gives.get(index, ""), proposal.forms.get(gives.get(index, ""), ""))
        for index, (name, sample) in enumerate(zip(numbered(proposal.columns), seen.samples, strict=True)) if name
    ]  # fmt: skip
    fields = [Alike(one.name, one.says, reader.required(one), said.constants.get(one.name, "")) for one in reader.columns]
    alike = sorted((one for one in fields if one.name not in proposal.fields), key=lambda one: not (one.needed or one.value))
    return Form(columns[:_MOST], fields, alike, _words(kind, proposal), said.zone, said.dates, said.decimal, [_asked(one.ask) for one in proposal.questions])


def said_by(told: Mapping[str, str]) -> Said:
    """What somebody filled in. Every column is said, so that nothing is guessed afterwards."""
    columns = {told[f"name.{number}"]: told.get(f"column.{number}", "") for number in range(_MOST) if told.get(f"name.{number}")}
    constants = {name.removeprefix("alike."): value.strip() for name, value in told.items() if name.startswith("alike.") and value.strip()}
    words: dict[str, dict[str, str]] = {}
    for number in range(_MOST):
        if told.get(f"ours.{number}"):
            words.setdefault(told.get(f"of.{number}", ""), {})[told.get(f"theirs.{number}", "")] = told[f"ours.{number}"]
    dates, decimal = told.get("dates", ""), told.get("decimal", "")
    return Said(
        columns, constants, told.get("zone", "").strip(), dates if dates in {"day-first", "month-first"} else "",
        decimal if decimal in {"point", "comma"} else "", words,
    )  # fmt: skip


def _words(kind: Kind, proposal: Proposal) -> list[Word]:
    """Those that are asked for, and those that were said before."""
    asked = [(question.about, question.value) for question in proposal.questions if question.kind == "word"]
    known = [(name, theirs) for name, told in proposal.said.words.items() for theirs in told]
    return [
        Word(name, theirs, tuple(kind.reader.words.get(name, ())), proposal.said.words.get(name, {}).get(theirs, ""))
        for name, theirs in dict.fromkeys((*asked, *known))
    ][:_MOST]  # fmt: skip


def _asked(words: str) -> str:
    """A question for a page: without the option by which the command line says the rest."""
    return words.partition(" Of days like")[0]
