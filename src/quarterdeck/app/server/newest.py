"""Which run a server shows: the published one, concluded once; while a newer one is being concluded the old one stays in view.

Without anybody's help the first page that asks concludes it. `keep_ready` does that in a thread of its own instead, as soon as a run is published, and
makes what pages ask for first: then no page waits for it, but the very first after a start.
"""

from __future__ import annotations

import math
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import TypeAlias

from quarterdeck.app.asking.recall import NothingThereError, recall
from quarterdeck.app.keeping.store import MANIFEST
from quarterdeck.app.server.showing import Shown, patient, shown

_Stamp: TypeAlias = tuple[int, int]
Step: TypeAlias = Callable[[Shown], object]
"""Something that pages ask for, made before they do."""
_LOOKS = 1.0
"""Seconds between two looks whether a run was published."""
_SHORT = 2.0
"""Seconds of processor time up to which concluding is short: who asks meanwhile waits for it, and sees the new run."""
_LARGE = 500_000
"""Bytes of a manifest from which on concluding is not short, where nobody knows yet: that of some hundred repositories."""
_PATIENCE = (30.0, 0.8)
"""Seconds for which a page waits for a run that is short to conclude, and for another before it says so."""
_BREATH = 0.05
"""Seconds between two steps, for pages that wait for their turn."""


class BeingReadError(Exception):
    """The run is being concluded, and there is no older one to show."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """What concluding a run came to: what is shown, or why nothing is."""

    stamp: _Stamp
    shown: Shown | None
    error: Exception | None = None


class Showing:
    """What a folder's published run shows now."""

    def __init__(
        self, out: Path, conclude: Callable[[Path], Shown] = lambda out: shown(recall(out)), patience: tuple[float, float] = _PATIENCE,
        cost: Callable[[], float] = time.thread_time,
    ) -> None:  # fmt: skip
        """Nothing is concluded before somebody asks."""
        self._out, self._conclude, self._patience, self._cost = out, conclude, patience, cost
        self._lock = Lock()
        self._held: tuple[_Stamp, Shown] | None = None
        self._steps: Sequence[Step] | None = None
        self._soon = math.inf
        self._ended: _Ended | None = None
        self._short = True
        self._changed = Condition()

    def now(self) -> Shown:
        """The published run. Raises ``NothingThereError`` where there is none, ``BeingReadError`` where it takes its time."""
        held, stamp = self._held, self._stamp()
        if held and held[0] == stamp:
            return held[1]
        if self._steps is not None:
            return self._waited_for(stamp)
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held[1]  # somebody concludes the new one
        try:
            if self._held is None or self._held[0] != stamp:
                self._held = (stamp, self._conclude(self._out))
            return self._held[1]
        finally:
            self._lock.release()

    @property
    def held(self) -> Shown | None:
        """What is in view at this moment, without waiting for it."""
        return self._held[1] if self._held else None

    @property
    def behind(self) -> bool:
        """Whether a newer run was published than the one in view."""
        return self._held is not None and self._held[0] != self._stamp()

    def keep_ready(self, steps: Sequence[Step], soon: float = math.inf) -> None:
        """From now on conclude what is published in a thread of its own, and make what the steps say; pages wait at most ``soon`` for what nobody made yet."""
        self._steps, self._soon = steps, soon
        self._short = self._stamp()[1] < _LARGE
        Thread(target=self._keeping_ready, args=(steps,), name="conclude", daemon=True).start()

    def _waited_for(self, stamp: _Stamp) -> Shown:
        patience = self._patience[0] if self._short else 0.0 if self._held else self._patience[1]
        with self._changed:
            self._changed.notify_all()  # the thread looks at once
            self._changed.wait_for(lambda: self._settled(stamp), patience)
            held, ended = self._held, self._ended
        if ended and ended.stamp == stamp and ended.error:
            raise ended.error
        if held is None:
            raise BeingReadError("the assessment is being read; at this size that takes some seconds after a start")
        return held[1]

    def _keeping_ready(self, steps: Sequence[Step]) -> None:
        while True:
            stamp = self._stamp()
            if not self._settled(stamp):
                ended = self._concluded(stamp)
                with self._changed:
                    self._held = (stamp, ended.shown) if ended.shown else None if isinstance(ended.error, NothingThereError) else self._held
                    self._ended = ended
                    self._changed.notify_all()
                if ended.shown:
                    self._make(steps, ended.shown, stamp)
            with self._changed:
                if self._settled(self._stamp()):
                    self._changed.wait(_LOOKS)

    def _settled(self, stamp: _Stamp) -> bool:
        return self._ended is not None and self._ended.stamp == stamp

    def _concluded(self, stamp: _Stamp) -> _Ended:
        spent = self._cost()
        try:
            found = self._conclude(self._out)
        except Exception as error:  # noqa: BLE001  # whoever asks is told, and the next run is concluded
            if not isinstance(error, NothingThereError):
                sys.stderr.write(f"The published run cannot be concluded:\n{traceback.format_exc(limit=-8)}")
            return _Ended(stamp, None, error)
        self._short = self._cost() - spent < _SHORT
        return _Ended(stamp, found if self._soon == math.inf else replace(found, patience=self._soon))

    def _make(self, steps: Sequence[Step], found: Shown, stamp: _Stamp) -> None:
        """One step after the other, until a newer run is published."""
        for step in steps:
            time.sleep(_BREATH)
            if self._stamp() != stamp:
                return
            try:
                with patient():
                    step(found)
            except Exception:  # noqa: BLE001  # the page that asks for it says the same, in words
                sys.stderr.write(f"What pages ask for was not made beforehand:\n{traceback.format_exc(limit=-4)}")

    def _stamp(self) -> _Stamp:
        try:
            seen = (self._out / MANIFEST).stat()
        except OSError:
            return (0, 0)
        return seen.st_mtime_ns, seen.st_size
