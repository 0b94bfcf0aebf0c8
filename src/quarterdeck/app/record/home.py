"""Where a workspace is: asked by every command, and so without loading what reads records."""

from __future__ import annotations

from pathlib import Path

MARK = "quarterdeck.yaml"
"""The file that marks the root; `records.collection.ROOT_FILE` is the same."""


def root_around(start: Path) -> Path | None:
    """The nearest folder from ``start`` upwards that is a workspace."""
    folder = start.resolve()
    return next((root for root in (folder, *folder.parents) if (root / MARK).is_file()), None)
