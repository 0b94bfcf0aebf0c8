"""Pipelines: what happens to a change without anyone's hand, read from the files that define it.

GitHub Actions, GitLab CI, Azure Pipelines, CircleCI and Jenkins are read job by job; other systems are recognised only, with everything about their
jobs unknown. Beside them: rules of branches and environments, where files tell of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "pipelines 6"
"""Bump when the rows made from the same files change."""


def wants(path: str) -> bool:
    """Whether a file is read, by its path alone."""
    from quarterdeck.sources.pipelines.paths import wants as wanted  # noqa: PLC0415  # a run that finds nothing new need not load the readers

    return wanted(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """Rows and problems of one repository, from those of its files that `wants` names."""
    from quarterdeck.sources.pipelines.reading import extract as extracted  # noqa: PLC0415  # read only when there is something to read

    return extracted(files)
