"""``key=value`` as people write it on a command line: which place of a record, and what it shall hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quarterdeck.records.document import Steps
from quarterdeck.records.events import Tree, read_events
from quarterdeck.records.reading import nearest
from quarterdeck.records.record import Record
from quarterdeck.records.schema import Key, keys


class UnusableAssignmentError(ValueError):
    """A ``key=value`` that cannot be understood: the message says what is wrong and what would be right."""


def read_assignments(kind: type[Record], said: Sequence[str], held: Mapping[str, Tree]) -> dict[Steps, Tree | None]:
    """What each place shall hold; None takes the key away.

    A list is written with commas, or in brackets as YAML; one value within a group as ``key_results.0.current=5``, or by the group's name:
    ``key_results.Paying customers.current=5``. Nothing behind ``=`` takes the key away.
    """
    changes: dict[Steps, Tree | None] = {}
    for one in said:
        path, equals, value = one.partition("=")
        if not equals or not path.strip():
            raise UnusableAssignmentError(f"{one}: write it as KEY=VALUE, for instance status=done")
        steps = _steps(path.strip(), held)
        declared = _declared(kind, steps, one)
        told = _value(value.strip(), declared if len(steps) == 1 or isinstance(steps[-1], str) else None, one)
        if len(steps) > 1 and steps[0] not in held and told is not None:  # the first of a group of keys
            steps, told = steps[:1], {str(steps[-1]): told}
        changes[steps] = told
    return changes


def _steps(path: str, held: Mapping[str, Tree]) -> Steps:
    first, _, rest = path.partition(".")
    first = first.replace("-", "_")
    if not rest:
        return (first,)
    inner = held.get(first)
    if not isinstance(inner, list):
        return (first, rest)
    name, _, key = rest.rpartition(".")
    name, key = (name, key) if name else (rest, "")
    number = int(name) if name.isdigit() else next((n for n, group in enumerate(inner) if isinstance(group, dict) and group.get("name") == name), None)
    if number is None or number >= len(inner):
        names = [str(group["name"]) for group in inner if isinstance(group, dict) and "name" in group]
        raise UnusableAssignmentError(f"{path}: there is no {name!r} in {first}; there are {', '.join(names) or f'{len(inner)}, counted from 0'}")
    return (first, number, key) if key else (first, number)


def _declared(kind: type[Record], steps: Steps, said: str) -> Key | None:
    """The key that the last step names; None where a record may call it as it likes."""
    known = keys(kind)
    found: Key | None = None
    for step in steps:
        if isinstance(step, str) and known:
            found = next((key for key in known if key.name == step), None)
            if found is None:
                near = nearest(step, [key.name for key in known])
                hint = f"did you mean {near}?" if near else f"known are {', '.join(key.name for key in known)}"
                raise UnusableAssignmentError(f"{said}: {kind.kind} has no key {step!r}; {hint}")
            known = found.inner
        elif isinstance(step, str):
            found = None
    return found


def _value(value: str, declared: Key | None, said: str) -> Tree | None:
    if not value:
        return None
    listed = declared is not None and declared.written.startswith("list of")
    if value[0] in "[{" and (listed or (declared is not None and declared.written.startswith("keys"))):
        told = read_events(value)
        if told.faults or told.data is None:
            raise UnusableAssignmentError(f"{said}: {told.faults[0].what if told.faults else 'nothing'}; write it as [one, two] or {{key: value}}")
        return told.data
    return [part.strip() for part in value.split(",") if part.strip()] if listed else value
