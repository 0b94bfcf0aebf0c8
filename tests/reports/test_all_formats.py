"""What holds for all reports in all formats at once: no planted name past a redaction, no markup, link or formula from a name.

The reports of one run are put into one document, so that each format is written once.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import documents
from quarterdeck.kernel.section import Document
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.look import HOUSE
from quarterdeck.reports.unexplained import unexplained
from quarterdeck.surfaces.cli.application import call
from tests.reports.company import EXPORTS, FILES, REPORTS, TODAY, Called, assessed

HOSTILE = '<script>alert(1)</script> [a](javascript:alert(1)) =cmd|x {{ 7 * 7 }} #read("x")'

PLANTED: Mapping[str, str] = {
    "Acme Freight": "Zqcompany", "Kartwerk": "Zqvendor", "Rackwerk": "Zqrack", "Boardwerk": "Zqboards",
    "Route planner": "Zqsystem", "Partner portal": "Zqportal",
    "Movers": "Zqteam", "Maps": "Zqmaps", "maps": "zqmaps", "orders": "zqstore", "addresses": "zqdata", "Services answer": "Zqstandard",
    "Backups are tried": "Zqpolicy", "Stage one of the audit": "Zqmilestone", "Change the keys": "Zqaction", "Try a restore": "Zqdone",
    "second maker": "zqmaker", "Take two": "Zqtwo", "Stay with one": "Zqone", "Whether to move": "Zqmove", "Half a case": "Zqhalf",
    "One language": "Zqlanguage",
    "Orders stand still": "Zqincident", "Labels are late": "Zqlabels", "shop": "zqrepository", "routing": "zqrouting", "Stay here": "Zqstay",
    "Talk to": "Zqplan", "The price rises": "Zqterm", "supplier": "zqsupplier",
    "Ann Lee": "Xqperson", "ann@": "xqmail@", "supervisory board": "Xqboard", "Dr Berg": "Xqdoctor",
}  # fmt: skip
"""Everything that somebody gave a name, and what it is called instead: ``zq`` for the company's things, ``xq`` for people."""
ABOUT = {"architecture": "zqrouting", "decision": "zqmaps", "meeting": "zqmaps", "renewal": "zqmaps", "vendor": "zqmaps"}
LEFT = {"all": r"[ZzXx]q[a-z_]{3,}", "code": r"[Zz]q[a-z_]{3,}", "people": r"[Xx]q[a-z_]{3,}"}
KEPT = {"all": (), "code": ("Xqperson",), "people": ("Zqsystem", "zqrepository")}


def planted(text: str) -> str:
    """A text with each name replaced."""
    for name, instead in PLANTED.items():
        text = text.replace(name, instead)
    return text


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A company in which every name can be told from every word of ours."""
    called = Called("zqrepository", "zqfile_", ("Xqperson <xqmail@example.org>", "Xqother <xqother@example.org>"), "zqexport-", "Zqcompany")
    files = {planted(path): planted(text) for path, text in FILES.items()}
    return assessed(tmp_path_factory.mktemp("named"), files, (TODAY,), {kind: planted(text) for kind, text in EXPORTS.items()}, called)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A company in which everything is called by an attack: records, options, what tools export, files, authors, the company itself."""
    attack = HOSTILE.replace('"', "''")
    files = {path: re.sub(r"^((?:name|what|provides|plan|description|expected_outcome|checked_by): )(.*)$", rf"\1'{HOSTILE}'", text, flags=re.MULTILINE)
             for path, text in FILES.items() if path != "quarterdeck.yaml"}  # fmt: skip
    files = {path: re.sub(r"(?<=\[)Move(?=,)", f"'{HOSTILE}'", text) for path, text in files.items()}
    exports = {kind: text.replace("Labels are late", f'"{attack}"') for kind, text in EXPORTS.items()}
    called = Called(files="=cmd|x [a](javascript:alert(1)) ", exports="=cmd ", company=HOSTILE,
                    authors=("=cmd [a](javascript:alert(1)) <a@example.org>", "@SUM(1) <b@example.org>"))  # fmt: skip
    return assessed(tmp_path_factory.mktemp("hostile"), {**files, "quarterdeck.yaml": FILES["quarterdeck.yaml"]}, (TODAY,), exports, called)


def together(run: Run, redact: str | None, about: Mapping[str, str]) -> Document:
    """All reports of a run in one document."""
    disguise = Disguise.of(redact)
    made = [documents.make(run, name, about.get(name, ""), disguise) for name in REPORTS]
    parts = [unexplained(one) if name == "assessment" else one for name, one in zip(REPORTS, made, strict=True)]
    sections = tuple(replace(section, anchor=f"{name}-{section.anchor}") for name, one in zip(REPORTS, parts, strict=True) for section in one.sections)
    return replace(made[0], sections=sections, footer=tuple(line for one in made for line in one.footer))


def unpacked(content: bytes) -> str:
    """Everything in a presentation: slides, notes, charts, properties, the workbook behind each chart; and the name of each part."""
    told = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            told.append(f"{name}\n{unpacked(inner) if name.endswith('.xlsx') else inner.decode('utf-8', 'replace')}")
    return "\n".join(told)


def printed(content: bytes) -> str:
    """What a PDF says, its metadata and the text alternatives of its pictures."""
    reader = PdfReader(io.BytesIO(content))
    objects = [reader.get_object(number) for table in reader.xref.values() for number in table]
    alternatives = [str(one["/Alt"]) for one in objects if isinstance(one, DictionaryObject) and "/Alt" in one]
    return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata), *alternatives])


def written(document: Document) -> dict[str, str]:
    """The document in each format, as everything that a reader of the file can find in it; fonts and pictures of the page, in letters, are left out."""
    made = {form: documents.FORMATS[form](document, HOUSE) for form in documents.FORMATS}
    texts = {form: re.sub(r"data:[^)\"']+", "", made[form].decode()) for form in ("html", "json", "md")}
    return {**texts, "pdf": printed(made["pdf"]), "pptx": unpacked(made["pptx"])}


@pytest.mark.parametrize("choice", ["all", "code", "people"])
def test_no_planted_name_survives(choice: str, named: Run) -> None:
    document = together(named, choice, ABOUT)
    told = written(document) if choice == "all" else {form: documents.FORMATS[form](document, HOUSE).decode() for form in ("json", "md")}
    assert {form: set(re.findall(LEFT[choice], text)) for form, text in told.items()} == {form: set() for form in told}
    assert [name for name in KEPT[choice] if name not in told["json"]] == []


def test_a_file_is_not_called_by_what_is_hidden() -> None:
    assert documents.file_name("vendor", "vendor/zqmaps", Disguise.of("code")) == "vendor"
    assert documents.file_name("vendor", "vendor/zqmaps", Disguise.of("people")) == "vendor-zqmaps"
    look = replace(HOUSE, accent="#7a1f3d")
    assert documents.dressed(look, Disguise.of("all")) == HOUSE
    assert documents.dressed(look, Disguise.of("people")) == look


def test_a_hostile_name_becomes_no_markup_link_or_formula_in_any_format(hostile: Run) -> None:
    document = together(hostile, None, {**ABOUT, **dict.fromkeys(("decision", "meeting", "renewal", "vendor"), "maps"), "architecture": "routing"})
    made = {form: documents.FORMATS[form](document, HOUSE) for form in documents.FORMATS}
    page, text = made["html"].decode(), made["md"].decode()
    assert "alert(1)" in text
    body = page.partition("<body>")[2].rpartition("<script>")[0]
    assert "<script" not in body
    assert not re.search(r'(?:href|src)="(?!#|data:)', body)
    assert not re.search(r"(?<!\\)\]\((?!#)", text)
    assert "<script>" not in text.replace("\\<script", "")
    slides = unpacked(made["pptx"])
    assert not re.search(r"<f>|TargetMode=\"External\"|hlinkClick", slides)
    links = [str(note.get_object().get("/A", "")) for page_ in PdfReader(io.BytesIO(made["pdf"])).pages for note in page_.get("/Annots", [])]
    assert [link for link in links if "javascript" in link or "URI" in link] == []


def test_cells_of_an_answer_run_no_formula(hostile: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["query", "SELECT DISTINCT name FROM people ORDER BY name", "--format", "csv", "--out", str(hostile.request.out)]) == 0
    cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]
    assert any("cmd" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in "=+-@" and cell] == []
