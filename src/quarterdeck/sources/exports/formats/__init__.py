"""Every format that is recognised by its shape."""

from __future__ import annotations

from quarterdeck.sources.exports.formats import boms, focus, github, gitlab, jira, linear, operations, reports, sarif
from quarterdeck.sources.exports.formats.format import Format

FORMATS: tuple[Format, ...] = (
    *github.FORMATS, *gitlab.FORMATS, *jira.FORMATS, *linear.FORMATS, *operations.FORMATS, *focus.FORMATS, *boms.FORMATS, *sarif.FORMATS, *reports.FORMATS,
)  # fmt: skip
