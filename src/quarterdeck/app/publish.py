"""Write a run's reports beside its evidence, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import quarterdeck
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reporting import report
from quarterdeck.app.store import write_atomically
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.html import prepare as prepare  # noqa: PLC0414  # for whoever has time before there is a run
from quarterdeck.reports.render.markdown import markdown

_MARK = ".report"
"""What the reports in the folder were made of, and their own hash: so that the same ones are not made again."""


def publish(run: Run, disguise: Disguise) -> tuple[Path, Path]:
    """The report as HTML and as Markdown; the paths that they were written to. Where the same ones stand there already, they stay."""
    page, text, mark = (run.request.out / name for name in ("report.html", "report.md", _MARK))
    made_of = "" if disguise.redaction.kinds else _made_of(run)  # pseudonyms are given while a report is made: a summary needs the same ones
    with suppress(OSError):
        if made_of and mark.read_text() == f"{made_of} {_hash([page, text])}":
            return page, text
    whole = disguise.document(report(run, disguise.withheld))
    write_atomically(page, html(whole, run.request.company.look).encode("utf-8", "backslashreplace"))
    write_atomically(text, markdown(whole).encode("utf-8", "backslashreplace"))
    write_atomically(mark, f"{made_of} {_hash([page, text])}".encode())
    return page, text


def _made_of(run: Run) -> str:
    """Everything that a report depends on: what the run concluded, its problems, and the program down to its files, for whoever changes them."""
    walked = os.walk(Path(quarterdeck.__file__).parent)
    newest = max(os.stat(os.path.join(folder, name)).st_mtime_ns for folder, _, names in walked if "__pycache__" not in folder for name in names)  # noqa: PTH116, PTH118  # five times as quick
    return hashlib.sha256(f"{run.id} {newest} {run.problems} {sorted(run.accepted)}".encode()).hexdigest()


def _hash(paths: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()
