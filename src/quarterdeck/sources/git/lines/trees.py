"""Trees of our own making, so that git compares whatever contents we name: one tree holds what was before, the other what came after.

They are written as loose objects into the neutral view, never into the repository.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path


def tree_object(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """A tree whose files are named by numbers, in rising order; contents by their ids in hexadecimal."""
    body = b"".join(b"100644 %010d\0" % name + bytes.fromhex(blob.decode()) for name, blob in entries)
    return b"tree %d\0" % len(body) + body


def write_object(git_dir: Path, contents: bytes, algorithm: str) -> str:
    """Write a loose object, and say its id."""
    name = hashlib.new(algorithm, contents, usedforsecurity=False).hexdigest()
    folder = git_dir / "objects" / name[:2]
    folder.mkdir(exist_ok=True)
    (folder / name[2:]).write_bytes(zlib.compress(contents, 1))
    return name
