"""The records that a run saw, as they stood: kept beside its evidence, and read again from there."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.records.collection import Records
from quarterdeck.records.record import Record
from quarterdeck.records.tables import Recorded
from quarterdeck.records.values import Ref

R = TypeVar("R", bound=Record)
_LISTED = 12


@dataclass(frozen=True)
class KeptWorkspace(Workspace):
    """A workspace with its records as a run saw them."""

    kept: Records

    @cached_property
    def records(self) -> Records:
        """Those that were kept; what stands in its files today is not read."""
        return self.kept


class UnfoundError(LookupError):
    """Nothing, or more than one thing, is called so: ``what`` is wrong, and after it the names of those that could be meant."""

    def __init__(self, what: str, names: str = "") -> None:
        """``names`` is for whoever may see them."""
        super().__init__(f"{what}; {names}" if names else what)
        self.what = what

    def told(self, *, redacted: bool) -> str:
        """The whole, or where names are redacted what is wrong without the names of others."""
        return f"{self.what}; with --redact no names are proposed" if redacted and self.what != str(self) else str(self)


class NoSuchRecordError(UnfoundError):
    """No sound record of the run is called so: the message says which there are."""


def records_of(run: Run) -> Records:
    """All of them; none outside a workspace."""
    from quarterdeck.records.restoring import restored  # noqa: PLC0415  # loads the kinds, which only reports about records need

    told = run.connection.execute("SELECT kind, record, label, path, drafted, broken, hangs_on, keys FROM records ORDER BY record").fetchall()
    return restored(
        Recorded(kind, record, label, path, drafted=drafted, broken=broken, hangs_on=tuple(hangs_on or ()), keys=keys)
        for kind, record, label, path, drafted, broken, hangs_on, keys in told
    )


def the(records: Records, kind: type[R], name: str) -> R:
    """The record with this id, with or without its kind before it. Raises ``NoSuchRecordError``."""
    short = name.removeprefix(f"{kind.kind}/")
    found = records.get(kind, short)
    if found is not None:
        return found
    broken = records.broken.get(Ref(kind.kind, short))
    if broken:
        raise NoSuchRecordError(f"{broken[0].place.path} is not sound: {broken[0].what}. Mend it, as `quarterdeck check` says, and assess again")
    known = sorted(one.id for one in records.of(kind))
    if not known:
        command = f"`quarterdeck record new {kind.kind}/ID`"
        raise NoSuchRecordError(f"no {kind.kind} stands in the record that was assessed: write one ({command}), and assess again")
    near = [id_ for id_ in known if short and short.lower() in id_.lower()] or difflib.get_close_matches(short, known, 1, 0.4)
    there = f"{', '.join(known[:_LISTED])}{f' and {len(known) - _LISTED} more' if len(known) > _LISTED else ''}"
    if not short:
        raise NoSuchRecordError(f"name the {kind.kind} that the report is about", f"there are {there}")
    hint = f"did you mean {near[0]}? There are" if near else "there are"
    raise NoSuchRecordError(f"there is no {kind.kind} {short!r} in the record that was assessed", f"{hint} {there}")
