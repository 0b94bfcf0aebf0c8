"""Declared and locked dependencies, and the runtimes that files ask for, read from manifests without executing any of them.

Each format has its module; ``recognise`` tells which file is which. Manifests are read before locks, so that a lock can look at the
manifest beside it to tell direct from transitive and runtime from development. A faulty file or line is a Problem, and the rest
goes on. Left out: what building a package needs, constraints on transitive packages (``overrides``, ``resolutions``), and what lies in
the repository itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "manifests 6"
"""Bump when the rows made from the same files change."""


def wants(path: str) -> bool:
    """Whether a file is read, by its path alone."""
    from quarterdeck.sources.manifests.recognise import format_of  # noqa: PLC0415  # a run that finds nothing new need not load the readers

    return format_of(path) is not None


def extract(files: Sequence[FileContent]) -> Extracted:
    """Rows and problems of one repository, from those of its files that `wants` names."""
    from quarterdeck.sources.manifests.reading import extract as extracted  # noqa: PLC0415  # read only when there is something to read

    return extracted(files)
