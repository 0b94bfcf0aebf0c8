"""The real server, as somebody starts it: a process with its worker, on a free port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

_SOURCE = Path(__file__).parents[3] / "src"


class Served:
    """A server over a workspace, stopped at the end as with Ctrl-C if it still runs."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = ["serve", "--workspace", str(root), "--port", str(self.port), "--no-browser"]
        self._command = [sys.executable, "-c", "from quarterdeck.surfaces.cli import main; main()", *told]

    def __enter__(self) -> Self:
        """Start it; it says where it is once it listens."""
        around = {**os.environ, "PYTHONPATH": str(_SOURCE), "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=around, start_new_session=True)
        assert self._process.stdout
        said = self._process.stdout.readline()
        found = re.search(r"(http://[^/]+)/(?:\?key=(\S+))?", said)
        assert found, said + self._process.stdout.read()
        self.own, self.key = found[1], found[2]
        with socket.socket() as tried:
            assert tried.connect_ex(("127.0.0.1", self.port)) == 0, "it says where it is before it is there"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it; ``code`` is what it ended with."""
        assert self._process.stdout
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self.code = self._process.wait(30)
        finally:
            self._process.stdout.close()

    @property
    def group(self) -> int:
        """All of its processes."""
        return self._process.pid

    @property
    def address(self) -> str:
        """With the key."""
        return f"{self.own}/?key={self.key}"
