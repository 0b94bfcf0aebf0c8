"""The command line: every command is a module of its own, loaded when it is called."""

from __future__ import annotations

import gc
import os
import signal
import sys

INTERRUPTED = 130
_AT_MOST = 10
"""Seconds that an orderly end may take."""


def main(arguments: list[str] | None = None) -> None:
    """The program's entry: exit code 0, 1 where ``--fail-on`` was met, 2 for arguments that cannot be used, 130 after Ctrl-C, 143 when asked to end."""
    if arguments is not None:  # called from within a program, which goes on and answers its signals itself
        sys.exit(_called(arguments))
    gc.set_threshold(20_000, 20, 50)  # what is loaded stays: to look through it again and again for garbage takes a twentieth of a short run
    asked: list[int] = []

    def end(number: int, _: object) -> None:
        """Asked to end (SIGTERM), like Ctrl-C: what is open closes, and leaves nothing behind."""
        asked.append(128 + number)
        signal.signal(number, signal.SIG_DFL)  # whoever asks twice, or longer than that, is not kept waiting
        if hasattr(signal, "alarm"):
            signal.alarm(_AT_MOST)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    code = _called(None)
    sys.stderr.flush()
    code = asked[0] if asked and code == INTERRUPTED else code
    os._exit(code)  # everything is written: to take millions of small things down one by one takes a tenth of a second


def _called(arguments: list[str] | None) -> int:
    try:
        from quarterdeck.surfaces.cli.application import call  # noqa: PLC0415  # importing this package stays cheap

        return call(arguments)
    except KeyboardInterrupt:
        return interrupted()


def interrupted() -> int:
    """Say it in words, whatever was being loaded or done; the exit code."""
    sys.stderr.write("quarterdeck: interrupted; what was published before is untouched\n")
    return INTERRUPTED
