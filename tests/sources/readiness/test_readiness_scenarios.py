"""Scenarios in Markdown: the files of a repository, then the rows and problems that are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.readiness import ReadinessSign, Workload
from quarterdeck.sources.readiness import extract, wants

_BLOCK = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ROWS = re.compile(r"^```rows\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _scenarios() -> Iterator[tuple[str, list[FileContent], list[str]]]:
    text = Path(__file__).with_name("readiness.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        files = [FileContent("r", match["path"], match["text"].encode()) for match in _BLOCK.finditer(part)]
        rows = _ROWS.search(part)
        assert rows, part
        yield part.splitlines()[0], files, rows[1].splitlines()


def told(files: list[FileContent]) -> list[str]:
    """Everything that is read of those files that are wanted, a line each."""
    extracted = extract([file for file in files if wants(file.path)])
    lines = [_workload(row) if isinstance(row, Workload) else _sign(row) for row in extracted.rows if isinstance(row, Workload | ReadinessSign)]
    assert len(lines) == sum(not isinstance(row, InfrastructureResource) for row in extracted.rows)  # these have scenarios of their own
    return [*lines, *(f"problem {one.place.path}:{one.place.line}: {one.what}" for one in extracted.problems)]


def _workload(row: Workload) -> str:
    words = [f"workload {row.path}:{row.line} {row.tool} {row.kind} {row.name}/{row.container}", row.image, row.pinned]
    words += [f"copies={row.replicas}" if row.replicas is not None else None, "serves" if row.serves else None]
    words += ["live" if row.liveness else None, "ready" if row.readiness else None]
    for name, least, most in (("cpu", row.cpu_request, row.cpu_limit), ("memory", row.memory_request, row.memory_limit)):
        words.append(f"{name}={least or '-'}/{most or '-'}" if least or most else None)
    words += [f"restarts={row.restarts}" if row.restarts else None, f"as {', '.join(row.reached_as)}"]
    words.append(f"calls {', '.join(row.calls)}" if row.calls else None)
    return " ".join(word for word in words if word)


def _sign(row: ReadinessSign) -> str:
    about, value = f" for {row.about}" if row.about else "", f": {row.value}" if row.value else ""
    return f"sign {row.path}:{row.line} {row.kind} {row.tool} {row.name}{about}{value}"


@pytest.mark.parametrize(("files", "rows"), [(files, rows) for _, files, rows in _scenarios()], ids=[name for name, _, _ in _scenarios()])
def test_what_is_read(files: list[FileContent], rows: list[str]) -> None:
    assert sorted(told(files)) == sorted(rows)
