"""`.git-blame-ignore-revs`: commits to look past when asking who wrote a line, as `git blame --ignore-revs-file` reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.code import IgnoredRevision
from quarterdeck.evidence.files import Extracted
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def wants(path: str) -> bool:
    """The name that GitHub and GitLab look for, at the root."""
    return path == ".git-blame-ignore-revs"


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each whole commit id; comments begin with `#` anywhere in a line."""
    rows: list[IgnoredRevision] = []
    problems: list[Problem] = []
    for file in files:
        for number, line in enumerate(file.text.split("\n"), 1):
            text = line.partition("#")[0].strip()
            if _COMMIT.fullmatch(text.lower()):
                rows.append(IgnoredRevision(file.repository, text.lower(), number))
            elif text:
                what = f"'{text[:60]}' is not a whole commit id"
                mend = "Write all 40 hexadecimal digits, one commit a line"
                problems.append(Problem(file.place(number), what, mend, ("ignored_revisions",)))
    return Extracted(tuple(rows), tuple(problems))
