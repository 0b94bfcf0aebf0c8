"""The command line: every command is a module of its own, loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """The program's entry: exit code 0, 1 where ``--fail-on`` was met, 2 for arguments that cannot be used."""
    from quarterdeck.surfaces.cli.application import call  # noqa: PLC0415  # importing this package stays cheap

    if arguments is None:
        gc.set_threshold(20_000, 20, 50)  # what is loaded stays: to look through it again and again for garbage takes a twentieth of a short run
    code = call(arguments)
    if arguments is not None:  # called from within a program, which goes on
        sys.exit(code)
    sys.stderr.flush()
    os._exit(code)  # everything is written: to take millions of small things down one by one takes a tenth of a second
