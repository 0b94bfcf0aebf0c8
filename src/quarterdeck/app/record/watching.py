"""A workspace as it is on the disk: read anew when one of its files is another than before, and not oftener."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.records.loader import stamp

_Made = TypeVar("_Made")


class Held(Workspace):
    """A workspace that was read once, and what was made of it."""

    @cached_property
    def _made(self) -> dict[Hashable, object]:
        return {}

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What ``make`` makes of this state of the record, kept while it lasts."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]  # what was made under this key


class Watched:
    """The workspace below ``root``; many ask at a time, one of them reads."""

    def __init__(self, root: Path) -> None:
        """Nothing is read before somebody asks."""
        self._root = root
        self._lock = Lock()
        self._held: tuple[int, Held] | None = None

    def now(self) -> Held:
        """As it stands: a file that was changed by hand a moment ago is seen."""
        seen = stamp(self._root)
        with self._lock:
            if self._held is None or self._held[0] != seen:
                fresh = Held(self._root)
                fresh.records  # noqa: B018  # read here, by one, and not by everybody who asks at this moment
                self._held = (seen, fresh)
            return self._held[1]
