"""How large a report over two thousand repositories gets, and how long it takes to make, from a synthetic result: twenty thousand findings, none gathered."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.reports.assessment import Assessment, Scope, document
from quarterdeck.reports.groups import grouped
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.render.slides import pptx
from quarterdeck.reports.slim import slim

REPOSITORIES, JUDGEMENTS = 2000, 10
FORMS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda made: html(made).encode(), "md": lambda made: markdown(made).encode(), "pdf": pdf, "pptx": lambda made: pptx(slim(made)),
}  # fmt: skip


def synthetic() -> Document:
    """The assessment of a company in which ten judgements failed in each of two thousand repositories."""
    names = [f"service-{index:04}" for index in range(REPOSITORIES)]
    fails = {one: Verdict(Outcome.NOT_MET, (Name("repository", one), " fails."), severity=Severity.HIGH) for one in names}
    judged = [(practice.name, judgement) for practice in PRACTICES for judgement in practice.judgements][:JUDGEMENTS]
    findings = [Finding(judgement, name, Subject("repository", one), fails[one], Severity.HIGH, None, ()) for name, judgement in judged for one in names]
    scope = Scope([(one, "c0ffee" * 7, "2026-11-20", 900, 3, 40) for one in names], 900 * REPOSITORIES, 400, 0, 0, "a year")
    groups = grouped(findings, lambda _: None, {})
    return document(Assessment(date(2026, 11, 21), "0", scope, PRACTICES, groups, {}, None, (), (), (), (), {}))


def main() -> int:
    """Exit code 1 when a form takes five seconds or a megabyte."""
    started = time.monotonic()
    made = synthetic()
    print(f"{'document':10} {time.monotonic() - started:5.2f} s")  # a script speaks here
    worst = 0.0
    for name, form in FORMS.items():
        started = time.monotonic()
        size = len(form(made))
        taken = time.monotonic() - started
        worst = max(worst, taken / 5, size / 1e6)
        print(f"{name:10} {taken:5.2f} s  {size / 1000:6.0f} KB")  # likewise
    return int(worst >= 1)


if __name__ == "__main__":
    sys.exit(main())
