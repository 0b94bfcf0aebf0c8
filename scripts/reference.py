"""Write the reference pages from the code: tables of evidence, kinds of records, decision models, and each practice's measures and findings.

``python scripts/reference.py`` writes them below ``docs/reference``; with ``--check`` it writes nothing and exits 1 when a page
is not current. The sentences are those of the code: a page is never edited by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from quarterdeck.decisions import roadmap
from quarterdeck.decisions.case import Asked, asked
from quarterdeck.decisions.model import MODEL_HEADINGS
from quarterdeck.decisions.models import MODELS
from quarterdeck.kernel.finding import Judgement, Practice
from quarterdeck.kernel.measure import Criterion, Measure, Page
from quarterdeck.kernel.table import PROVENANCE, Column, Row, declared
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.record import Record
from quarterdeck.records.schema import Key, keys
from quarterdeck.sources.exports.formats import FORMATS
from quarterdeck.sources.exports.formats.format import Format, of_kind
from quarterdeck.sources.exports.kinds import KINDS as EXPORTS
from quarterdeck.sources.exports.kinds.kind import Reader

IMPORTS = (
    "What `quarterdeck import KIND FILE` reads. Formats of tools are recognised by their shape. In any other table (CSV, TSV, a workbook with one "
    "filled sheet, JSON of flat objects) a column gives the field that bears its name or one of those listed, whatever its capitals, spaces and "
    "underscores; `--map` and `--set` say the rest. What each field holds stands in [Evidence](evidence.md). [How to import](../how-to/import-exports.md).\n\n"
    "No format is claimed from memory. *Seen at* is what was opened on that day; recorded answers and published examples were read with this importer, "
    "whole and twice. The vendor's page is for reading on, and was not opened for each. Examples in the tests have the same keys and forms with invented "
    "values: what others wrote is not copied."
)
FOLDER = Path("docs/reference")
RECORDS = """\
What people decided and wrote. One folder a kind, one file a record: the file's name is the id, and other records refer to it as `kind/id`.
Amounts are ranges with a currency (`40k..180k EUR`, `1200 EUR`), shares are ranges (`5%..20%`), days are written `2026-11-21`. A record is
YAML, or Markdown with the same keys between two lines of `---` on top: for long prose. JSON Schemas for editors:
[schemas](../../schemas/records/). [How to keep the record](../how-to/keep-the-record.md).

These keys may stand in every record:
"""
HEADER = "<!-- Written by `make docs` from the code: change the code, not this page. -->\n"


DECISIONS = """
A decision record names its model and gives its inputs ([keys of a decision](records.md#decision)); `quarterdeck decide ID` runs it. Every
number may be a range, `low..high` or `low..middle..high`. [How to read the answer](../explanation/decisions.md).
""".strip()


def modules(package: str) -> Iterator[ModuleType]:
    """Every module of a package, by name; none when the package does not exist."""
    try:
        root = importlib.import_module(package)
    except ModuleNotFoundError:
        return
    yield root
    for found in sorted(pkgutil.walk_packages(root.__path__, f"{package}."), key=lambda module: module.name):
        yield importlib.import_module(found.name)


def tables() -> Iterator[type[Row]]:
    """The row classes of evidence, in reading order."""
    for module in modules("quarterdeck.evidence"):
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__ and hasattr(thing, "table"):
                yield thing


def practices() -> dict[str, Practice]:
    """Each practice, and each part of steering, once, by name."""
    found = [module for package in ("quarterdeck.practices", "quarterdeck.steering") for module in modules(package)]
    return {thing.name: thing for module in found for thing in vars(module).values() if isinstance(thing, Practice)}


def evidence_page() -> str:
    """All tables, a row per column."""
    parts = [HEADER, "# Evidence\n", "What machines observed. Each table also carries these columns:\n", _columns(PROVENANCE)]
    for row in tables():
        table = declared(row)
        key = ", ".join(f"`{name}`" for name in getattr(row, "key", ()))
        parts += [f"## {table.name}\n", f"{table.says}{f' Key: {key}.' if key else ''}\n", _columns(table.columns)]
    return "\n".join(parts)


def _columns(columns: tuple[Column, ...]) -> str:
    lines = ["| column | type | may be empty | says |", "|---|---|---|---|"]
    for column in columns:
        says = column.says.replace("|", "\\|")
        lines.append(f"| {column.name} | {column.sql} | {'yes' if column.nullable else 'no'} | {says} |")
    return "\n".join(lines) + "\n"


def records_page() -> str:
    """All kinds of records, a row per key."""
    parts = [HEADER, "# Records\n", f"{RECORDS}\n", _keys(tuple(key for key in keys(Record) if key.name != "id"))]
    for kind in KINDS:
        where = f"{kind.folder}/ID.{'md' if kind.prose else 'yaml'}" if kind.folder else "quarterdeck.yaml"
        own = tuple(key for key in keys(kind) if not key.common)
        parts += [f"## {kind.kind}\n", f"{' '.join((kind.__doc__ or '').split())} `{where}`\n", _keys(own)]
        parts += [f"Each of `{key.name}`:\n\n{_keys(key.inner)}" for key in own if key.inner]
    return "\n".join(parts)


def _keys(declared: tuple[Key, ...]) -> str:
    lines = ["| key | written as | needed | says |", "|---|---|---|---|"]
    lines += [f"| {key.name} | {key.written} | {'yes' if key.required else ''} | {key.says} |" for key in declared]
    return "\n".join(lines) + "\n"


def decisions_page() -> str:
    """All decision models: each model's page, then what it asks."""
    parts = [HEADER, "# Decision models\n", f"{DECISIONS}\n"]
    for model in MODELS:
        words = "\n".join(f"- **{heading}.** {text}" for heading, text in model.page.parts.items())
        parts.append(f"## {model.name}\n\n{model.page.title}\n\n{words}\n")
        if inputs := asked(model.case):
            parts.append(_asked("input", inputs))
        if model.offer:
            parts.append(_asked("of each offer", asked(model.offer)))
    page = Page.of(roadmap.__doc__, MODEL_HEADINGS)
    words = "\n".join(f"- **{heading}.** {text}" for heading, text in page.parts.items())
    parts.append(f"## roadmap\n\n{page.title} [How to read it](../explanation/roadmap.md).\n\n{words}\n")
    return "\n".join(parts)


def _asked(what: str, inputs: Mapping[str, Asked]) -> str:
    lines = [f"| {what} | says | unit | the company's evidence that bears it | when nobody gives it |", "|---|---|---|---|---|"]
    for name, how in inputs.items():
        unit = how.unit.replace("{currency}", "money") or "share"
        lines.append(f"| {name} | {how.says} | {unit} | {how.evidence or 'none'} | {_usual(how)} |")
    return "\n".join(lines) + "\n"


def _usual(how: Asked) -> str:
    if how.optional:
        return "is not counted, and the page says so"
    return f"{how.usual.p10:g}..{how.usual.p50:g}..{how.usual.p90:g}. {how.because}" if how.usual else "has to be given"


def imports_page() -> str:
    """All kinds of exports: the formats that are recognised, and the fields that columns of other tables may give."""
    parts = [HEADER, "# Imports\n", f"{IMPORTS}\n"]
    for kind in EXPORTS:
        formats = of_kind(FORMATS, kind.name)
        parts.append(f"## {kind.name}\n\n{kind.says} Fills {', '.join(f'`{reader.row.table}`' for reader in kind.readers)}.\n")
        if formats:
            lines = ["| format | what | its vendor's page | seen at | on |", "|---|---|---|---|---|", *map(_format, formats)]
            parts.append("\n".join(lines) + "\n")
        if kind.reader.names:
            parts.append(_fields(kind.reader))
    return "\n".join(parts)


def _format(one: Format) -> str:
    seen = one.origin
    return f"| {one.name} | {one.says} | <{seen.page}> | [{seen.what}]({seen.opened.replace(' ', '%20')}) | {seen.on} |"


def _fields(reader: Reader) -> str:
    lines = ["| field | needed | columns that give it | words |", "|---|---|---|---|"]
    for column in reader.columns:
        needed = "yes" if reader.required(column) else ""
        others = reader.fallbacks.get(column.name, ())
        needed = f"or {' or '.join(others)}" if others else needed
        lines.append(f"| {column.name} | {needed} | {', '.join(reader.names.get(column.name, ()))} | {', '.join(reader.words.get(column.name, ()))} |")
    return "\n".join(lines) + "\n"


def practice_page(practice: Practice) -> str:
    """One practice: its question, then its measures and its findings in reading order."""
    parts = [HEADER, f"# {practice.title}\n", f"{practice.question}\n", "## Measures\n"]
    for measure in practice.measures:
        parts += [_unit(measure, measure.page), *_criteria(measure.criteria)]
    parts.append("## Findings\n")
    for judgement in practice.judgements:
        parts += [_unit(judgement, judgement.page), *_criteria(judgement.criteria)]
    return "\n".join(parts)


def _unit(unit: Measure | Judgement, page: Page) -> str:
    words = "\n".join(f"- **{heading}.** {text}" for heading, text in page.parts.items())
    return f"### {unit.name}\n\n{page.title}\n\n{words}\n"


def _criteria(criteria: tuple[Criterion, ...]) -> list[str]:
    return [f"- Criterion `{c.name}`: {c.value:g} {c.unit}. {c.says} ({c.source})\n" for c in criteria]


def pages() -> Mapping[Path, str]:
    """Every page and where it stands."""
    written = {
        FOLDER / "evidence.md": evidence_page(),
        FOLDER / "imports.md": imports_page(),
        FOLDER / "records.md": records_page(),
        FOLDER / "decisions.md": decisions_page(),
    }
    for name, practice in practices().items():
        written[FOLDER / f"{name}.md"] = practice_page(practice)
    return written


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are not current."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path} is not current: run `make docs`.")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages()[path], encoding="utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
