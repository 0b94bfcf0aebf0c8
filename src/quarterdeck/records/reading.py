"""From the keys of one file to a record of its kind: pydantic checks, and what it finds is said in our words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.records.document import Steps
from quarterdeck.records.events import Tree
from quarterdeck.records.kinds import BY_KIND
from quarterdeck.records.madr import with_text
from quarterdeck.records.parsing import Parsed
from quarterdeck.records.record import Record
from quarterdeck.records.schema import Key, keys
from quarterdeck.records.values import Ref, read_ref

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_UNTOLD = frozenset({"", "~", "null"})
"""What YAML writes for nothing: such a key is as good as not there."""

_MISSING = "the key '{}' is missing"
_LONGEST = 40
"""How much of a wrong value is said again."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong at one key of one record."""

    steps: Steps
    what: str
    mend: str
    of_key: bool = False
    meant: str = ""


def read(kind: type[Record], name: str, parsed: Parsed) -> tuple[Record | None, list[Slip]]:
    """The record, or what is wrong with it: all of it, not the first alone."""
    from pydantic import ValidationError  # noqa: PLC0415  # 0.2 s, which only loading records needs

    data = with_text(kind, _told(parsed.data or {}), parsed.body)
    slips = [_unknown(kind, (key,)) for key in ("id", "body") if key in data]
    if parsed.bare:
        data.setdefault("name", name)
    wanted = {key: value for key, value in data.items() if key not in {"id", "body"}}
    try:
        record = _adapter(kind.kind).validate_python({**wanted, "id": name, "body": parsed.body})
    except ValidationError as error:
        said = [slip for detail in error.errors(include_url=False) for slip in _said(kind, dict(detail), parsed.data or {})]
        misspelt = {(_MISSING.format(slip.meant), slip.steps[:-1]) for slip in said if slip.meant}  # said already
        return None, slips + [slip for slip in said if (slip.what, slip.steps[:-1]) not in misspelt]
    slips += [Slip(steps_of(remark.key), remark.what, remark.mend) for remark in record.faults()]
    return (None if slips else record), slips


def steps_of(key: str) -> Steps:
    """``key_results/0/target`` as steps."""
    return tuple(int(part) if part.isdigit() else part for part in key.split("/"))


def nearest(word: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """`` Did you mean …?`` or nothing."""
    near = difflib.get_close_matches(word, known, 1, 0.6) or difflib.get_close_matches(word.lower().replace("-", "_"), known, 1, 0.8)
    return near[0] if near else ""


@cache
def _adapter(kind: str) -> TypeAdapter[Record]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # likewise

    return TypeAdapter(BY_KIND[kind])


@cache
def _keys(kind: str) -> tuple[Key, ...]:
    return keys(BY_KIND[kind])


def _told(data: Mapping[str, Tree]) -> dict[str, Tree]:
    """Without the keys behind which nothing stands."""
    return {key: _group(value) for key, value in data.items() if not (isinstance(value, str) and value in _UNTOLD)}


def loose_references(kind: type[Record], data: Mapping[str, Tree]) -> Iterator[tuple[Steps, Ref]]:
    """The references that stand in a record which is broken elsewhere, so that nobody has to mend it twice."""
    for key in _keys(kind.kind):
        value = data.get(key.name) if key.refers else None
        for steps, said in (((key.name,), value),) if isinstance(value, str) else (((key.name, n), one) for n, one in enumerate(value or ())):
            with suppress(UnusableError):
                if isinstance(said, str):
                    yield steps, read_ref(said)


def _group(value: Tree) -> Tree:
    return _told(value) if isinstance(value, dict) else [_group(one) for one in value] if isinstance(value, list) else value


def _said(kind: type[Record], detail: Mapping[str, Any], data: Mapping[str, Tree]) -> Iterator[Slip]:
    """One of pydantic's errors in our words."""
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    of_key = len(steps) < len(detail["loc"])
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, UnusableError):
        yield Slip(steps, error.what, error.mend, of_key)
    elif detail["type"] == "unexpected_keyword_argument":
        yield _unknown(kind, steps)
    elif detail["type"] == "missing":
        yield _missing(kind, steps, data)
    elif detail["type"] == "literal_error":
        said, known = str(detail["input"]), [word.strip("'") for word in str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")]
        near = nearest(said, known)
        yield Slip(steps, f"{said!r} is not one of {', '.join(known)}", f"Did you mean {near}?" if near else "Write one of them")
    elif detail["type"] == "tuple_type":
        yield Slip(steps, f"{_brief(detail['input'])} stands where a list belongs", f"Write a list: [{_item(detail['input'])}]")
    else:
        yield Slip(steps, f"{_brief(detail['input'])} stands where keys belong", "Write a key, a colon, and its value on each line below")


def _declared(kind: type[Record], steps: Steps) -> tuple[Key, ...]:
    """The keys that may stand beside the last of ``steps``."""
    found = _keys(kind.kind)
    for step in steps[:-1]:
        if isinstance(step, str):
            found = next((key.inner for key in found if key.name == step), ())
    return found


def _unknown(kind: type[Record], steps: Steps) -> Slip:
    name = str(steps[-1])
    if steps == ("id",):
        return Slip(steps, "'id' is no key: the file's name is the id", "Take the key away; rename the file to change the id", of_key=True)
    known = [key.name for key in _declared(kind, steps)]
    near = nearest(name, known)
    return Slip(steps, f"unknown key {name!r}", f"Did you mean {near!r}?" if near else f"Known are {', '.join(known)}", of_key=True, meant=near)


def _missing(kind: type[Record], steps: Steps, data: Mapping[str, Tree]) -> Slip:
    name = str(steps[-1])
    key = next(key for key in _declared(kind, steps) if key.name == name)
    empty = len(steps) == 1 and name in data
    what = f"nothing stands behind {name!r}" if empty else _MISSING.format(name)
    return Slip(steps, what, f"Write {name}: and {key.says[0].lower()}{key.says[1:].rstrip('.')} ({key.written})", of_key=True)


def _brief(value: object) -> str:
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "a group of keys"
    return repr(value if len(value) < _LONGEST else f"{value[: _LONGEST - 1]}…")


def _item(value: object) -> str:
    return value if isinstance(value, str) and len(value) < _LONGEST else "…"
