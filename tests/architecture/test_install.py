"""What a user installs: everything that the package needs to run, nothing else, and not too much of it."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CORE_MEGABYTES = 320
EXTRAS = {"code": 30, "oidc": 25, "reports": 130, "roadmap": 20, "web": 40}
"""What each extra that the lock brings along may take beside the core."""


def test_the_core_takes_at_most_320_megabytes_and_each_extra_its_own_room(root: Path) -> None:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    names = {line.partition("==")[0] for line in lines if "==" in line}
    sizes = {name: installed for name in names if (installed := megabytes(name))}
    assert {"duckdb", "deltalake", "numpy"} <= set(sizes)
    own: dict[str, set[str]] = {extra: needed_by(root, extra) for extra in EXTRAS}
    core = {name: size for name, size in sizes.items() if not any(name in needed for needed in own.values())}
    assert sum(core.values()) <= CORE_MEGABYTES, sorted(core.items(), key=lambda item: -item[1])[:8]
    for extra, most in EXTRAS.items():
        found = {name: sizes[name] for name in own[extra] if name in sizes}
        assert 0 < sum(found.values()) <= most, (extra, found)


def needed_by(root: Path, extra: str) -> set[str]:
    """The packages that an extra of ours brings in, and those that these need, beside what the core has anyway."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted, anyway = ([Requirement(line) for line in lines] for lines in (project["optional-dependencies"][extra], project["dependencies"]))
    return closure(wanted) - closure(anyway)


def closure(wanted: list[Requirement]) -> set[str]:
    """The names of what is wanted, and of all that it needs in turn."""
    found: set[str] = set()
    while wanted:
        name = canonicalize_name(wanted.pop().name)
        if name not in found:
            found.add(name)
            needed = [Requirement(line) for line in _requires(name)]
            wanted += [one for one in needed if not one.marker or one.marker.evaluate({"extra": ""})]
    return found


def _requires(name: str) -> list[str]:
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []


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
