"""``quarterdeck serve``: the company in a browser."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.assess import DEFAULT_OUT, out_folder

HOME = "127.0.0.1"
_PORTS = range(1, 65_536)
_BETWEEN_LOOKS = 0.05
_PATIENCE = 30
"""Seconds: the socket takes a request before the worker is there to answer it."""
_LONGEST_IDLE = 720
"""Minutes: a session ends after as many anyway."""


def serve(
    *,
    workspace: Annotated[Path | None, Parameter(help="Show this workspace. The one around this folder by default.")] = None,
    out: Annotated[Path, Parameter(help="The folder that `assess` wrote to. In a workspace it lies there.")] = DEFAULT_OUT,
    port: Annotated[int, Parameter(help="Where on this machine to listen.")] = 8425,
    browser: Annotated[bool, Parameter(help="Open the page in a browser.")] = True,
    listen: Annotated[str, Parameter(help="The address to listen on; another than this machine's own only with accounts, and behind a proxy.")] = HOME,
    address: Annotated[str, Parameter(help="Where people reach it through a proxy that speaks https: https://quarterdeck.example.org")] = "",
    forwarded: Annotated[bool, Parameter(help="Believe the proxy's X-Forwarded-For: the log then says from where people come.", negative="")] = False,
    idle: Annotated[int, Parameter(help="Minutes after which who has an account and did nothing signs in again; 0: only after twelve hours.")] = 60,
) -> int:
    """Show the assessment and the record in a browser, on this machine alone.

    Everything stays here: the server listens on 127.0.0.1, needs no network, and lets in whoever brings the key in the address that it prints; where
    people have accounts (`quarterdeck account add`), whoever signs in.
    """
    if find_spec("granian") is None or find_spec("fastapi") is None:
        raise UsageError("`serve` needs the extra `web`: install it with `pip install 'quarterdeck[web]'`")
    if port not in _PORTS:
        raise UsageError(f"--port {port}: write a number from 1 to 65535")
    if not 0 <= idle <= _LONGEST_IDLE:
        raise UsageError(f"--idle {idle}: write a number of minutes up to {_LONGEST_IDLE}, or 0 for no limit but the end of the session")
    from granian import Granian  # noqa: PLC0415  # loaded when the command is called
    from granian.constants import Interfaces  # noqa: PLC0415  # as above

    _require_free(listen, port)
    ways = _Ways(listen, port, address.rstrip("/"), forwarded)
    opened = _hand_over(workspace, out, ways, idle * 60)
    Thread(target=_say_when_ready, args=(opened, ways), kwargs={"browser": browser}, daemon=True).start()
    server = Granian("quarterdeck.surfaces.web.main:create", address=listen, port=port, interface=Interfaces.ASGI, factory=True, workers=1, log_enabled=False)
    server.serve()
    return 0


def _say_when_ready(opened: str, ways: _Ways, *, browser: bool) -> None:
    """Where it is, once a page comes from there: whoever follows the address at once is answered."""
    while not _answers(ways):
        sleep(_BETWEEN_LOOKS)
    sys.stdout.write(f"Quarterdeck is at {opened}\nIt runs until Ctrl-C.\n")
    if ways.address and not ways.forwarded:
        sys.stdout.write("Everybody seems to come from the proxy, and limits count them as one; where it sets X-Forwarded-For, add --forwarded.\n")
    sys.stdout.flush()
    if browser:
        webbrowser.open(opened)


def _answers(ways: _Ways) -> bool:
    """Whether the worker gives out what needs no key."""
    asked = HTTPConnection(ways.listen, ways.port, timeout=_PATIENCE)
    try:
        asked.request("HEAD", "/static/app.css", headers={"Host": ways.hosts[0]})
        return asked.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _require_free(listen: str, port: int) -> None:
    """Granian would share a port that another server of the same user listens on, and each browser would reach one or the other."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was closed a moment ago is free
        try:
            tried.bind((listen, port))
            tried.listen()
        except PermissionError as error:
            raise UsageError(f"--port {port}: only an administrator may listen there; choose one from 1024 on") from error
        except socket.gaierror as error:
            raise UsageError(f"--listen {listen}: that is no address of this machine; {HOME} is its own") from error
        except OSError as error:
            raise UsageError(
                f"--port {port}: something listens there already, perhaps another `quarterdeck serve`; choose another, as --port {_beside(port)}"
            ) from error


def _beside(port: int) -> int:
    return port + 1 if port + 1 in _PORTS else port - 1


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the server is reached."""

    listen: str
    port: int
    address: str
    forwarded: bool

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which it may be called."""
        through = (urlsplit(self.address).netloc,) if self.address else ()
        return (*(f"{name}:{self.port}" for name in (HOME, "localhost")), *through)


def _hand_over(workspace: Path | None, out: Path, ways: _Ways, idle: int) -> str:
    """Leave the settings for the worker; the address to open: with the key, where nobody has an account."""
    from quarterdeck.app.access.accounts import Accounts  # noqa: PLC0415  # as above
    from quarterdeck.app.access.folder import NotPrivateError  # noqa: PLC0415  # as above
    from quarterdeck.app.record.home import MARK, root_around  # noqa: PLC0415  # as above
    from quarterdeck.app.server.serving import Settings, kept_secret, state_folder  # noqa: PLC0415  # as above

    root = root_around(workspace or Path())
    if workspace and root is None:
        raise UsageError(f"{workspace}: neither this folder nor one above it holds {MARK}; name the folder of a workspace")
    try:
        team = bool(root and Accounts.of(root).now().accounts)
    except NotPrivateError as error:
        raise UsageError(str(error)) from error
    _require_safe(ways, team=team)
    folder = out_folder(out, workspace).resolve()
    key = "" if team else secrets.token_urlsafe(24)
    Settings(str(folder), str(root or ""), key, kept_secret(state_folder(folder)), ways.hosts, ways.address, ways.forwarded, idle).hand_over()
    return ways.address or f"http://{HOME}:{ways.port}/" + (f"?key={key}" if key else "")


def _require_safe(ways: _Ways, *, team: bool) -> None:
    """Passwords cross no network in clear, and nothing is shown beyond this machine to whoever holds a key."""
    told = urlsplit(ways.address)
    if ways.address and (told.scheme != "https" or not told.netloc or told.path or told.query or told.username):
        raise UsageError(f"--address {ways.address}: write where people reach it, as https://quarterdeck.example.org, without a path")
    if ways.address and not team:
        raise UsageError("--address lets others reach this server, and nobody has an account: give the first with `quarterdeck account add NAME --role owner`")
    if ways.listen != HOME and not ways.address:
        raise UsageError(f"--listen {ways.listen} lets others reach this server: say by --address https://… where the proxy is that encrypts the way")
    if ways.forwarded and not ways.address:
        raise UsageError("--forwarded believes a proxy: say by --address where people reach it")
