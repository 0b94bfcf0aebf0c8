"""What two versions of a record say otherwise, key by key: pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quarterdeck.records.collection import File, parse_file
from quarterdeck.records.events import Tree


@dataclass(frozen=True, slots=True)
class Difference:
    """A key by its place (`key_results 2 current`), and what stood and stands behind it as text; nothing where it was or is not there."""

    key: str
    before: str | None
    after: str | None


TEXT = "text"
"""The key under which the text below the keys is told."""


def differences(before: File | None, after: File | None) -> tuple[Difference, ...]:
    """What is otherwise, in the order of the newer version. Only comments or layout may have changed where there is nothing."""
    old, new = dict(_told(before)), dict(_told(after))
    return tuple(Difference(key, old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key))


def _told(file: File | None) -> Iterator[tuple[str, str]]:
    if file is None:
        return
    held = parse_file(file)
    if held.data is None:  # broken: its lines are all that can be told
        yield TEXT, file.data.decode("utf-8", "replace")
        return
    for name, value in held.data.items():
        yield from _flat(name, value)
    if held.body.strip():
        yield TEXT, held.body.strip()


def _flat(key: str, value: Tree) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{key} {name}", inner)
    elif isinstance(value, list) and any(not isinstance(one, str) for one in value):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{key} {number}", inner)
    else:
        yield key, value if isinstance(value, str) else "\n".join(str(one) for one in value)
