"""Mappings of columns that somebody settled, remembered for the next file of the same tool: ``imports/mappings/KIND.yaml``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.record.workspace import NoWorkspaceError, find
from quarterdeck.sources.exports.convert import known_zone
from quarterdeck.sources.exports.mapping import numbered
from quarterdeck.sources.exports.said import Proposal, Said

FOLDER = Path("imports") / "mappings"
_HEAD = """\
How columns of files are read that `quarterdeck import {kind}` takes. The first mapping whose columns a file has is used.
Edit freely: `columns` gives the field of each column ('' leaves it out), `constants` what is the same in every row.
"""


class BrokenMappingError(ValueError):
    """A mappings file that cannot be used: the message says where and why."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The mappings of one kind, the newest first."""

    path: Path
    mappings: tuple[Said, ...] = ()

    def for_columns(self, columns: Sequence[str]) -> Said:
        """The first mapping all of whose columns are in the file; nothing said where none is."""
        found = next((said for said in self.mappings if said.columns and set(said.columns) <= {*columns, *numbered(columns)}), Said())
        return replace(found, recalled=frozenset({"dates", "decimal"}))


def home(start: Path, out: Path) -> Path:
    """Where mappings are remembered: at the root of the workspace that ``start`` is in, else in the output folder."""
    try:
        return find(start).root
    except NoWorkspaceError:
        return out


def remembered(folder: Path, kind: str) -> Remembered:
    """What was settled for a kind below ``folder``. Raises ``BrokenMappingError``."""
    path = folder / FOLDER / f"{kind}.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Remembered(path)
    try:
        found = YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenMappingError(f"{path}:{mark.line + 1 if mark else 1}: {getattr(error, 'problem', None) or 'this is not YAML'}") from error
    listed = found.get("mappings") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise BrokenMappingError(f"{path}:1: it needs a list `mappings`")
    return Remembered(path, tuple(_said(path, number, one) for number, one in enumerate(listed, 1)))


def _said(path: Path, number: int, one: object) -> Said:
    known = {"columns": dict, "constants": dict, "time_zone": str, "dates": str, "decimal": str, "words": dict}
    if not isinstance(one, dict) or (unknown := set(one) - set(known)):
        named = f"unknown key {min(unknown)!r}; known are {', '.join(known)}" if isinstance(one, dict) else "it is no mapping"
        raise BrokenMappingError(f"{path}: mapping {number}: {named}")
    for name, value in one.items():
        if not isinstance(value, known[name]):
            raise BrokenMappingError(f"{path}: mapping {number}: {name!r} has the wrong form")
    texts = {name: {str(key): str(value or "") for key, value in one.get(name, {}).items()} for name in ("columns", "constants")}
    told = one.get("words", {})
    if not all(isinstance(value, dict) for value in told.values()):
        raise BrokenMappingError(f"{path}: mapping {number}: 'words' needs a word for each word of a field")
    for name, allowed in (("dates", ("day-first", "month-first")), ("decimal", ("point", "comma"))):
        if one.get(name) and one[name] not in allowed:
            raise BrokenMappingError(f"{path}: mapping {number}: {name!r} is {' or '.join(allowed)}")
    if one.get("time_zone") and not known_zone(one["time_zone"]):
        raise BrokenMappingError(f"{path}: mapping {number}: there is no time zone {one['time_zone']!r}")
    words = {str(name): {str(theirs).lower(): str(ours or "") for theirs, ours in value.items()} for name, value in told.items()}
    return Said(texts["columns"], texts["constants"], one.get("time_zone", ""), one.get("dates", ""), one.get("decimal", ""), words)


def settled(proposal: Proposal) -> Said:
    """A proposal as a mapping that says every column."""
    own = numbered(proposal.columns)
    one_of_many = {name: len(indices) == 1 and own[indices[0]] in proposal.said.columns for name, indices in proposal.fields.items()}
    columns = {(own if one_of_many[name] else proposal.columns)[index]: name for name, indices in proposal.fields.items() for index in indices}
    left_out = {column: "" for column, name in proposal.said.columns.items() if not name}
    said = proposal.said
    return Said({**columns, **left_out}, said.constants, said.zone, said.dates or proposal.dates, said.decimal or proposal.decimal, said.words)


def remember(known: Remembered, kind: str, said: Said) -> Remembered:
    """Write a mapping before those that are known, in place of one for the same columns; nothing is written when it is known."""
    if said in known.mappings:
        return known
    others = [one for one in known.mappings if set(one.columns) != set(said.columns)]
    write_atomically(known.path, written(kind, [said, *others]).encode())
    return Remembered(known.path, (said, *others))


def written(kind: str, mappings: Sequence[Said], questions: Sequence[str] = ()) -> str:
    """Mappings as YAML, with what must still be answered as comments above."""
    lines = [*_HEAD.format(kind=kind).splitlines(), *(["", "Still to be said:"] if questions else []), *(f"- {question}" for question in questions)]
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 120
    out = io.StringIO()
    yaml.dump({"mappings": [_plain(said) for said in mappings]}, out)
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n" + out.getvalue()


def _plain(said: Said) -> dict[str, object]:
    words = {name: dict(told) for name, told in said.words.items() if told}
    told = {
        "columns": dict(said.columns), "constants": dict(said.constants), "time_zone": said.zone, "dates": said.dates, "decimal": said.decimal, "words": words,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}
