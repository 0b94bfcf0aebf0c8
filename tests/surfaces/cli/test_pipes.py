"""`quarterdeck … | head -1`: a reader that has gone ends every command quietly, with 0 and without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import Told, assessed

COMMAND = [sys.executable, "-c", "from quarterdeck.surfaces.cli import main; main()"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, `shop`, and its assessment, `out`."""
    folder = tmp_path_factory.mktemp("pipes")
    shop = Told(folder / "shop")
    shop.commit({"app.py": "print(1)\n"}, at="2026-11-02")
    run = assessed(folder / "out", shop.save())
    (folder / "id").write_text(run.findings[0].id)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["tables"],
        ["assess", "shop", "--as-of", "2026-11-21", "--out", "other"],
        ["assess", "shop", "--as-of", "2026-11-21", "--out", "json", "--json"],
        ["query", "FROM range(20000)", "--out", "out"],
        ["query", "FROM commits", "--out", "out", "--format", "csv"],
        ["explain", "ID", "--out", "out"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_reader_that_has_gone(folder: Path, arguments: list[str]) -> None:
    arguments = [(folder / "id").read_text() if argument == "ID" else argument for argument in arguments]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*COMMAND, *arguments], cwd=folder, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    words = [line for line in done.stderr.decode().splitlines() if not line.startswith("shop: ")]  # the first look at a history
    assert (done.returncode, words) == (0, [])
