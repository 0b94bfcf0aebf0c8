"""Architecture: from the code of small shops to the sentences that a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run
from quarterdeck.derived.packages import Coupling, circled
from quarterdeck.kernel.finding import Finding, MeasureRow
from quarterdeck.kernel.measure import Measure
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.section import Chart, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.practices.architecture import ARCHITECTURE
from quarterdeck.practices.architecture.measures.hidden_coupling import HIDDEN_COUPLING
from quarterdeck.practices.architecture.measures.package_dependencies import PACKAGE_DEPENDENCIES
from quarterdeck.practices.architecture.measures.unreached_code import UNREACHED_CODE
from quarterdeck.practices.architecture.sections import sections
from tests.builders import Told, assessed, rows
from tests.practices.tables import ordinary

pytestmark = pytest.mark.practices(ARCHITECTURE)

SHOP = {
    "shop/__init__.py": "",
    "shop/cart/__init__.py": "",
    "shop/cart/basket.py": "from shop.tax import rates\nfrom shop.tax.rates import RATE\nfrom shop.money import amount\n\n\ndef total():\n    return 1\n",
    "shop/tax/__init__.py": "",
    "shop/tax/rates.py": "from shop.money import amount\n\nRATE = 1\n",
    "shop/money/__init__.py": "",
    "shop/money/amount.py": "def whole(n):\n    return n\n",
    "tests/test_cart.py": "from shop.cart import basket\nfrom shop.tax import rates\n",
}
BACK = "from shop.cart import basket\n"


def shop(tmp_path: Path, files: dict[str, str]) -> Run:
    told = Told(tmp_path / "shop")
    told.commit(files, at="2026-06-01")
    told.save()
    return assessed(tmp_path / "out", told.path, deep=True)


def found(run: Run) -> Finding:
    return next(f for f in run.findings if f.judgement.name == "packages-go-in-circles")


def behind(run: Run, measure: Measure) -> list[MeasureRow]:
    return list(run.bench.rows(run.bench.beside(measure, Subject("repository", "shop"))))


def test_two_packages_that_import_each_other(tmp_path: Path) -> None:
    run = shop(tmp_path, {**SHOP, "shop/tax/rates.py": BACK + SHOP["shop/tax/rates.py"]})
    told = found(run)
    assert ordinary(plain(told.verdict.sentence)) == "shop: cart and tax in shop import each other in a circle; 67 % of the production files lie in circles."
    assert (
        plain(told.verdict.action) == "Turn round what shop/tax/rates.py imports: from shop/tax/ to shop/cart/ there are the fewest imports of the circle (1)."
    )
    assert told.severity is Severity.HIGH
    assert told.verdict.detail is not None
    assert [" | ".join(plain(cell) for cell in row) for row in told.verdict.detail.rows] == [
        "shop/tax/ | shop/cart/ | 1 | shop/tax/rates.py",
        "shop/cart/ | shop/tax/ | 2 | shop/cart/basket.py",
    ]
    assert rows(run, "SELECT package, incoming, outgoing, instability, layer FROM packages WHERE package LIKE 'shop/_%' ORDER BY 1") == [
        ("shop/cart/", 1, 2, 2 / 3, 1), ("shop/money/", 2, 0, 0.0, 0), ("shop/tax/", 1, 2, 2 / 3, 1),
    ]  # fmt: skip
    leaned_on, matrix = (block for block in sections(run.bench, run.findings) if isinstance(block, Chart))
    assert plain(leaned_on.marks[0].words) == "shop/money/: imported by 2, imports 0"
    assert ordinary(plain(matrix.so_what)) == "shop: 3 packages in 2 layers; 1 of 5 imports lead back up, in circles."
    assert ordinary(plain(matrix.alternative)) == (
        "shop, rows import columns, in the order of layers. On top: shop/cart and shop/tax. At the bottom: shop/money. "
        "Framed boxes below the diagonal lead back up, in a circle: shop/tax to shop/cart (1)."
    )
    assert [plain(mark.words) for mark in matrix.marks[:3]] == [
        "shop/cart: imported by 1, imports 2, instability 0.67, layer 1", "shop/tax: imported by 1, imports 2, instability 0.67, layer 1",
        "shop/money: imported by 2, imports 0, instability 0.00, layer 0",
    ]  # fmt: skip


@pytest.mark.parametrize(("why", "line"), [
    ("the way back is taken within a function alone", "def late():\n    from shop.cart import basket\n    return basket\n"),
    ("only the type checker goes back", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.cart import basket\n"),
    ("nothing goes back", ""),
])  # fmt: skip
def test_no_circle_is_where(why: str, line: str, tmp_path: Path) -> None:
    told = found(shop(tmp_path, {**SHOP, "shop/tax/rates.py": line + SHOP["shop/tax/rates.py"]}))
    assert told.verdict.outcome is Outcome.MET, why
    assert plain(told.verdict.sentence) == "shop: no package imports its way back to itself."


@pytest.mark.parametrize(("files", "outcome", "sentence"), [
    ({"cart.py": "import tax\n", "tax.py": "import cart\n"}, Outcome.NOT_APPLICABLE, "shop has one package: nothing can go round."),
    ({"cart.swift": "let a = 1\n" * 9, "cart.py": "a = 1\n"}, Outcome.NOT_ASSESSED,
     "shop: the syntax of only 10 % of its production code could be read; most of the rest is Swift."),
    ({"README.md": "A shop.\n"}, Outcome.NOT_ASSESSED, "shop: no production code was found whose syntax can be read."),
])  # fmt: skip
def test_what_is_said_without_a_basis(files: dict[str, str], outcome: Outcome, sentence: str, tmp_path: Path) -> None:
    told = found(shop(tmp_path, files))
    assert told.verdict.outcome is outcome
    assert ordinary(plain(told.verdict.sentence)) == sentence


def coupling(way: str, on_load: int = 1) -> Coupling:
    one, _, other = way.partition(" ")
    return Coupling("shop", one, other, 2, on_load)


@pytest.mark.parametrize(("ways", "circles"), [
    (["a/b/ a/c/", "a/c/ a/d/", "a/d/x/ a/b/y/"], {"a: b, c, d": "a/b/ a/c/ a/d/"}),
    (["a/ a/b/", "a/b/ a/"], {}),
    (["a/b/x/ a/b/y/", "a/b/y/ a/b/x/"], {"a/b: x, y": "a/b/x/ a/b/y/"}),
    (["a/x/ b/y/", "b/z/ a/q/"], {"top: a, b": "a/ b/"}),
])  # fmt: skip
def test_circles_are_told_among_siblings(ways: list[str], circles: dict[str, str]) -> None:
    told: dict[str, str] = {}
    for part, circle in circled(coupling(way) for way in ways):
        told[circle] = f"{told.get(circle, '')} {part}".strip()
    assert told == circles
    assert circled(coupling(way, on_load=0) for way in ways) == []


def test_files_that_change_together_in_secret(tmp_path: Path) -> None:
    """`basket` and `rates` change together too, but one imports the other; `label` and `invoice` know nothing of each other."""
    told = Told(tmp_path / "shop")
    told.commit({**SHOP, "shop/label.py": "FORMAT = 1\n", "web/invoice.js": "const format = 1;\n"}, at="2026-01-01")
    for month in range(2, 8):
        note = f"# {month}\n"
        told.commit({"shop/label.py": note, "web/invoice.js": f"// {month}\n"}, at=f"2026-0{month}-01")
        told.commit({name: SHOP[name] + note for name in ("shop/cart/basket.py", "shop/tax/rates.py")}, at=f"2026-0{month}-02")
    told.save()
    run = assessed(tmp_path / "out", told.path, deep=True)
    pairs = [(row.key, row.part, row.contribution) for row in behind(run, HIDDEN_COUPLING) if row.part]
    assert pairs == [("shop/label.py", "web/invoice.js", 7)]
    assert sum(row.contribution for row in behind(run, PACKAGE_DEPENDENCIES)) == 4
    table = next(block for block in sections(run.bench, run.findings) if isinstance(block, TableBlock))
    assert plain(table.rows[0][0]) == "shop/label.py"


UNREACHED = {
    "shop/__init__.py": "",
    "shop/cart.py": "from shop import tax\n\nBACKENDS = {'by mail': 'shop.post:Sender'}\n",
    "shop/tax.py": "RATE = 1\n",
    "shop/post.py": "class Sender:\n    pass\n",
    "shop/old_rates.py": "RATES = [1, 2]\n",
    "shop/helper.py": "def add(a, b):\n    return a + b\n",
    "shop/cli.py": "from shop import cart\n\nif __name__ == '__main__':\n    print(cart)\n",
    "shop/inks/red.py": "A = 1\n", "shop/inks/blue.py": "A = 1\n", "shop/inks/green.py": "A = 1\n",
    "tests/test_helper.py": "from shop.helper import add\n",
}  # fmt: skip


def test_code_that_nothing_imports(tmp_path: Path) -> None:
    run = shop(tmp_path, UNREACHED)
    assert {row.key: row.part for row in behind(run, UNREACHED_CODE)} == {
        "shop/cart.py": "imported", "shop/tax.py": "imported", "shop/post.py": "imported", "shop/old_rates.py": "nothing",
        "shop/helper.py": "tests", "shop/cli.py": "entry", "shop/inks/red.py": "plug-in", "shop/inks/blue.py": "plug-in", "shop/inks/green.py": "plug-in",
    }  # fmt: skip
    told = next(f for f in run.findings if f.judgement.name == "nothing-imports-this")
    assert ordinary(plain(told.verdict.sentence)) == "shop: nothing imports 1 file with 1 line, 6 % of its code."
    assert plain(told.verdict.action) == "Search for the name of shop/old_rates.py everywhere; where nothing loads it by name, delete it."
    assert [plain(note) for note in told.verdict.notes] == ["Another 1 file is imported by tests alone, and not counted here."]
    assert told.severity is Severity.MEDIUM


def test_a_name_in_a_string_is_no_import_between_packages(tmp_path: Path) -> None:
    run = shop(tmp_path, {**UNREACHED, "shop/inks/red.py": "WHERE = 'shop.tax.RATE'\n"})
    assert rows(run, "SELECT path, runs FROM links WHERE to_path = 'shop/tax.py' ORDER BY 1") == [("shop/cart.py", "on load"), ("shop/inks/red.py", "by name")]
    assert rows(run, "SELECT * FROM couplings WHERE package = 'shop/inks/'") == []


def test_every_file_is_reached(tmp_path: Path) -> None:
    told = next(f for f in shop(tmp_path, SHOP).findings if f.judgement.name == "nothing-imports-this")
    assert plain(told.verdict.sentence) == "shop: every file is imported, named, or stands where something looks for it."


def test_code_in_languages_without_imports_between_files_is_not_judged(tmp_path: Path) -> None:
    told = next(f for f in shop(tmp_path, {"main.go": "package main\n\nfunc main() {}\n"}).findings if f.judgement.name == "nothing-imports-this")
    assert told.verdict.outcome is Outcome.NOT_APPLICABLE
