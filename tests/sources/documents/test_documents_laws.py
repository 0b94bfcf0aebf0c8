"""Laws: no input crashes the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.documents import extract, wants

PATHS = [
    "CODEOWNERS",
    ".github/CODEOWNERS",
    "LICENSE",
    "pyproject.toml",
    "setup.cfg",
    "package.json",
    "Cargo.toml",
    "composer.json",
    "docs/adr/1-a.md",
    "README.md",
    "README.rst",
    ".mailmap",
    ".git-blame-ignore-revs",
]
DEEP = b"[" * 100_000
HOSTILE = [
    b"<" * 100_000,
    b"<!--" * 30_000,
    b"[a](" * 30_000,
    b"-" * 100_000,
    b"# " * 50_000,
    b"Status: " * 20_000,
    b"\\" * 100_000,
    DEEP,
    b'{"a":' * 50_000,
    b"---\n" * 30_000,
    b"a\n=\n" * 30_000,
    b"make -x" * 20_000,
    b"<a" * 50_000,
    b"make" + b" -" * 50_000,
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.binary(max_size=200)), max_size=4, unique_by=lambda file: file[0]))
@settings(max_examples=30, deadline=None)
def test_random_bytes_never_crash(files: list[tuple[str, bytes]]) -> None:
    """Rows and Problems stand in the files that were given; the same twice."""
    given_files = [FileContent("r", path, data) for path, data in files]
    extracted = extract(given_files)
    assert extracted == extract(given_files)
    assert {problem.place.path for problem in extracted.problems} <= {path for path, _ in files}


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: data[:8].decode())
@pytest.mark.parametrize("path", PATHS)
def test_hostile_files_end(path: str, data: bytes) -> None:
    """Deep nesting is a Problem, and no pattern needs quadratic time."""
    extracted = extract([FileContent("r", path, data)])
    assert len(extracted.rows) <= data.count(b"\n") + 1


@pytest.mark.parametrize("path", PATHS)
def test_huge_files_are_refused(path: str) -> None:
    """With the table that is incomplete without them."""
    assert wants(path)
    extracted = extract([FileContent("r", path, b"a" * 2_000_001)])
    assert extracted.rows == ()
    assert [problem.silences for problem in extracted.problems] != []
    assert all(problem.silences for problem in extracted.problems)
