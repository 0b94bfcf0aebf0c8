"""Documents: what a repository says about itself: owners, licences, decisions, introductions, shared signatures, service levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "documents 5"
"""Bump when the rows made from the same files change."""


def wants(path: str) -> bool:
    """Whether a file is read, by its path alone."""
    from quarterdeck.sources.documents.reading import wants as wanted  # noqa: PLC0415  # a run that finds nothing new need not load the readers

    return wanted(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """Rows and problems of one repository, from those of its files that `wants` names."""
    from quarterdeck.sources.documents.reading import extract as extracted  # noqa: PLC0415  # as above

    return extracted(files)
