"""The project's own files, read once for the tests that look at them."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, Module

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".yml",
    ".yaml",
    ".json",
    ".csv",
    ".css",
    ".js",
    ".html",
    ".jinja",
    ".j2",
    ".txt",
    ".sh",
    "",
}
BUILT = {".git", ".venv", "build", "dist", "quarterdeck-out", "__pycache__"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def committed() -> list[Path]:
    """Every file that is, or would be, committed."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:  # unpacked from an archive: no git, so everything but what was built
        paths = [path for path in ROOT.rglob("*") if not BUILT & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


@pytest.fixture(scope="session")
def texts(committed: list[Path]) -> dict[str, str]:
    """The text of every committed text file, by its path from the root."""
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8", errors="replace") for path in committed if path.suffix in TEXT}


@pytest.fixture(scope="session")
def modules(committed: list[Path]) -> list[Module]:
    """Every Python file."""
    found = []
    for path in committed:
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            found.append(Module(path, text, ast.parse(text)))
    return found


@pytest.fixture(scope="session")
def package(modules: list[Module]) -> list[Module]:
    """The Python files of the package itself."""
    return [module for module in modules if module.where.startswith("src/quarterdeck/")]
