"""`.mailmap`: which signatures belong together. All four forms of gitmailmap(5), read as git reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.evidence.files import Extracted
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_MEND = "Write `Proper Name <proper@example.org> Commit Name <commit@example.org>`; names and the first address may be left out"


def wants(path: str) -> bool:
    """Git reads only the file at the root."""
    return path == ".mailmap"


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each line that maps something; a line that maps nothing is a Problem."""
    rows: list[MailmapEntry] = []
    problems: list[Problem] = []
    for file in files:
        for number, line in enumerate(file.text.split("\n"), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            entry = parse(text, file.repository, number)
            if isinstance(entry, MailmapEntry):
                rows.append(entry)
            else:
                problems.append(Problem(file.place(number), entry, _MEND, ("mailmap",)))
    return Extracted(tuple(rows), tuple(problems))


def parse(text: str, repository: str, line: int) -> MailmapEntry | str:
    """One line that is neither empty nor a comment; a sentence where it maps nothing."""
    first = _name_and_email(text)
    if first is None:
        return "the line holds no address between `<` and `>`"
    name, email, rest = first
    if not email:
        return "the first address is empty"
    second = None if rest.lstrip().startswith("#") else _name_and_email(rest)
    if second is None:
        if not name:
            return "the line names an address, but nothing to replace it with"
        return MailmapEntry(repository, line, name, None, None, email.lower())
    commit_name, commit_email, _ = second
    return MailmapEntry(repository, line, name or None, email, commit_name or None, commit_email.lower())


def _name_and_email(text: str) -> tuple[str, str, str] | None:
    """The name before the first `<`, the address up to the next `>`, and what follows."""
    left = text.find("<")
    right = text.find(">", left + 1)
    if left < 0 or right < 0:
        return None
    return text[:left].strip(), text[left + 1 : right].strip(), text[right + 1 :]
