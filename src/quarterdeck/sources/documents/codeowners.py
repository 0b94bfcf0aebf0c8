"""CODEOWNERS: who answers for which paths. GitHub's format, with GitLab's sections and their default owners.

Sources: docs.github.com "About code owners", docs.gitlab.com "Code Owners syntax and error handling".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitHub and GitLab look, in order; the first file counts."""
_SECTION = re.compile(r"^\^?\[[^\]]+\](?:\[\d+\])?(?P<owners>(?:\s+.*)?)$")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
_OWNER = re.compile(r"@[\w./-]*\w|@@\w+|[^@\s]+@[^@\s]+\.[^@\s]+")


def wants(path: str) -> bool:
    """The four places."""
    return path in PLACES


def extract(files: Sequence[FileContent]) -> Extracted:
    """The rules of the file that counts; a Problem for each file that does not, and for each owner that cannot be one."""
    found = sorted(files, key=lambda file: PLACES.index(file.path))
    if not found:
        return Extracted()
    result = _rules(found[0])
    shadowed = tuple(Problem(file.place(1), f"the file is not used, because {found[0].path} comes first", "Keep one of the two") for file in found[1:])
    return result + Extracted(problems=shadowed)


def _rules(file: FileContent) -> Extracted:
    rows: list[CodeOwner] = []
    problems: list[Problem] = []
    default: tuple[str, ...] = ()
    for number, line in enumerate(file.text.split("\n"), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        section = _SECTION.match(text)
        words = _words(section["owners"] if section else text)
        owners = words if section else words[1:]
        bad = [owner for owner in owners if not _OWNER.fullmatch(owner)]
        problems.extend(_bad_owner(file, number, line, owner) for owner in bad)
        good = tuple(owner for owner in owners if owner not in bad)
        if section:
            default = good
        else:
            rows.append(CodeOwner(file.repository, file.path, number, words[0], good or (() if owners else default)))
    return Extracted(tuple(rows), tuple(problems))


def _words(text: str) -> list[str]:
    """Words up to a comment; a backslash keeps the character after it."""
    words: list[str] = []
    for match in _WORD.finditer(text):
        if match[0].startswith("#"):
            break
        words.append(match[0])
    return words


def _bad_owner(file: FileContent, number: int, line: str, owner: str) -> Problem:
    what = f"'{owner[:60]}' is neither @user, @organisation/team nor an e-mail address"
    return Problem(file.place(number, line.find(owner) + 1), what, "Correct the owner", ("code_owners",))
