"""Records that a program drafted from evidence and nobody has confirmed: a report that names one says so, and where it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quarterdeck.kernel.section import Document, Section, Sentence
from quarterdeck.kernel.text import Name, Phrase, counted, listing, say
from quarterdeck.reports.walk import phrases_in

_NAMED = 3


def marked(document: Document, drafts: Mapping[Name, Name]) -> Document:
    """The document with a note in each section that names drafts: ``drafts`` gives the file of each."""
    if not drafts:
        return document
    return replace(document, sections=tuple(_marked(section, drafts) for section in document.sections))


def _marked(section: Section, drafts: Mapping[Name, Name]) -> Section:
    named = list(dict.fromkeys(part for phrase in phrases_in(section) for part in phrase if isinstance(part, Name) and part in drafts))
    return replace(section, blocks=(*section.blocks, Sentence(_note(named, drafts), "note"))) if named else section


def _note(named: list[Name], drafts: Mapping[Name, Name]) -> Phrase:
    first = named[:_NAMED]
    more = [(counted(len(named) - len(first), "more draft"),)] if len(named) > len(first) else []
    told = (
        "Drafted from evidence, and confirmed by nobody: {names}. Whoever confirms a draft takes `drafted` out of its file ({files}), or says "
        "`quarterdeck record set KIND/ID drafted= drafted_from=`."
    )
    return say(told, names=listing([*((name,) for name in first), *more]), files=listing([(drafts[name],) for name in first]))
