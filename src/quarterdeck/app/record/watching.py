"""A workspace as it is on the disk: read anew when one of its files is another than before, and not oftener."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.records.loader import Look, holds, look

_SHARE, _QUICK, _LONGEST = 50, 0.002, 1.0
"""All files are looked at in a fiftieth of the time at most; as often as somebody asks where that takes no two milliseconds; each second at least."""
_TICK = 50_000_000
"""Nanoseconds within which two changes may bear the same time: a folder that changed just now may change again unseen."""
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
    """The workspace below ``root``; many ask at a time, one of them reads.

    What is put into a folder, renamed or taken away is seen at once: so programs save, ours too. A file that an editor writes over in its place is
    seen when all files are looked at, which takes at most a fiftieth of the time: at once where the record is short, within a second where it is long.
    """

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic, cost: Callable[[], float] = time.thread_time) -> None:
        """Nothing is read before somebody asks."""
        self._root, self._clock, self._cost = root, clock, cost
        self._lock = Lock()
        self._held: tuple[Look, Held] | None = None
        self._again = 0.0
        """When all files are looked at again."""

    def now(self) -> Held:
        """As it stands: a file that was changed a moment ago is seen."""
        with self._lock:
            if self._held and self._clock() < self._again and holds(self._root, self._held[0]):
                return self._held[1]
            began, spent = time.time_ns(), self._cost()
            seen = look(self._root)
            spent = self._cost() - spent
            settled = all(began - at > _TICK for _, at in seen.folders)
            self._again = self._clock() + min(_LONGEST, spent * _SHARE) if settled and spent > _QUICK else 0.0
            if self._held is None or self._held[0].stamp != seen.stamp:
                fresh = Held(self._root)
                fresh.records  # noqa: B018  # read here, by one, and not by everybody who asks at this moment
                self._held = (seen, fresh)
            else:
                self._held = (seen, self._held[1])
            return self._held[1]
