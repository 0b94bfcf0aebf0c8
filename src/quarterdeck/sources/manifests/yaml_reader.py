"""YAML with the lines of its keys: every scalar stays text as written (``3.10`` is no number), nothing is constructed or executed.

Machine-written files (pnpm and Yarn locks) use a small part of YAML that ``plain_yaml`` reads at once; what it declines goes to
ruamel's composer (``whole_yaml``), which is right about all of YAML and some twenty times slower.
"""

from __future__ import annotations

from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.records.events import Fault
from quarterdeck.records.plain_yaml import read_plain
from quarterdeck.records.whole_yaml import read_whole
from quarterdeck.sources.manifests.document import problem, source_text, too_big

BIGGEST = 3_000_000
"""Bytes above which a file that needs all of YAML is refused: reading it would take ten seconds."""


def read_yaml(file: FileContent, silences: tuple[str, ...]) -> Document | Problem:
    """The last document of the file (newer pnpm locks put one about itself first), or why it cannot be read."""
    refused = too_big(file, silences)
    if refused:
        return refused
    source = source_text(file)
    plain = read_plain(source)
    if plain is not None:
        return plain
    refused = too_big(file, silences, BIGGEST)
    if refused:
        return refused
    whole = read_whole(source)
    return problem(file, whole.line, whole.what, whole.mend, silences, whole.column) if isinstance(whole, Fault) else whole
