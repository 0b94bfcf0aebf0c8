"""The locks pin, with hashes, what pyproject.toml asks for: nobody has forgotten `make lock`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13")
ENTRY = re.compile(r"^([A-Za-z0-9][^\s;]*)(?:\s*;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pinned(lock: str, python: str) -> dict[str, str]:
    """The version of each package that a lock chooses for one version of Python, on this system."""
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    chosen: dict[str, str] = {}
    for line in lock.splitlines():
        if entry := ENTRY.match(line):
            requirement = Requirement(line.rstrip(" \\"))
            if requirement.marker is None or requirement.marker.evaluate({k: str(v) for k, v in environment.items()}):
                (specifier,) = requirement.specifier
                assert specifier.operator == "==", line
                assert canonicalize_name(requirement.name) not in chosen, f"{entry[1]} is pinned twice for Python {python}"
                chosen[canonicalize_name(requirement.name)] = specifier.version
    return chosen


def wanted(root: Path, *groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the package's own dependencies, and those of development groups."""
    with (root / "pyproject.toml").open("rb") as stream:
        settings = tomllib.load(stream)
    lines = list(settings["project"]["dependencies"])
    for group in groups:
        lines += [line for line in settings["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("name", "groups"), [("requirements.lock", ("build",)), ("requirements-dev.lock", ("build", "dev"))])
def test_a_lock_satisfies_what_is_asked(root: Path, name: str, groups: tuple[str, ...], python: str) -> None:
    chosen = pinned((root / name).read_text(encoding="utf-8"), python)
    unmet = [
        str(requirement)
        for requirement in wanted(root, *groups)
        if not requirement.specifier.contains(chosen.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    assert not unmet, "run `make lock`"


@pytest.mark.parametrize("python", PYTHONS)
def test_development_runs_on_the_versions_that_users_get(root: Path, python: str) -> None:
    core = pinned((root / "requirements.lock").read_text(encoding="utf-8"), python)
    development = pinned((root / "requirements-dev.lock").read_text(encoding="utf-8"), python)
    assert len(core) > 20
    assert {name: development.get(name) for name in core} == core


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_line_pins_a_version_or_is_the_hash_of_one(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if not HASH.match(line) and not (ENTRY.match(line) and line.endswith("\\"))]


def test_a_version_too_old_is_noticed() -> None:
    lock = "numpy==2.3.0 ; python_full_version < '3.12' \\\n    --hash=sha256:" + "0" * 64
    assert pinned(lock, "3.11") == {"numpy": "2.3.0"}
    assert pinned(lock, "3.12") == {}
    assert not Requirement("numpy>=2.4").specifier.contains(pinned(lock, "3.11")["numpy"])
