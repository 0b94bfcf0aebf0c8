"""The command line: every command is a module of its own, loaded when it is called."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """The program's entry: exit code 0, 1 where ``--fail-on`` was met, 2 for arguments that cannot be used."""
    from quarterdeck.surfaces.cli.application import call  # noqa: PLC0415  # importing this package stays cheap

    sys.exit(call(arguments))
