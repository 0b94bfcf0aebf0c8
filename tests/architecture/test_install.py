"""What a user installs: everything that the package needs to run, nothing else, and not too much of it."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

CORE_MEGABYTES = 320
GRAMMAR_MEGABYTES = 30


def test_the_core_takes_at_most_320_megabytes(root: Path) -> None:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    names = {line.partition("==")[0] for line in lines if "==" in line}
    sizes = {name: installed for name in names if (installed := megabytes(name))}
    assert {"duckdb", "deltalake", "numpy"} <= set(sizes)
    grammars = {name: size for name, size in sizes.items() if name.startswith("tree-sitter")}
    core = {name: size for name, size in sizes.items() if name not in grammars}
    assert sum(core.values()) <= CORE_MEGABYTES, sorted(core.items(), key=lambda item: -item[1])[:8]
    assert 0 < sum(grammars.values()) <= GRAMMAR_MEGABYTES, grammars


def megabytes(name: str) -> float:
    """What an installed package takes on the disk, compiled code included; 0 for one that this Python does not need.

    The record alone would not do: it names compiled files without their size, a tenth of the whole.
    """
    try:
        files = importlib.metadata.distribution(name).files or []
    except importlib.metadata.PackageNotFoundError:
        return 0.0
    paths = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in paths if path.is_file()) / 2**20


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_wheel_holds_every_file_of_the_package_and_no_other(built: Path, root: Path, committed: list[Path]) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = root / "src"
    assert inside == {path.relative_to(source).as_posix() for path in committed if path.is_relative_to(source)}


def test_the_source_archive_holds_what_it_takes_to_build_and_test(built: Path, root: Path, committed: list[Path]) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    outside = {".ci", ".gitignore", ".github"}
    expected = {path.relative_to(root).as_posix() for path in committed if path.relative_to(root).parts[0] not in outside}
    assert expected <= inside
    assert not {name for name in inside - expected if name not in {"PKG-INFO", ".gitignore"}}
