"""Files of evidence that no published run needs any more, and when they may go.

A replaced table leaves the files of its old version behind. Whoever opened the run before may still be reading them, so the manifest remembers
which file retired when, and a file goes at the first publication that is an hour younger. What a killed run wrote, no manifest ever named:
that goes at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_READERS_NEED = timedelta(hours=1)


def retired(before: Mapping[str, Any], after: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """The files that only the manifest ``before`` needs, or that one before it needed until lately, each with the time when it retired."""
    held = {**dict.fromkeys(_files(before), now.isoformat()), **before.get("retired", {})}
    return {name: at for name, at in sorted(held.items()) if name not in _files(after) and datetime.fromisoformat(at) > now - _READERS_NEED}


def sweep(root: Path, manifest: Mapping[str, Any]) -> None:
    """Remove each Parquet file that the published manifest neither lists nor remembers as retired. Whoever calls it holds the folder."""
    needed = _files(manifest) | set(manifest.get("retired", {}))
    for path in (root / "evidence").rglob("*.parquet"):
        if path.relative_to(root / "evidence").as_posix() not in needed:
            with suppress(OSError):  # the next run tries again
                path.unlink()


def _files(manifest: Mapping[str, Any]) -> set[str]:
    """Of the tables, and of the imported tables as the published run saw them."""
    listed = [*manifest.get("tables", {}).items(), *manifest.get("imported", {}).items()]
    return {f"{table}/{name}" for table, entry in listed for name in entry["files"]}
