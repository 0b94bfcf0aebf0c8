"""No committed file names the machine that it was written on or the host that packages come from."""

from __future__ import annotations

import re

import pytest

# Put together here, so that this file does not name them either.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "proxy.go" + "lang.org",
    "sum.go" + "lang.org",
    "ruby" + "gems.org",
    "crates" + ".io",
)
FOLDERS = ("work", "root", "tmp/" + "bash", "tmp/" + "brief", "tmp/" + "try", "tmp/" + "tv", "opt/" + "wheels", "home/" + r"\w+")
MACHINE = re.compile(rf"""(?<![\w.~*}}\])-])/(?:{"|".join(FOLDERS)})(?=[/\s"'`)\],;:]|$)""", re.MULTILINE)
HOST = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)


def mentions(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands: file, line and the words."""
    return [f"{name}:{text.count(chr(10), 0, match.start()) + 1} {match.group()}" for name, text in texts.items() for match in pattern.finditer(text)]


@pytest.mark.parametrize("words", ["cd /" + "work/main", "'/" + "root/.cache'", "see /" + "tmp/brief/x.md", "/home/" + "anna/src"])
def test_these_are_paths_of_a_machine(words: str) -> None:
    assert MACHINE.search(words)


@pytest.mark.parametrize("words", ["a/work/b", "https://example.org/work", "the/root", "/workspace", "net" + "work/"])
def test_these_are_not(words: str) -> None:
    assert not MACHINE.search(words)


def test_no_file_names_a_path_of_the_machine(texts: dict[str, str]) -> None:
    assert not mentions(texts, MACHINE)


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert not mentions(texts, HOST)


def test_the_locks_name_no_address_at_all(texts: dict[str, str]) -> None:
    locks = {name: text for name, text in texts.items() if "/" not in name and name.endswith(".lock")}
    assert set(locks) == {"requirements.lock", "requirements-dev.lock"}
    assert not mentions(locks, re.compile(r"://|--index|--extra-index|--find-links|@ file"))
