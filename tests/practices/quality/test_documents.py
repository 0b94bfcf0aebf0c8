"""Documents held against the files that they point to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.request import Request
from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.governance import DocumentReference
from quarterdeck.kernel.text import plain
from quarterdeck.practices.quality.measures.documents_behind import DOCUMENTS_BEHIND
from quarterdeck.sources.documents import references
from tests.builders import NOW, Silent, Told

GUIDE = """# How orders are made

Begin in [the shop](../shop/orders.py#L3) and `shop/prices.py`; then `shop/made_up.py`, [taxes](tax.md "Taxes") and
[the site](https://example.org/a.py). `pip install shop/` and `src/**/*.py` are no files.

.. include:: parts/intro.rst
[later]: <../shop/later.py>
"""


def test_what_a_document_points_to() -> None:
    rows = references.extract(
        [FileContent("r", "docs/guide.md", GUIDE.encode()), FileContent("r", "README.md", b"[up](../other/a.py) and `docs/guide.md`")]
    ).rows
    assert [(row.path, row.line, row.kind, row.target, row.from_root) for row in rows if isinstance(row, DocumentReference)] == [
        ("README.md", 1, "path", "docs/guide.md", "docs/guide.md"),
        ("docs/guide.md", 3, "link", "shop/orders.py", "shop/orders.py"), ("docs/guide.md", 3, "link", "docs/tax.md", "docs/tax.md"),
        ("docs/guide.md", 6, "link", "docs/parts/intro.rst", "docs/parts/intro.rst"), ("docs/guide.md", 7, "link", "shop/later.py", "shop/later.py"),
        ("docs/guide.md", 3, "path", "docs/shop/prices.py", "shop/prices.py"), ("docs/guide.md", 3, "path", "docs/shop/made_up.py", "shop/made_up.py"),
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "read"), [
    ("README.md", True), ("docs/a.rst", True), ("docs/b.txt", True), ("notes.txt", False), ("CHANGELOG.md", False), ("docs/releases/1.txt", False),
    ("docs/adr/0001-a.md", False), ("UPGRADING.md", False), ("vendor/x/README.md", False),
])  # fmt: skip
def test_documents_that_speak_of_what_was_are_not_read(path: str, read: bool) -> None:  # a table's cell
    assert references.wants(path) is read


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Prices moved in June, orders were rewritten ever since the guide was; the README in shop/ says too little to be wrong."""
    folder = tmp_path_factory.mktemp("documents")
    told = Told(folder / "shop")
    code = {"shop/orders.py": "a = 1\n" * 20, "shop/prices.py": "p = 1\n" * 40}
    told.commit({**code, "docs/guide.md": GUIDE + "More of it.\n" * 30, "shop/README.md": "# Shop\n"}, at="2024-03-01")
    for month in range(1, 12):
        told.commit({"shop/orders.py": f"a = {month}\n" * 20}, at=f"2025-{month:02}-10")
    told.commit(renames={"shop/prices.py": "shop/money.py"}, at="2026-06-01")
    told.save()
    return assess(Request((told.path,), folder / "out", date(2026, 11, 21), cache=Path(folder / "none")), NOW, Silent())


def test_a_document_that_points_to_a_file_that_moved_away_is_told(run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "documents-lead-nowhere").verdict
    assert plain(told.sentence) == (
        "shop: documents point 1 time to a file that is gone, first docs/guide.md. Read again: 1 document older than half of their code."
    )
    assert [" | ".join(plain(cell) for cell in row) for row in told.detail.rows] == ["docs/guide.md | shop/prices.py"] if told.detail else False


def test_a_document_whose_code_was_rewritten_is_to_be_read_again(run: Run) -> None:
    measured = run.bench.beside(DOCUMENTS_BEHIND, next(f.subject for f in run.findings if f.judgement.name == "documents-lead-nowhere"))
    assert [(row.key, row.part, row.contribution) for row in run.bench.rows(measured)] == [("docs/guide.md", "often", 10.0)]
