"""Every format that is recognised by its shape."""

from __future__ import annotations

from quarterdeck.sources.exports.formats import boms, coverage, focus, github, gitlab, jira, junit, linear, operations, sarif
from quarterdeck.sources.exports.formats.format import Format

FORMATS: tuple[Format, ...] = (
    *github.FORMATS, *gitlab.FORMATS, *jira.FORMATS, *linear.FORMATS, *operations.FORMATS, *focus.FORMATS, *boms.FORMATS, *sarif.FORMATS, *junit.FORMATS,
    *coverage.FORMATS,
)  # fmt: skip
