"""``quarterdeck report``: what an assessment found, as a document to hand over."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck.kernel.text import counted, number
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, Redacted, out_folder

if TYPE_CHECKING:
    from quarterdeck.app.pipeline import Run
    from quarterdeck.kernel.section import Document
    from quarterdeck.reports.render.look import Look

Reports = Literal["architecture", "assessment", "board", "chief", "client", "decision", "meeting", "memo", "renewal", "vendor"]
_ABOUT = frozenset({"architecture", "decision", "meeting", "renewal", "vendor"})
"""Reports that take the name of a record."""
Formats = Literal["html", "pdf", "pptx", "md", "json"]
Papers = Literal["a4", "letter"]
Languages = Literal["en", "de"]


def report(  # noqa: PLR0913  # a command's options are its arguments
    name: Reports,
    about: str = "",
    /,
    *,
    format: Annotated[list[Formats] | None, Parameter(help="One of these; repeat it for more. PDF by default.", negative="")] = None,  # noqa: A002  # the option's name
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to.")] = DEFAULT_OUT,
    to: Annotated[Path | None, Parameter(help="Folder for the report. `reports` in the folder of the assessment by default.")] = None,
    paper: Annotated[Papers | None, Parameter(help="The size of a page of the PDF. What the company's file says by default, else `a4`.")] = None,
    language: Annotated[Languages | None, Parameter(help="The language. What the company's file says by default, else `en`.")] = None,
    untranslated: Annotated[bool, Parameter(help="List what has no words in that language yet. Writes no report.", negative="")] = False,
    explained: Annotated[bool, Parameter(help="Add the explanation of each number to the PDF: many pages.", negative="")] = False,
    against: Annotated[str | None, Parameter(help="Say what changed since this run (its id) or day. The newest of an earlier day by default.")] = None,
    redact: Annotated[Redacted | None, Parameter(help="Replace names of people, of code, or of both.")] = None,
    narrate: Annotated[str | None, Parameter(help="Begin the text of this section, or say that it was read with these numbers. Writes no report.")] = None,
    lint: Annotated[bool, Parameter(help="Say what to mend in the texts that people wrote for this report. Writes no report.", negative="")] = False,
) -> int:
    """Write a report of the assessment that is there: nothing is gathered again, and the same evidence gives the same file.

    With --lint, exits with 1 when there is something to mend.

    Parameters
    ----------
    name
        Which report: `assessment`, the whole of it; `board`, a page for the board and what it rests on; `chief`, two
        minutes for the chief executive; `decision`, a page that asks for one decision; `memo`,
        the week; `renewal`, what to do with contracts before their notice day; `vendor`, a vendor looked at as a whole; `meeting`, what to put on the
        table when you meet it; `architecture`, a system: what holds and what must change;
        `client`, two pages for the client of a chief technology officer for hire.
    about
        What the report is about, by its id: a decision, a system, a vendor; for `renewal` a contract, or all that are due within a quarter.
    """
    if about and name not in _ABOUT:
        raise UsageError(f"the report {name!r} is about everything; leave {about!r} out")
    forms: tuple[Formats, ...] = tuple(format or ["pdf"])
    return _answered(_Wish(name, about, forms, out_folder(out), to, paper, language, untranslated, explained, against, redact, narrate, lint))


@dataclass(frozen=True, slots=True)
class _Wish:
    """The arguments of the command."""

    name: Reports
    about: str
    forms: tuple[Formats, ...]
    out: Path
    to: Path | None
    paper: Papers | None
    language: Languages | None
    untranslated: bool
    explained: bool
    against: str | None
    redact: Redacted | None
    narrate: str | None
    lint: bool


def _recalled(wish: _Wish) -> Run:
    """The run of the folder; it is concluded while the reports and what writes them are loaded."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # loaded when the command is called

    from quarterdeck.app.asking.recall import NothingThereError, recall  # noqa: PLC0415  # as above

    try:
        run = recall(wish.out)
    except NothingThereError as error:
        raise UsageError(str(error)) from error
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: run.conclusion)
        from quarterdeck.app.reports import documents  # noqa: PLC0415  # as above

        documents.ready(wish.forms)
    return run


def _answered(wish: _Wish) -> int:
    run = _recalled(wish)
    from quarterdeck.app.asking.kept import NoSuchRecordError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports import documents  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.reports.narratives import NarrativeError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.renewals import NoSuchContractError  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.since import NoSuchRunError  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.missing import MissingExtraError  # noqa: PLC0415  # as above

    folder = wish.to or wish.out / documents.FOLDER
    try:
        hidden = Disguise.of(wish.redact)
        if wish.narrate or wish.lint:
            return _narrated(run, wish)
        look = run.request.company.look
        look = documents.dressed(replace(look, paper=wish.paper or look.paper, language=wish.language or look.language), hidden)
        made = documents.make(run, wish.name, wish.about, hidden, wish.against)
        if wish.untranslated:
            return _list_untranslated(made, look)
        _write(made, folder / documents.file_name(wish.name, wish.about, hidden), wish, look)
    except NoSuchRecordError as error:
        raise UsageError(error.told(redacted=wish.redact is not None)) from error
    except (NoSuchContractError, NoSuchRunError, MissingExtraError, NarrativeError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}; name another folder with --to") from error
    return 0


def _write(made: Document, place: Path, wish: _Wish, look: Look) -> None:
    """Each form once, and where it lies; a page is set while slides are made."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # as above

    from quarterdeck.app.reports import documents  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    place.parent.mkdir(parents=True, exist_ok=True)
    paths = {form: place.with_name(f"{place.name}.{form}") for form in wish.forms}
    missing, texts = dict[str, int](), 0
    with ThreadPoolExecutor(2) as writers:
        slowest_first = {form: writers.submit(documents.write, made, paths[form], form, look, explained=wish.explained) for form in sorted(paths, reverse=True)}
    for form, path in paths.items():
        told = slowest_first[form].result()
        missing, texts = {**missing, **told.missing}, max(texts, told.texts)
        sys.stdout.write(f"{clean(str(path))}\n")
    if missing:
        sys.stderr.write(f"{counted(len(missing), 'text')} of {number(texts)} stay English: no words in {look.language} yet (`--untranslated` lists them)\n")


def _list_untranslated(made: Document, look: Look) -> int:
    """What stays English, the most frequent first."""
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above
    from quarterdeck.reports.tongue import said_in  # noqa: PLC0415  # as above

    told = said_in(made, look.language)[1]
    for words, times in sorted(told.missing.items(), key=lambda one: (-one[1], one[0])):
        sys.stdout.write(f"{number(times)}\t{clean(words)}\n")
    sys.stdout.write(f"{number(len(told.missing))} of {counted(told.texts, 'text')} have no words in {look.language} yet.\n")
    return 0


def _narrated(run: Run, wish: _Wish) -> int:
    """Begin or confirm a narrative, or say what to mend in all of them."""
    from quarterdeck.app.reports import narratives  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.documents import draft, folder  # noqa: PLC0415  # as above
    from quarterdeck.reports.readability import grade  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    document, out = draft(run, wish.name, wish.about, Disguise.of(None), wish.against), run.request.out
    place = folder(wish.name, wish.about)
    if wish.narrate:
        sys.stdout.write(f"{clean(str(narratives.settle(out, place, document, wish.narrate)))}\n")
        return 0
    told = narratives.narratives(out, place)
    lines = [f"{anchor}.md: {slip.kind}: {slip.what}. {slip.mend}. «{slip.sentence}»" for anchor, slip in narratives.to_mend(told, document)]
    lines += [f"{anchor}.md: this report has no section of this name" for anchor in narratives.strangers(told, document)]
    grades = [f"{anchor}.md: grade {level:.0f} (Flesch and Kincaid: years of school)" for anchor, one in told.items() if (level := grade(one.text)) is not None]
    sys.stdout.write("".join(f"{clean(line)}\n" for line in (*lines, *grades)))
    return 1 if lines else 0
