"""What a server needs to know, handed from the command to the process that serves."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from quarterdeck.app.access.sessions import IDLE
from quarterdeck.app.gathering.caches import caches
from quarterdeck.kernel.subject import stable_id

VARIABLE = "QUARTERDECK_SERVE"
"""How the settings reach the worker: its environment, which only the same user can read."""
_SAFE_PATH, _OURS = "PYTHONSAFEPATH", "quarterdeck"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the assessment and the record lie, and under which names the server may be called."""

    out: str
    workspace: str
    key: str
    """Who knows it may come in; it stands in the address that the command prints. Empty where people have accounts."""
    secret: str
    """What the tokens of forms are made with; kept between starts, so that a page that stands open can still be sent."""
    hosts: tuple[str, ...]
    address: str = ""
    """Where people reach it, as `https://quarterdeck.example.org`, when a proxy stands before it."""
    forwarded: bool = False
    """Whether a proxy says from where a request comes: only then is it believed."""
    idle: int = IDLE
    """Seconds after which somebody with an account, who asked for nothing, signs in again; 0 is never, before the day's end."""

    def hand_over(self) -> None:
        """Leave them for the worker; its Python takes no file of the folder that it is started in, often the workspace, for a part of the program."""
        os.environ[VARIABLE] = json.dumps(asdict(self))
        os.environ.setdefault(_SAFE_PATH, _OURS)


def handed_over() -> Settings:
    """As the command left them, and taken away: git and its hooks, which the worker starts, see no key. Raises ``KeyError`` where there is nothing."""
    told = json.loads(os.environ.pop(VARIABLE))
    if os.environ.get(_SAFE_PATH) == _OURS:
        del os.environ[_SAFE_PATH]
    return Settings(**{**told, "hosts": tuple(told["hosts"])})


def state_folder(out: Path) -> Path:
    """Where a server keeps what is nobody else's business: in the user's own cache, apart for each assessment, readable by them alone."""
    folder = caches() / "serve" / stable_id(str(out.resolve()))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def kept_secret(folder: Path) -> str:
    """The secret of this folder, made at the first time."""
    path = folder / "secret"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text()
