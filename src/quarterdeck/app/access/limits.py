"""How often something may be tried: so many times within so many seconds, counted apart for each who tries."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

_MOST = 10_000
"""Who is remembered at a time; whoever has been quiet for longest is forgotten first."""


class Limit:
    """At most ``count`` in any ``seconds``."""

    def __init__(self, count: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._count, self._seconds, self._clock = count, seconds, clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, who: str) -> int:
        """Seconds until they may try again; 0 when they may now."""
        with self._lock:
            return self._wait(who)

    def take(self, who: str) -> int:
        """Count a try, if one is left: seconds to wait otherwise."""
        with self._lock:
            wait = self._wait(who)
            if not wait:
                self._seen.setdefault(who, deque()).append(self._clock())
                self._seen.move_to_end(who)
                if len(self._seen) > _MOST:
                    self._seen.popitem(last=False)
            return wait

    def give_back(self, who: str) -> None:
        """Take back the newest try: it was none that counts."""
        with self._lock:
            if tries := self._seen.get(who):
                tries.pop()

    def forget(self, who: str) -> None:
        """Start anew, as after a sign-in that succeeded."""
        with self._lock:
            self._seen.pop(who, None)

    def _wait(self, who: str) -> int:
        tries, now = self._seen.get(who), self._clock()
        while tries and tries[0] <= now - self._seconds:
            tries.popleft()
        return int(tries[0] + self._seconds - now) + 1 if tries and len(tries) >= self._count else 0
