"""What documents point to: files of the repository, by link or by path.

A link is relative to the document, or to the root where it begins with a slash; a path in code marks may be either. What lies on the internet is passed
over, and so are documents that speak of what was: changes, decisions, upgrades.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import DocumentReference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quarterdeck.evidence.files import FileContent

_PATH = re.compile(r"\.(?:md|markdown|rst|adoc|asciidoc)$|(?:^|/)docs?/.*\.txt$", re.IGNORECASE)
_PAST = re.compile(
    r"(?:^|/)(?:node_modules|vendor|third_party|adrs?|decisions|rfcs?|releases?|release[-_]?notes|changelogs?(?:\.d)?|news(?:fragments)?|whatsnew|proposals?|blog)/"
    r"|(?:^|/)[^/]*(?:change[-_]?log|changes|history|news|release|upgrad|migrat|roadmap|todo|whatsnew|licen[cs]e|authors)[^/]*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\(\s*<?([^()\s<>#?]+)[^()]*\)|^\.\. (?:literal)?include:: +(\S+)|^\[[^\]]+\]: +<?([^\s<>#?]+)", re.MULTILINE)
_MARKED = re.compile(r"(?::(?:file|source|src):)?`{1,2}(?:\./)?((?:[\w@.+-]+/)+[\w@.+-]+\.[A-Za-z]\w{0,9})`{1,2}")
_FOREIGN = re.compile(r"^[a-z][a-z0-9+.-]*:|^//|^[{<$*]|[*{}$|\\]", re.IGNORECASE)
_LONGEST = 300


def wants(path: str) -> bool:
    """Documents that speak of what is."""
    return bool(_PATH.search(path)) and not _PAST.search(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each file that a document points to, with the first line that does."""
    rows = []
    for file in sorted(files, key=lambda file: file.path):
        told: dict[tuple[str, str], int] = {}
        folder = posixpath.dirname(file.path)
        text = file.text
        for start, kind, target in _targets(text):
            told.setdefault((kind, target), start)
        for (kind, target), start in told.items():
            beside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if not beside.startswith(".."):
                line = text.count("\n", 0, start) + 1
                rows.append(DocumentReference(file.repository, file.path, line, kind, beside, target.lstrip("/") if kind == "path" else beside))
    return Extracted(tuple(rows))


def _targets(text: str) -> Iterator[tuple[int, str, str]]:
    for pattern, kind in ((_LINK, "link"), (_MARKED, "path")):
        for match in pattern.finditer(text):
            target = unquote(next(group for group in match.groups() if group))
            if len(target) <= _LONGEST and "." in target.rpartition("/")[2] and not _FOREIGN.search(target):
                yield match.start(), kind, target
