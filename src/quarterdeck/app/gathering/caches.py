"""Where the program keeps what it can make again: the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path


def caches() -> Path:
    """``QUARTERDECK_CACHE``, else a folder of ours in the user's cache folder (XDG)."""
    own = os.environ.get("QUARTERDECK_CACHE")
    if own:
        return Path(own).expanduser()
    shared = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(shared) if Path(shared).is_absolute() else Path.home() / ".cache") / "quarterdeck"
