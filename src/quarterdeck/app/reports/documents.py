"""The reports that can be asked for by name, and the forms that each comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.clients import client
from quarterdeck.app.reports.drafted import drafts
from quarterdeck.app.reports.facts import A_QUARTER, facts_of
from quarterdeck.app.reports.landscapes import ahead, systems, works
from quarterdeck.app.reports.memos import memo
from quarterdeck.app.reports.narratives import narratives
from quarterdeck.app.reports.papers import around, paper_of, weighed
from quarterdeck.app.reports.renewals import contracts_of, renewals
from quarterdeck.app.reports.reporting import assessment, report
from quarterdeck.app.reports.since import About, changed, compared
from quarterdeck.app.reports.suppliers import meeting, review, vendor_and_contracts
from quarterdeck.app.reports.systems import architecture, system_and_parts
from quarterdeck.kernel.section import Document, Section, TableBlock
from quarterdeck.reports.board import Pack, board_pack
from quarterdeck.reports.chief import chief_brief
from quarterdeck.reports.drafts import marked
from quarterdeck.reports.finishing import finished
from quarterdeck.reports.memo import WEEK
from quarterdeck.reports.narrative import with_narratives
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.look import Look
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.render.slides import pptx
from quarterdeck.reports.renewal import numbered
from quarterdeck.reports.slim import slim
from quarterdeck.reports.terms import explained
from quarterdeck.reports.tongue import Told, said_in
from quarterdeck.reports.unexplained import unexplained
from quarterdeck.reports.vendor_review import SHAREABLE


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is made of: a run, and what was asked of it. ``about`` is the record that it is about, empty for a report about everything."""

    run: Run
    about: str
    disguise: Disguise
    against: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that can be asked for: how it is made, and of what it says what changed, behind its first page.

    ``named`` says that it is about one record. ``since`` gives the subjects whose changes it tells; ``None`` where its first pages tell them. ``least``
    is how many days older the run is that it is compared with by default, ``only`` the judgements that its reader may see.
    """

    make: Callable[[Asked], Document]
    named: bool = False
    since: Callable[[Run, str], About | None] | None = None
    least: int = 1
    only: frozenset[str] | None = None


def _board(asked: Asked) -> Document:
    """The pack. Problems, whose words could quote a file, are not in it. What its parts ask of tables is asked while the first decision is weighed."""
    records, run = records_of(asked.run), asked.run.beside()
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(assessment, run, briefly=True)
        facts = facts_of(asked.run, asked.against)
        weighs = bool(facts.choices and facts.choices[0].model)
        paper = weighed(asked.run, facts.choices[0].id, facts, records) if weighs else None
        works_, fan = tuple(works(asked.run, records)), ahead(asked.run)
    return board_pack(Pack(facts, found.result(), paper, systems=systems(records), works=works_, fan=fan))


def _chief(asked: Asked) -> Document:
    since = compared(asked.run, asked.against)
    facts, found = facts_of(asked.run, asked.against), assessment(asked.run, briefly=True)
    return chief_brief(Pack(facts, found, compared=since.day if since else None, changes=since.changes if since else ()))


def _everything(_run: Run, _name: str) -> None:
    return None


REPORTS: Mapping[str, Report] = {
    "architecture": Report(lambda asked: architecture(asked.run, asked.about), named=True, since=system_and_parts),
    "board": Report(_board, since=_everything, least=A_QUARTER),
    "chief": Report(_chief),
    "assessment": Report(lambda asked: report(asked.run, asked.disguise.withheld), since=_everything),
    "client": Report(lambda asked: client(asked.run, asked.against)),
    "decision": Report(lambda asked: paper_of(asked.run, asked.about), named=True, since=around),
    "meeting": Report(lambda asked: meeting(asked.run, asked.about), named=True, since=vendor_and_contracts, only=SHAREABLE),
    "memo": Report(lambda asked: memo(asked.run, asked.against), since=_everything, least=WEEK.days),
    "renewal": Report(lambda asked: renewals(asked.run, asked.about), since=contracts_of),
    "vendor": Report(lambda asked: review(asked.run, asked.about), named=True, since=vendor_and_contracts),
}
"""Each report by its name. Words of problems are withheld where a redaction asks for it."""
TITLES: Mapping[str, tuple[str, str]] = {
    "board": ("Board pack", "One page for the board: the decision asked, outcomes, dates, risks and spending; behind it what that rests on."),
    "chief": ("Chief executive's brief", "The same for the chief executive, in two minutes and without jargon."),
    "memo": ("The week", "What is new, worse, better or gone since a week ago, and what falls due."),
    "assessment": ("Assessment", "Everything that was found, and where each number comes from."),
    "decision": ("Decision paper", "One page that asks for one decision, with its options and what would change the answer."),
    "renewal": ("Renewals", "What to do with contracts before their last day to act."),
    "vendor": ("Vendor review", "A vendor as a whole: contracts, spending, what hangs on it, what to ask for."),
    "meeting": ("Meeting with a vendor", "What to put on the table when you meet it, without what stays inside."),
    "architecture": ("Architecture review", "A system: what holds, what must change, what is not known."),
    "client": ("Client's brief", "Two pages for the client of a chief technology officer for hire."),
}
"""What each report is called, and whom it tells what, in the order in which they are offered."""
ABOUT: Mapping[str, str] = {"architecture": "system", "decision": "decision", "meeting": "vendor", "renewal": "contract", "vendor": "vendor"}
"""Reports that are about a record, and of which kind; `renewal` is about all that are due where none is named."""
FORMATS: Mapping[str, Callable[[Document, Look], bytes]] = {
    "html": lambda document, look: html(document, look).encode("utf-8", "backslashreplace"),
    "json": lambda document, look: as_json(document, look).encode("utf-8", "backslashreplace"),
    "md": lambda document, look: markdown(document, look).encode("utf-8", "backslashreplace"),
    "pdf": pdf,
    "pptx": pptx,
}
_LIBRARIES: Mapping[str, Sequence[str]] = {
    "html": ("jinja2",),
    "pdf": ("typst",),
    "pptx": ("quarterdeck.reports.render.slides.deck", "quarterdeck.reports.render.slides.zipped"),
}
"""What is loaded when the first document of a form is written."""
FOLDER = "reports"
"""Where in the folder of an assessment its reports lie."""


def draft(run: Run, name: str, about: str, disguise: Disguise, against: str | None = None) -> Document:
    """The report with this name, with what changed since an earlier run behind its first page. Its names are as they are.

    Raises ``KeyError`` for another name, ``NoSuchRecordError`` or ``NoSuchContractError`` where nothing is called as it is ``about``, and
    ``NoSuchRunError`` where no earlier run is ``against``.
    """
    return finished(_told(run, name, about, disguise, against))


def _told(run: Run, name: str, about: str, disguise: Disguise, against: str | None) -> Document:
    kind = REPORTS[name]
    made = kind.make(Asked(run, about, disguise, against))
    if kind.since is None:
        return made
    first, *rest = made.sections
    told = changed(run, against, kind.since(run, about), kind.least, kind.only)
    if not rest and not any(isinstance(block, TableBlock) for block in told.blocks):  # a page of its own for one sentence is read by nobody
        if any(isinstance(block, Section) and block.heading == told.heading for block in first.blocks):  # nor is the same said twice
            return made
        return finished(replace(made, sections=(replace(first, blocks=(*first.blocks, told)),)))
    return finished(replace(made, sections=(first, told, *rest)))


def make(run: Run, name: str, about: str, disguise: Disguise, against: str | None = None) -> Document:
    """The finished report: a draft with the narratives of the workspace, and with pseudonyms where the disguise has some."""
    made = with_narratives(draft(run, name, about, disguise, against), narratives(run.request.out, folder(name, about)))
    made = explained(marked(made, drafts(run)))
    return disguise.document(numbered(made) if name == "renewal" else made)


def folder(name: str, about: str) -> str:
    """Where the narratives of a report lie below their folder: those of a report about one record in a folder of their own."""
    return f"{name}/{about.rpartition('/')[2]}" if about and REPORTS[name].named else name


def file_name(name: str, about: str, disguise: Disguise | None = None) -> str:
    """What its file is called, without the ending: two reports of a kind about different records never share one.

    Where the names of records are hidden, the file's name does not tell what the report is about.
    """
    hidden = disguise is not None and "decision" in disguise.redaction.kinds
    return f"{name}-{about.rpartition('/')[2]}" if about and not hidden else name


def dressed(look: Look, disguise: Disguise) -> Look:
    """The look without the company's logo and colours where its name is hidden: they tell it too."""
    return replace(look, logo=None, accent="", accent_dark="") if "company" in disguise.redaction.kinds else look


def ready(forms: Iterable[str]) -> None:
    """Load what writes these forms: while something else is waited for."""
    for name in dict.fromkeys(library for form in forms for library in _LIBRARIES.get(form, ())):
        with suppress(ImportError):  # an extra that is not installed is missed when its form is written
            import_module(name)


def write(document: Document, path: Path, form: str, look: Look, *, explained: bool = False) -> Told:
    """The document in one form, whole or not at all. On paper its explanations are left out unless they are asked for; slides tell what was found."""
    given = unexplained(document) if form == "pdf" and not explained else slim(document) if form == "pptx" else document
    spoken, told = said_in(given, look.language)
    write_atomically(path, FORMATS[form](spoken, look))
    return told
