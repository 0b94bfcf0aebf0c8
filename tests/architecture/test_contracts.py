"""The architecture's rules on imports hold, and each of them can be broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

FOLDERS = (
    "app",
    "demo",
    "reports",
    "steering",
    "decisions",
    "practices",
    "derived",
    "sources",
    "evidence",
    "records",
    "assumptions",
    "maths",
    "kernel",
    "surfaces",
)
EDGES = {"app", "sources", "surfaces"}


def lint_imports(folder: Path, package_in: Path) -> tuple[int, str]:
    """Check the package in ``package_in`` against the contracts in ``folder``/pyproject.toml: exit status and what was said."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package_in), "COLUMNS": "250"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_this_project_keeps_its_contracts(root: Path) -> None:
    status, said = lint_imports(root, root / "src")
    assert status == 0, said


@pytest.fixture
def house(root: Path, tmp_path: Path) -> Path:
    """A package of the same folders, all empty but for two practices, two parts of steering, two sources and two surfaces, under the same contracts."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    parts = [*FOLDERS, "sources/git", "sources/bills", "surfaces/cli", "surfaces/web", "app/reports", "app/keeping"]
    parts += [f"steering/{name}{part}" for name in ("risk", "vendors") for part in ("", "/measures", "/findings")]
    parts += [f"practices/{name}{part}" for name in ("money", "quality") for part in ("", "/measures", "/findings")]
    for part in ("", *parts):
        folder = tmp_path / "quarterdeck" / part
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    return tmp_path


def test_the_empty_house_keeps_them(house: Path) -> None:
    status, said = lint_imports(house, house)
    assert status == 0, said


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("kernel/a.py", "import quarterdeck.evidence", "Layers point down"),
        ("derived/a.py", "import quarterdeck.sources", "Layers point down"),
        ("evidence/a.py", "import quarterdeck.app", "Layers point down"),
        ("services/__init__.py", "", "Layers point down"),
        ("helpers.py", "", "Layers point down"),
        ("practices/money/a.py", "import quarterdeck.practices.quality", "Practices never import each other"),
        ("practices/money/a.py", "import quarterdeck.steering.vendors", "Layers point down"),
        ("steering/vendors/a.py", "import quarterdeck.steering.risk", "The parts of steering"),
        ("steering/vendors/measures/a.py", "import quarterdeck.steering.vendors.findings", "A measure never knows"),
        ("steering/vendors/a.py", "import socket", "Below the application"),
        ("sources/git/a.py", "import quarterdeck.sources.bills", "No source knows another"),
        ("surfaces/cli/a.py", "import quarterdeck.surfaces.web", "No surface knows another"),
        ("surfaces/cli/a.py", "import quarterdeck.sources.git", "Only the application imports sources"),
        ("reports/a.py", "import quarterdeck.sources.git", "Only the application imports sources"),
        ("practices/money/measures/a.py", "import quarterdeck.practices.money.findings", "A measure never knows"),
        ("demo/a.py", "import quarterdeck.practices.money", "The sample company"),
        ("demo/a.py", "import random", "Below the application"),
        ("practices/money/a.py", "import subprocess", "Below the application"),
        ("reports/a.py", "from os import environ", "Below the application"),
        ("records/a.py", "import os", "Below the application"),
        ("records/a.py", "import quarterdeck.evidence", "Layers point down"),
        ("kernel/a.py", "def f():\n    import time", "Below the application"),
        ("app/keeping/a.py", "import quarterdeck.app.reports", "The parts of the application point down"),
    ],
)
def test_each_contract_can_be_broken(house: Path, file: str, line: str, contract: str) -> None:
    path = house / "quarterdeck" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(line, encoding="utf-8")
    status, said = lint_imports(house, house)
    assert status == 1
    assert [told for told in said.splitlines() if told.startswith(contract) and "BROKEN" in told], said


def test_a_cycle_breaks_the_build(house: Path) -> None:
    maths = house / "quarterdeck" / "maths"
    (maths / "a.py").write_text("import quarterdeck.maths.b", encoding="utf-8")
    (maths / "b.py").write_text("import quarterdeck.maths.a", encoding="utf-8")
    status, said = lint_imports(house, house)
    assert status == 1
    assert "No cycles BROKEN" in said, said


def test_every_folder_that_is_no_edge_is_named_as_pure(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as stream:
        contracts = tomllib.load(stream)["tool"]["importlinter"]["contracts"]
    pure = {name.removesuffix(".**") for c in contracts if c["id"] == "pure-below-app" for name in c["source_modules"]}
    there = {path.parent.name for path in (root / "src" / "quarterdeck").glob("*/__init__.py")}
    assert {f"quarterdeck.{name}" for name in there - EDGES} <= pure
