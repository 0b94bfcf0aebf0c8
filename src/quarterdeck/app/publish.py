"""Write a run's reports beside its evidence, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reporting import report
from quarterdeck.app.store import write_atomically
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.html import prepare as prepare  # noqa: PLC0414  # for whoever has time before there is a run
from quarterdeck.reports.render.markdown import markdown


def publish(run: Run, disguise: Disguise) -> tuple[Path, Path]:
    """The report as HTML and as Markdown; the paths that they were written to."""
    whole = disguise.document(report(run, disguise.withheld))
    page, text = run.request.out / "report.html", run.request.out / "report.md"
    write_atomically(page, html(whole).encode("utf-8", "backslashreplace"))
    write_atomically(text, markdown(whole).encode("utf-8", "backslashreplace"))
    return page, text
