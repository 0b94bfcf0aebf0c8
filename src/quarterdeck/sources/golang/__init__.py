"""Which packages a repository's Go files import, read from their import declarations; nothing is compiled or looked up.

Source of method: The Go Programming Language Specification, source file organisation: import declarations follow the package clause and come
before everything else, so a file is read up to its first other declaration. What Go itself looks past is left out: folders
called `testdata` and those that begin with `_` or `.`; and `vendor`, which is other people's code. Build constraints are not evaluated: a file
for another system counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.evidence.golang import ImportedPackage

VERSION = "golang 1"
"""Bump when the rows made from the same files change."""

_ASIDE = re.compile(r"(?:^|/)(?:vendor|testdata|node_modules|third_party|[_.][^/]*)/")
_TEST = "_test.go"
_BLANK = re.compile(r"(?:[\s;]+|//[^\n]*|/\*.*?(?:\*/|\Z))*+", re.DOTALL)
_PACKAGE = re.compile(r"package\b")
_NAME = re.compile(r"[^\W\d]\w*|\.", re.UNICODE)
_IMPORT = re.compile(r"import\b")
_PATH = re.compile(r'"([^"\n\\]*)"|`([^`\n]*)`')


def wants(path: str) -> bool:
    """Whether a file is read: Go that belongs to a build, or to its tests."""
    return path.endswith(".go") and not _ASIDE.search(path) and path.rsplit("/", 1)[-1][0] not in "_."


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each package, in the order of their names. A file that does not begin as Go does tells nothing: its compiler will say so."""
    found: dict[tuple[str, str], list[tuple[bool, str, int]]] = defaultdict(list)
    for file in files:
        for package, line in imports(file.text):
            if "." in package.partition("/")[0].lstrip("."):  # the standard library and relative paths are of no module
                found[file.repository, package].append((file.path.endswith(_TEST), file.path, line))
    rows = []
    for (repository, package), places in sorted(found.items()):
        in_test, path, line = min(places)
        rows.append(ImportedPackage(repository, package, path, line, len({place[1] for place in places}), in_test))
    return Extracted(tuple(rows))


def imports(text: str) -> Iterator[tuple[str, int]]:
    """Each imported path with its line, up to the first declaration that is no import."""
    at = _after(_PACKAGE, text, 0)
    at = _after(_NAME, text, at) if at is not None else None
    while at is not None:
        at = _after(_IMPORT, text, at)
        if at is None:
            return
        at = _blank(text, at)
        if text.startswith("(", at):
            at = _blank(text, at + 1)
            while not text.startswith(")", at):
                spec = _spec(text, at)
                if spec is None:
                    return
                path, place, end = spec
                yield path, text.count("\n", 0, place) + 1
                at = _blank(text, end)
            at += 1
        else:
            spec = _spec(text, at)
            if spec is None:
                return
            path, place, at = spec
            yield path, text.count("\n", 0, place) + 1


def _spec(text: str, at: int) -> tuple[str, int, int] | None:
    """The path of one import, where it stands and where it ends; None where there is none. A name before it (`.`, `_`, an alias) is skipped."""
    name = _NAME.match(text, at)
    if name:
        at = _blank(text, name.end())
    path = _PATH.match(text, at)
    return (path[1] or path[2] or "", at, path.end()) if path else None


def _blank(text: str, at: int) -> int:
    """Past spaces, semicolons and comments."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _after(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    """Past what the pattern says, and past blanks before it; None where something else stands there."""
    found = pattern.match(text, _blank(text, at))
    return found.end() if found else None
