"""Forms of records, made from what their kind declares: a field for each key, and for each key within a group that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.records.editing import Changes
from quarterdeck.records.events import Tree
from quarterdeck.records.schema import Key

_CHOICES = re.compile(r"`[^`]+`(?:, `[^`]+`)+")
_YES_OR_NO = "`true` or `false`"
_LONG = 60
_ABBREVIATED = ("rto", "rpo")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: the key's place (`key_results.0.current`), what it says, what stands there as text, and how it is asked for."""

    name: str
    label: str
    says: str
    written: str
    value: str
    needed: bool
    many: bool
    refers: bool
    choices: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Whether it takes more than a line."""
        return self.many or len(self.value) > _LONG or "\n" in self.value


@dataclass(frozen=True, slots=True)
class FormPart:
    """Fields that belong together: those of the record, or those of one item of a group."""

    heading: str
    fields: tuple[FormField, ...]


def parts_of(declared: Sequence[Key], held: Mapping[str, Tree]) -> list[FormPart]:
    """The form of a record. What cannot be told in fields (a value that is no text and no list of texts) is left to its file."""
    own = [field for key in declared if not key.group and (field := _field(key, key.name, held.get(key.name)))]
    found = [FormPart("", tuple(own))]
    for key in declared:
        items = held.get(key.name)
        for number, item in enumerate(items if key.group and isinstance(items, list) else ()):
            if isinstance(item, dict):
                inner = [field for one in key.inner if (field := _field(one, f"{key.name}.{number}.{one.name}", item.get(one.name)))]
                found.append(FormPart(f"{_label(key.name)} {number + 1}", tuple(inner)))
    return found


def changes_of(parts: Sequence[FormPart], said: Mapping[str, str]) -> Changes:
    """What a form says otherwise than its fields stood; an empty field takes its key away."""
    return dict(_changed(parts, said))


def values_of(parts: Sequence[FormPart], said: Mapping[str, str]) -> dict[str, Tree]:
    """The keys of a record that is not there yet."""
    return {str(steps[0]): value for steps, value in _changed(parts, said) if value is not None}


def _changed(parts: Sequence[FormPart], said: Mapping[str, str]) -> Iterator[tuple[tuple[str | int, ...], Tree | None]]:
    for part in parts:
        for field in part.fields:
            told = "\n".join(line.strip() for line in said.get(field.name, field.value).splitlines()).strip()
            if told != field.value.strip():
                steps = tuple(int(step) if step.isdigit() else step for step in field.name.split("."))
                lines: list[Tree] = [line for line in told.split("\n") if line]
                yield steps, (lines if field.many else told) if told else None


def _field(key: Key, name: str, value: Tree | None) -> FormField | None:
    many = key.written.startswith("list of")
    if key.written.startswith("keys"):
        return None
    if isinstance(value, list):
        if not many or not all(isinstance(one, str) for one in value):
            return None
        text = "\n".join(str(one) for one in value)
    elif value is None or isinstance(value, str):
        text = value or ""
    else:
        return None
    choices: tuple[str, ...] = ("true", "false") if key.written == _YES_OR_NO else ()
    if _CHOICES.fullmatch(key.written):
        choices = tuple(re.findall("`([^`]+)`", key.written))
    return FormField(name, _label(key.name), key.says, key.written, text, key.required, many, key.refers, choices)


def _label(name: str) -> str:
    return name.upper() if name in _ABBREVIATED else name.replace("_", " ").capitalize()
