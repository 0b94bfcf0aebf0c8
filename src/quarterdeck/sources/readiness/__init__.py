"""Readiness: how something runs and what keeps it up, read from files: Kubernetes, compose, Helm values, Terraform, alerts, dashboards, load tests.

Nothing is rendered or executed: a template that only its tool can read is counted as unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.sources.readiness.paths import wants as wants  # told by every run for every path, so it loads no reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "readiness 6"
"""Bump when the rows made from the same files change."""


def extract(files: Sequence[FileContent]) -> Extracted:
    """Rows and problems of one repository, from those of its files that `wants` names."""
    from quarterdeck.sources.readiness.reading import extract as extracted  # noqa: PLC0415  # read only when there is something to read

    return extracted(files)
