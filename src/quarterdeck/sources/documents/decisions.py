"""Architecture decision records: MADR (with front matter or bullets), Nygard's format, and their common relatives.

Sources: adr.github.io/madr, Michael Nygard's "Documenting Architecture Decisions".
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import DecisionDocument
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.documents.markup import bare, front_matter, headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_PATH = re.compile(
    r"^(?!.*(?:^|/)(?:node_modules|vendor)/)(?:[^/]+/){0,3}"
    r"(?:adrs?|(?:docs?|documentation|architecture|\.?design)/(?:[^/]+/)?(?:decisions|decision-records|architecture-decisions|decision-log)"
    r"|decisions|architecture-decisions|architecture_decisions|(?P<rfc>rfcs?))/(?:[^/]+/)?[^/]+\.(?:md|markdown|rst|adoc|asciidoc|txt)$",
    re.IGNORECASE,
)
_NO_DECISION = re.compile(r"(^|/)(readme|index|toc|summary|contributing|[^/]*template[^/]*)\.\w+$", re.IGNORECASE)
_NUMBERED = re.compile(r"(^|/)(adr[-_ ]?)?\d+[-_. ]", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?:(?:ADR|RFC|Decision)[\s\-#_]*)?(?:\d+(?:[.\-]\d+)*|\d{4}-\d\d-\d\d)\s*[.:)\-\u2013\u2014]*\s+(?=\S)|^(?:ADR|RFC)[\s:\-\u2013]+(?=\D)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\s*(?:[*+-]\s+|>\s*|\|\s*)?(?:\*\*|__)?(?P<key>status|date|decision date|decided on|last updated)(?:\*\*|__)?\s*[:|]\s*"
    r"(?:\*\*|__)?\s*(?P<value>\S.*?)\s*\|?\s*$",
    re.IGNORECASE,
)
_STATUSES = ("proposed", "accepted", "rejected", "deprecated", "superseded")
_ACCEPTED = frozenset({"approved", "decided", "agreed", "adopted", "implemented", "done", "active"})
"""Other words for a decision that stands."""
_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_LONGEST_STATUS, _LONGEST_TEXT = 40, 20_000


def wants(path: str) -> bool:
    """Documents in folders of decisions; of RFCs too, which count only when they carry a status."""
    return bool(_PATH.match(path)) and not _NO_DECISION.search(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each document with a number in its name or a status in its text."""
    rows: list[DecisionDocument] = []
    problems: list[Problem] = []
    for file in sorted(files, key=lambda file: file.path):
        values, body = front_matter(file.text.replace("\r\n", "\n"))
        fields = {**_fields(body), **_sections(body), **values}
        status = status_of(fields.get("status", ("", 0))[0])
        match = _PATH.match(file.path)
        numbered = bool(_NUMBERED.search(file.path)) and not (match and match["rfc"])
        if status is None and not numbered:
            continue
        title = values.get("title", ("", 0))[0] or next((heading.title for heading in headings(body)), "")
        decided, fault = _date_of(fields)
        if fault:
            problems.append(Problem(file.place(fault), "the date is on no calendar", "Write it as YYYY-MM-DD", ("decision_documents",)))
        plain = _NUMBER.sub("", title).strip() or title or file.name.rpartition(".")[0]
        rows.append(DecisionDocument(file.repository, file.path, plain, status, decided, " ".join(body.split())[:_LONGEST_TEXT]))
    return Extracted(tuple(rows), tuple(problems))


def status_of(written: str) -> str | None:
    """The status in one of the five words where it is one, else as written, shortened; None for none or a placeholder."""
    text = bare(written).strip(" .*_|")
    if not text or text.startswith(("{", "[", "<")) or text.count("|") > 1:
        return None
    first = re.split(r"[^a-z]+", text.lower())[0]
    if first in {"supersedes", "amends"}:
        return "accepted"
    found = "superseded" if re.match(r"superce+ded|replaced", first) else "accepted" if first in _ACCEPTED else first
    if found in _STATUSES:
        late = re.search(r"\bsuper[sc]eded\b", text.lower())
        return "superseded" if late else found
    return text[:_LONGEST_STATUS].lower()


def _fields(body: str) -> dict[str, tuple[str, int]]:
    """`Status: accepted`, `* Date: 2024-01-31`, `| Status | accepted |`, in the first forty lines."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(body.split("\n")[:240], 1):
        match = _FIELD.match(line[:500])
        if match:
            found.setdefault(_key(match["key"]), (match["value"], number))
    return found


def _sections(body: str) -> dict[str, tuple[str, int]]:
    """The first line under a heading `Status` or `Date` (of several statuses in Nygard's log, the last line of the section)."""
    lines = body.split("\n")
    marks = headings(body)
    found: dict[str, tuple[str, int]] = {}
    for index, heading in enumerate(marks):
        key = _key(heading.title.strip(": "))
        if key not in {"status", "date"}:
            continue
        last = marks[index + 1].line - 1 if index + 1 < len(marks) else len(lines)
        said = [(line.strip(" *-\t"), number) for number, line in enumerate(lines[heading.line : last], heading.line + 1)]
        said = [(text, number) for text, number in said if re.search(r"\w", text) and not text.startswith("<!--")]
        if said:
            gone = next((entry for entry in said if re.match(r"super[sc]eded|replaced", entry[0].lower())), None)
            found.setdefault(key, gone or said[0])
    return found


def _key(written: str) -> str:
    key = written.lower().strip()
    return "date" if key in {"date", "decision date", "decided on", "decision-date", "last updated"} else key


def _date_of(fields: dict[str, tuple[str, int]]) -> tuple[date | None, int]:
    """The date that a document gives, and the line of one that no calendar has."""
    for key in ("date", "decision-date", "decided", "created", "status"):
        text, line = fields.get(key, ("", 0))
        match = _DATE.search(text)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])), 0
            except ValueError:
                return None, line
    return None, 0
