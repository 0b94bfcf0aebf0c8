"""Service level objectives as files: OpenSLO's `kind: SLO`, in the versions v1 and v1alpha.

Source: the OpenSLO specification, https://github.com/OpenSLO/OpenSLO. A file may hold several documents; other kinds are passed over. Of an
objective with several targets each is a row of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.events import read_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quarterdeck.evidence.files import FileContent
    from quarterdeck.records.events import Told, Tree

_PATH = re.compile(r"(?:^|[/._-])(?:open)?slos?[/._-](?:.*[^/])?ya?ml$", re.IGNORECASE)
_KIND = re.compile(r"^kind:\s*[\"']?SLO\b", re.MULTILINE)
_VERSION = re.compile(r"^apiVersion:\s*[\"']?openslo/", re.MULTILINE)
_SHARE = re.compile(r"\d+(?:\.\d+)?")
_DAYS = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "M": 30.4375, "Q": 91.3125, "Y": 365.25}
_UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}
_SILENCES = ("service_objectives",)


def wants(path: str) -> bool:
    """YAML files whose name or folder speaks of SLOs."""
    return bool(_PATH.search(path))


def extract(files: Sequence[FileContent]) -> Extracted:
    """The objectives of all files; a Problem for each document that cannot be read or lacks a target."""
    rows: list[ServiceObjective] = []
    problems: list[Problem] = []
    for file in files:
        for first, text in _documents(file.text):
            if _VERSION.search(text) and _KIND.search(text):
                told = read_events(text)
                if told.faults:
                    fault = told.faults[0]
                    problems.append(Problem(file.place(first + fault.line, fault.column), fault.what, fault.mend, _SILENCES))
                else:
                    _read(file, first, told, rows, problems)
    return Extracted(tuple(rows), tuple(problems))


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """Each document with the number of lines before it."""
    lines = text.splitlines()
    start = 0
    for number, line in enumerate([*lines, "---"]):
        if line.startswith("---"):
            yield start, "\n".join(lines[start:number]) + "\n"
            start = number + 1


def _read(file: FileContent, first: int, told: Told, rows: list[ServiceObjective], problems: list[Problem]) -> None:
    data = _fields(told.data)
    name = _text(_fields(data.get("metadata")).get("name"))
    spec = _fields(data.get("spec"))
    line = first + next((mark.key[0] for steps, mark in told.marks.items() if steps == ("spec",)), 1)
    objectives = [_fields(one) for one in _items(spec.get("objectives"))]
    targets = [(one, share) for one in objectives if (share := _target(one)) is not None]
    if not name or not targets:
        problems.append(Problem(file.place(line), f"the SLO {name!r} gives no target", "Give `spec.objectives` a `target` between 0 and 1", _SILENCES))
        return
    title = _text(_fields(data.get("metadata")).get("displayName")) or None
    words = _text(spec.get("description")) or None
    service = _text(spec.get("service")) or None
    for position, (one, share) in enumerate(targets):
        own = _text(one.get("displayName")) or str(position + 1)
        called = name if len(targets) == 1 else f"{name} {own}"
        rows.append(ServiceObjective(file.repository, file.path, line, called, title if len(targets) == 1 else None, service, words, share, _window(spec)))


def _target(objective: dict[str, Tree]) -> float | None:
    """The share between 0 and 1, whichever way it is told."""
    for key, whole in (("target", 1.0), ("targetPercent", 100.0)):
        told = _text(objective.get(key))
        if _SHARE.fullmatch(told) and 0 < float(told) / whole <= 1:
            return round(float(told) / whole, 9)
    return None


def _window(spec: dict[str, Tree]) -> float | None:
    """Days of the first time window: `duration: 30d` (v1), or a count of units (v1alpha)."""
    windows = _items(spec.get("timeWindow")) or _items(spec.get("timeWindows"))
    first = _fields(windows[0]) if windows else {}
    told = re.fullmatch(r"(\d+)([mhdwMQY])", _text(first.get("duration")))
    if told:
        return int(told[1]) * _DAYS[told[2]]
    count, unit = _text(first.get("count")), _text(first.get("unit")).lower()
    return int(count) * _UNITS[unit] if count.isdecimal() and unit in _UNITS else None


def _fields(tree: Tree | None) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _items(tree: Tree | None) -> list[Tree]:
    return tree if isinstance(tree, list) else []


def _text(tree: Tree | None) -> str:
    return " ".join(tree.split()) if isinstance(tree, str) else ""
