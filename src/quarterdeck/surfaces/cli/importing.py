"""``quarterdeck import``: what other tools export, as evidence."""

from __future__ import annotations

import difflib
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from quarterdeck.kernel.text import counted, number
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder

if TYPE_CHECKING:
    from quarterdeck.app.imports.importing import Imported, Kind, Proposal, Question, Said, Unsettled, Wish
    from quarterdeck.app.imports.mappings import Remembered

_PROBLEMS, _QUESTIONS, _NAMES = 10, 20, 12


def import_(  # noqa: PLR0913  # a command's options are its arguments
    kind: str | None = None,
    *files: Path,
    out: Annotated[Path, Parameter(help="The folder that `assess` writes to; evidence is kept there.")] = DEFAULT_OUT,
    map_: Annotated[list[str] | None, Parameter(name="--map", help="Which column gives which field: COLUMN=FIELD; COLUMN= leaves it out.", negative="")] = None,
    set_: Annotated[list[str] | None, Parameter(name="--set", help="What is the same in every row: FIELD=VALUE, as currency=EUR.", negative="")] = None,
    word: Annotated[list[str] | None, Parameter(help="Which word of ours the file's stands for: FIELD:THEIRS=OURS.", negative="")] = None,
    time_zone: Annotated[str, Parameter(help="The zone whose clock times without a zone show, as Europe/Berlin.")] = "",
    dates: Annotated[Literal["day-first", "month-first", ""], Parameter(help="Which comes first in dates like 03/04/2026.")] = "",
    decimal: Annotated[Literal["point", "comma", ""], Parameter(help="The decimal sign, where the numbers do not show it.")] = "",
    format: Annotated[str, Parameter(help="Read the files as this format, whatever they look like.")] = "",  # noqa: A002  # the option's name
    yes: Annotated[bool, Parameter(help="On a terminal, take the proposed mapping without asking.", negative="")] = False,
) -> int:
    """Take exports of other tools into the evidence. Without arguments, list the kinds with what each needs.

    Exports that are recognised by their shape are read at once. For other tables the proposed mapping of columns is shown and, once settled,
    remembered. The same file again, or a longer one, changes nothing twice. Nothing in a file is executed.

    Parameters
    ----------
    kind
        What the files hold: `quarterdeck import` lists the kinds.
    files
        The exported files; all of one call are parts of one export.

    """
    from quarterdeck.app.imports.importing import Wish, kind_named  # noqa: PLC0415  # loaded when the command is called

    if kind is None:
        _list_kinds()
        return 0
    known = kind_named(kind)
    if known is None:
        raise UsageError(_no_kind(kind))
    if not files:
        _show_kind(known)
        return 0
    said = _said(map_ or [], set_ or [], word or [], time_zone, dates, decimal)
    return _run(Wish(known, files, said, format), out_folder(out), ask=sys.stdin.isatty() and sys.stdout.isatty(), yes=yes)


def _no_kind(said: str) -> str:
    """There is no such kind: a file in its place is one whose kind was forgotten."""
    from quarterdeck.app.imports.importing import kinds  # noqa: PLC0415  # as above

    if Path(said).is_file() or Path(said).suffix:
        return f"say first what {said} holds, as in `quarterdeck import deployments {said}`; `quarterdeck import` lists the kinds"
    near = difflib.get_close_matches(said, [kind.name for kind, _ in kinds()], 1)
    return f"there is no kind {said!r}; " + (f"did you mean {near[0]}?" if near else "`quarterdeck import` lists them")


def _said(maps: list[str], sets: list[str], words: list[str], zone: str, dates: str, decimal: str) -> Said:
    from quarterdeck.app.imports.importing import Said, known_zone  # noqa: PLC0415  # as above

    if zone and not known_zone(zone):
        raise UsageError(f"--time-zone {zone}: there is no such zone; write a name as Europe/Berlin, or UTC")
    columns = dict(_pair("--map", one, "COLUMN=FIELD") for one in maps)
    constants = dict(_pair("--set", one, "FIELD=VALUE") for one in sets)
    told: dict[str, dict[str, str]] = {}
    for one in words:
        what, ours = _pair("--word", one, "FIELD:THEIRS=OURS")
        name, colon, theirs = what.partition(":")
        if not colon:
            raise UsageError(f"--word {one}: write FIELD:THEIRS=OURS")
        told.setdefault(name, {})[theirs.strip().lower()] = ours
    return Said(columns, constants, zone, dates, decimal, told)


def _pair(option: str, said: str, form: str) -> tuple[str, str]:
    name, equals, value = said.rpartition("=")
    if not equals or not name:
        raise UsageError(f"{option} {said}: write {form}")
    return name.strip(), value.strip()


def _run(wish: Wish, out: Path, *, ask: bool, yes: bool) -> int:
    from quarterdeck.app.imports.importing import MAPPED, Said, UnreadableFileError, UnusableMappingError, bring_in  # noqa: PLC0415  # as above
    from quarterdeck.app.imports.mappings import BrokenMappingError, home, remember, remembered, settled  # noqa: PLC0415  # as above
    from quarterdeck.app.keeping.store import Store, StoreBusyError  # noqa: PLC0415  # as above

    agree = _agree if ask and not yes else _agree_and_show
    try:
        known = remembered(home(Path.cwd(), out), wish.kind.name)
        store = Store(out)
        with store.writing():
            done = bring_in(store, wish, known, datetime.now(UTC).replace(tzinfo=None), agree)
            while done.unsettled and ask:
                wish = replace(wish, said=_answers(done.unsettled[0]).over(wish.said))
                done = bring_in(store, wish, known, datetime.now(UTC).replace(tzinfo=None), agree)
            if done.unsettled:
                return _unsettled(done, known)
            for file in done.files:
                if file.proposal and file.taken and (file.format in MAPPED or wish.said != Said()):
                    known = remember(known, wish.kind.name, settled(file.proposal))
    except (UnreadableFileError, UnusableMappingError, BrokenMappingError) as error:
        raise UsageError(clean(str(error))) from error
    except StoreBusyError as error:
        raise UsageError(f"{error}; wait for it, or name another folder with --out") from error
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror or error}; name another folder with --out") from error
    return _report(done, known)


def _agree_and_show(path: Path, proposal: Proposal) -> bool:
    """Without somebody to ask, a mapping that leaves nothing open is taken; it is shown all the same."""
    _show(path, proposal)
    return True


def _agree(path: Path, proposal: Proposal) -> bool:
    _show(path, proposal)
    return _asked("Import so? [Y/n] ").lower() in {"", "y", "yes"}


def _show(path: Path, proposal: Proposal) -> None:
    """The mapping as a table: field, column, form, a value."""
    _say(f"{path.name}:")
    rows = [
        (name, " + ".join(dict.fromkeys(proposal.columns[index] for index in indices)), proposal.forms.get(name, ""), proposal.samples.get(name, ""))
        for name, indices in proposal.fields.items()
    ] + [(name, "(said)", "", value) for name, value in proposal.said.constants.items()]
    widths = [max([len(row[column]) for row in rows] or [0]) for column in range(3)]
    for row in rows:
        _say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip())
    if proposal.left_out:
        _say(f"  left out: {', '.join(proposal.left_out[:_NAMES])}{f' and {len(proposal.left_out) - _NAMES} more' if len(proposal.left_out) > _NAMES else ''}")


def _answers(unsettled: Unsettled) -> Said:
    """What somebody at the terminal says to each question; an empty answer ends the import."""
    from quarterdeck.app.imports.importing import Said  # noqa: PLC0415  # as above

    _show(unsettled.path, unsettled.proposal)
    said = Said()
    for question in unsettled.proposal.questions:
        _say(f"? {question.ask}")
        answer = _asked({"column": "column, or =VALUE for all rows: ", "guess": "[y/n] ", "zone": "zone: ", "word": "our word: "}.get(question.kind, "which: "))
        if not answer:
            raise UsageError(f"nothing was imported: {question.ask} Say it with {question.say}")
        said = _with_answer(question, answer).over(said)
    return said


def _with_answer(question: Question, answer: str) -> Said:
    from quarterdeck.app.imports.importing import Said  # noqa: PLC0415  # as above

    if question.kind == "column":
        return Said(constants={question.about: answer[1:]}) if answer.startswith("=") else Said(columns={answer: question.about})
    if question.kind == "guess":
        return Said(columns={question.value: question.about if answer.lower() in {"y", "yes"} else ""})
    if question.kind == "word":
        return Said(words={question.about: {question.value: answer}})
    name = {"zone": "time_zone", "dates": "dates", "decimal": "decimal"}[question.kind]
    return _said([], [], [], **{"zone": "", "dates": "", "decimal": "", {"time_zone": "zone"}.get(name, name): answer})


def _unsettled(done: Imported, known: Remembered) -> int:
    """Nobody can be asked: write the proposal beside the remembered mappings, say what is open, exit with 2."""
    from quarterdeck.app.imports.mappings import settled, written  # noqa: PLC0415  # as above
    from quarterdeck.app.keeping.store import write_atomically  # noqa: PLC0415  # as above

    name = done.kind.name
    path = known.path.with_suffix(".proposed.yaml")
    proposals = [unsettled.proposal for unsettled in done.unsettled]
    asked = list(dict.fromkeys(f"{question.ask} ({question.say})" for proposal in proposals for question in proposal.questions))
    write_atomically(path, written(name, list({str(settled(p)): settled(p) for p in proposals}.values()), asked).encode())
    for unsettled in done.unsettled:
        open_ = counted(len(unsettled.proposal.questions), "question")
        print(f"quarterdeck: {clean(str(unsettled.path))}: nothing was imported; {open_} about its columns must be answered first:", file=sys.stderr)  # noqa: T201  # the command line speaks here
    for question in asked[:_QUESTIONS]:
        print(f"  {clean(question)}", file=sys.stderr)  # noqa: T201  # as above
    if absent := _absent(done.kind, proposals):
        print(f"  No column gives these either; they are not needed, but tell more (--map COLUMN=FIELD): {absent}", file=sys.stderr)  # noqa: T201  # as above
    print(f"The proposed mapping is in {clean(str(path))}: complete it, save it as {known.path.name} and import again, or say it here.", file=sys.stderr)  # noqa: T201  # as above
    return 2


def _absent(kind: Kind, proposals: list[Proposal]) -> str:
    """Fields that may be told and that no column gives, with their words: asked for at once with a needed one."""
    if not any(question.kind == "column" for proposal in proposals for question in proposal.questions):
        return ""
    told = {name for proposal in proposals for name in (*proposal.fields, *proposal.said.constants)}
    reader = kind.reader
    fields = [column.name for column in reader.columns if column.name not in told and not reader.required(column)]
    return ", ".join(f"{name} ({'/'.join(reader.words[name])})" if name in reader.words else name for name in fields)


def _report(done: Imported, known: Remembered) -> int:
    """What came of it: files, tables, problems."""
    if not done.files:
        _say("Nothing was imported.")
        return 0
    for file in done.files:
        encoding = "" if file.encoding == "utf-8" else f", {file.encoding}"
        again = ", the same file as before" if file.before else ""
        _say(f"{file.name} ({file.format}{encoding}{again}): {counted(file.rows, 'row')} read{f', {number(file.refused)} refused' if file.refused else ''}.")
    for change in done.changes:
        dropped = f", {number(change.dropped)} that it no longer has dropped" if change.dropped else ""
        _say(f"  {change.table}: {number(change.new)} new, {number(change.changed)} changed, {number(change.unchanged)} unchanged{dropped}.")
    for note in done.notes:
        _say(f"  Note: {note}.")
    for problem in done.problems[:_PROBLEMS]:
        _say(f"! {problem}")
    if len(done.problems) > _PROBLEMS:
        _say(f"  and {number(len(done.problems) - _PROBLEMS)} more problems")
    if any(file.proposal and file.taken and file.format in {"csv", "json"} for file in done.files):
        _say(f"How the columns are read is remembered in {known.path}.")
    if any(file.taken for file in done.files):
        return 0
    print("quarterdeck: every row was refused: nothing was imported, and how the columns were read is not remembered", file=sys.stderr)  # noqa: T201  # the command line speaks here
    return 2


def _list_kinds() -> None:
    from quarterdeck.app.imports.importing import kinds  # noqa: PLC0415  # as above

    for kind, formats in kinds():
        _say(f"{kind.name}: {kind.says}")
        _say(f"  reads: {', '.join([*(one.name for one in formats), *(['any table (CSV, TSV, XLSX, JSON)'] if kind.reader.names else [])])}")
        if needed := _needed(kind):
            _say(f"  a table needs: {needed}")
    _say("\n`quarterdeck import KIND` shows the fields of a kind, `quarterdeck import KIND FILE` imports.")


def _needed(kind: Kind) -> str:
    reader = kind.reader
    needed = [column.name for column in reader.columns if reader.names and reader.required(column)]
    return ", ".join([*needed, *(" or ".join((name, *others)) for name, others in reader.fallbacks.items() if others)])


def _show_kind(kind: Kind) -> None:
    from quarterdeck.app.imports.importing import kinds  # noqa: PLC0415  # as above

    _say(f"{kind.name}: {kind.says} The rows go into `{kind.reader.row.table}`.\n")
    for one in next(formats for known, formats in kinds() if known is kind):
        _say(f"  {one.name}: {one.says}")
    for column in kind.reader.columns if kind.reader.names else ():
        names = kind.reader.names.get(column.name, ())
        must = " (needed)" if kind.reader.required(column) else ""
        _say(f"  {column.name}{must}: {column.says}{' Also known as: ' + ', '.join(names) + '.' if names else ''}")


def _asked(prompt: str) -> str:
    print(prompt, end="", flush=True)  # noqa: T201  # the command line speaks here
    return sys.stdin.readline().strip()


def _say(words: str) -> None:
    print(clean(words))  # noqa: T201  # the command line speaks here
