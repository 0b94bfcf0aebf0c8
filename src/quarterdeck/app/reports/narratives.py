"""Narratives in the workspace: ``narratives/REPORT/SECTION.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.record.home import root_around
from quarterdeck.kernel.section import Document, Section
from quarterdeck.reports.narrative import Narrative, fingerprint, read_critically
from quarterdeck.reports.readability import Slip
from quarterdeck.reports.render.layout import sections

FOLDER = "narratives"
_LARGEST = 200_000


class NarrativeError(Exception):
    """A narrative that cannot be kept: the message says why and what to do."""


def narratives(out: Path, report: str) -> dict[str, Narrative]:
    """Those of a report, by the section that they belong to; none outside a workspace."""
    found = {}
    for path in _files(out, report):
        try:
            content = path.read_bytes()[:_LARGEST].decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NarrativeError(f"{path}: cannot be read: {error}; write it as UTF-8 text") from error
        found[path.stem] = Narrative.read(content)
    return found


def stamp(out: Path, report: str) -> str:
    """What tells the narratives of a report from those of a moment ago."""
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in _files(out, report))


def _files(out: Path, report: str) -> Iterator[Path]:
    root = root_around(out)
    folder = root / FOLDER / report if root else None
    if folder and folder.is_dir():
        yield from sorted(path for path in folder.glob("*.md") if path.is_file() and not path.is_symlink())


def settle(out: Path, report: str, document: Document, anchor: str) -> Path:
    """Begin the narrative of a section, or say of one that is there that it was read with these numbers; where it lies."""
    root = root_around(out)
    if root is None:
        raise NarrativeError(f"{out} lies in no workspace, and narratives are kept there: make one with `quarterdeck init`")
    found = _section(document, anchor)
    path = root / FOLDER / report / f"{anchor}.md"
    text = narratives(out, report).get(anchor, Narrative("")).text
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, Narrative(text, fingerprint(found)).written().encode())
    return path


def _section(document: Document, anchor: str) -> Section:
    known = {section.anchor: section for section in sections(document.sections) if not section.anchor.startswith("explain")}
    if anchor not in known:
        raise NarrativeError(f"--narrate {anchor}: this report has no such section; it has {', '.join(known)}")
    return known[anchor]


def strangers(told: Mapping[str, Narrative], document: Document) -> list[str]:
    """Narratives of sections that the report does not have."""
    known = {section.anchor for section in sections(document.sections)}
    return sorted(set(told) - known)


def to_mend(told: Mapping[str, Narrative], document: Document) -> list[tuple[str, Slip]]:
    """What is to be mended in the narratives of a report, with the section that each is in."""
    known = {section.anchor: section for section in sections(document.sections)}
    return [(anchor, slip) for anchor, narrative in told.items() if anchor in known for slip in read_critically(narrative, known[anchor])]
