"""The program itself, as one of the things that an answer depends on."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import quarterdeck


@cache
def written() -> int:
    """When the newest of the program's files was written (ns): whoever changes it wants a new answer."""
    walked = os.walk(Path(quarterdeck.__file__).parent)
    return max(os.stat(os.path.join(folder, name)).st_mtime_ns for folder, _, names in walked if "__pycache__" not in folder for name in names)  # noqa: PTH116, PTH118  # five times as quick
