"""The reports that can be asked for by name, and the forms that each comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from quarterdeck.app.facts import facts_of
from quarterdeck.app.narratives import narratives
from quarterdeck.app.pipeline import Run
from quarterdeck.app.renewals import renewals
from quarterdeck.app.reporting import assessment, report
from quarterdeck.app.since import changed
from quarterdeck.app.store import write_atomically
from quarterdeck.kernel.section import Document
from quarterdeck.reports.board import Pack, board_pack
from quarterdeck.reports.chief import chief_brief
from quarterdeck.reports.narrative import with_narratives
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.look import Look
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.render.slides import pptx
from quarterdeck.reports.unexplained import unexplained


def _of_facts(make: Callable[[Pack], Document]) -> Callable[[Run, Disguise], Document]:
    """A report of facts and findings. Problems, whose words could quote a file, are not in it."""
    return lambda run, _disguise: make(Pack(facts_of(run), assessment(run)))


REPORTS: Mapping[str, Callable[[Run, Disguise], Document]] = {
    "board": _of_facts(board_pack),
    "chief": _of_facts(chief_brief),
    "assessment": lambda run, disguise: report(run, disguise.withheld),
}
"""Each report by its name: from a run, with the words of problems withheld where a redaction asks for it."""
COMPARED = frozenset({"assessment", "board"})
"""Those that say what changed; the others are one page."""
FORMATS: Mapping[str, Callable[[Document, Look], bytes]] = {
    "html": lambda document, look: html(document, look).encode("utf-8", "backslashreplace"),
    "json": lambda document, _: as_json(document).encode("utf-8", "backslashreplace"),
    "md": lambda document, _: markdown(document).encode("utf-8", "backslashreplace"),
    "pdf": pdf,
    "pptx": pptx,
}
FOLDER = "reports"
"""Where in the folder of an assessment its reports lie."""


def draft(run: Run, name: str, disguise: Disguise, against: str | None = None) -> Document:
    """The report with this name, with what changed since an earlier run behind its first page. Its names are as they are.

    Raises ``KeyError`` for another name, and ``NoSuchRunError`` where no earlier run is ``against``.
    """
    made = REPORTS[name](run, disguise)
    if name not in COMPARED:
        return made
    first, *rest = made.sections
    return replace(made, sections=(first, changed(run, against), *rest))


def make(run: Run, name: str, disguise: Disguise, against: str | None = None) -> Document:
    """The finished report: a draft with the narratives of the workspace, and with pseudonyms where the disguise has some."""
    made = draft(run, name, disguise, against)
    return disguise.document(with_narratives(made, narratives(run.request.out, name)))


def renewal(run: Run, contract: str, disguise: Disguise) -> Document:
    """The renewal brief of one contract, or of all that are due. Raises ``NoSuchContractError``."""
    return disguise.document(renewals(run, contract))


def write(document: Document, path: Path, form: str, look: Look, *, explained: bool = False) -> None:
    """The document in one form, whole or not at all. On paper its explanations are left out unless they are asked for."""
    given = unexplained(document) if form == "pdf" and not explained else document
    write_atomically(path, FORMATS[form](given, look))
