"""``quarterdeck serve``: the company in a browser."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder

_PORTS = range(1, 65_536)
_UNTIL_IT_LISTENS = 1.5


def serve(
    *,
    workspace: Annotated[Path | None, Parameter(help="Show this workspace. The one around this folder by default.")] = None,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to. In a workspace it lies there.")] = DEFAULT_OUT,
    port: Annotated[int, Parameter(help="Where on this machine to listen.")] = 8425,
    browser: Annotated[bool, Parameter(help="Open the page in a browser.")] = True,
) -> int:
    """Show the assessment and the record in a browser, on this machine alone.

    Everything stays here: the server listens on 127.0.0.1, needs no network, and lets in whoever brings the key in the address that it prints.
    """
    if find_spec("granian") is None or find_spec("fastapi") is None:
        raise UsageError("`serve` needs the extra `web`: install it with `pip install 'quarterdeck[web]'`")
    if port not in _PORTS:
        raise UsageError(f"--port {port}: write a number from 1 to 65535")
    from granian import Granian  # noqa: PLC0415  # loaded when the command is called
    from granian.constants import Interfaces  # noqa: PLC0415  # as above

    _require_free(port)
    address = _hand_over(workspace, out, port)
    sys.stdout.write(f"Quarterdeck is at {address}\nIt runs until Ctrl-C.\n")
    sys.stdout.flush()
    if browser:
        opening = Timer(_UNTIL_IT_LISTENS, webbrowser.open, [address])
        opening.daemon = True
        opening.start()
    server = Granian(
        "quarterdeck.surfaces.web.main:create", address="127.0.0.1", port=port, interface=Interfaces.ASGI, factory=True, workers=1, log_enabled=False
    )
    server.serve()
    return 0


def _require_free(port: int) -> None:
    """Granian would share a port that another server of the same user listens on, and each browser would reach one or the other."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was closed a moment ago is free
        try:
            tried.bind(("127.0.0.1", port))
            tried.listen()
        except PermissionError as error:
            raise UsageError(f"--port {port}: only an administrator may listen there; choose one from 1024 on") from error
        except OSError as error:
            raise UsageError(
                f"--port {port}: something listens there already, perhaps another `quarterdeck serve`; choose another, as --port {_beside(port)}"
            ) from error


def _beside(port: int) -> int:
    return port + 1 if port + 1 in _PORTS else port - 1


def _hand_over(workspace: Path | None, out: Path, port: int) -> str:
    """Leave the settings for the worker; the address with the key."""
    from quarterdeck.app.home import MARK, root_around  # noqa: PLC0415  # as above
    from quarterdeck.app.serving import Settings, kept_secret, state_folder  # noqa: PLC0415  # as above

    root = root_around(workspace or Path())
    if workspace and root is None:
        raise UsageError(f"{workspace}: neither this folder nor one above it holds {MARK}; name the folder of a workspace")
    folder = out_folder(out, workspace).resolve()
    key = secrets.token_urlsafe(24)
    hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
    Settings(str(folder), str(root or ""), key, kept_secret(state_folder(folder)), hosts).hand_over()
    return f"http://127.0.0.1:{port}/?key={key}"
