"""The ways into the project for a developer say the same thing everywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM_NAMES


def test_make_help_names_every_target(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    assert {"assess", "test"} <= explained
    assert targets - explained == {"check"}  # lint, types and contracts together: a step of `test`


def test_the_makefile_and_the_tests_look_for_the_same_browsers(root: Path) -> None:
    script = (root / "scripts" / "chromium.sh").read_text(encoding="utf-8")
    (names,) = re.findall(r'for name in "\$\{CHROMIUM:-\}" (.*); do', script)
    assert tuple(names.split()) == CHROMIUM_NAMES


def test_continuous_integration_runs_make_test_and_nothing_beside(root: Path) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^\s*make (.*?) 2>&1", script, re.MULTILINE) == ["test"]
    assert not re.findall(r"^\s*(?:pytest|ruff|mypy|python3 -m)\b", script, re.MULTILINE)


@pytest.mark.parametrize(("python", "said"), [("no-such-python", "No Python 3.11 or newer"), ("false", "No Python 3.11 or newer")])
def test_make_says_what_to_do_without_a_usable_python(root: Path, tmp_path: Path, python: str, said: str) -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    made = subprocess.run(
        ["make", "-C", str(root), f"VENV={tmp_path / 'venv'}", f"PYTHON={python}", str(tmp_path / "venv" / ".pip")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode != 0
    assert said in made.stderr
    assert "apt-get install python3 python3-venv" in made.stderr
