"""What every page has at hand: the published run, the record, who is in, the log."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import Request

from quarterdeck.app.access.accounts import Accounts
from quarterdeck.app.access.audit import Audit, Deed
from quarterdeck.app.access.folder import access_folder
from quarterdeck.app.access.limits import Limit
from quarterdeck.app.access.oidc import Relying
from quarterdeck.app.access.passwords import Passwords
from quarterdeck.app.access.sessions import Session, Sessions
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.imports.looking import Looking
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.watching import Held, Watched
from quarterdeck.app.server.background import Background
from quarterdeck.app.server.newest import Showing
from quarterdeck.app.server.serving import Settings, state_folder
from quarterdeck.app.server.showing import Shown, accepted_since
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.ways_in import BACK

_MINUTE, _QUARTER = 60.0, 900.0


@dataclass
class House:
    """One company, as one server shows it."""

    settings: Settings
    passwords: Passwords = field(default_factory=Passwords)
    showing: Showing = field(init=False)
    watched: Watched | None = field(init=False)
    _called: tuple[float, str] | None = field(init=False, default=None)
    background: Background = field(init=False)
    looking: Looking = field(default_factory=Looking)
    access: Path = field(init=False)
    """The private folder of accounts and the log."""
    accounts: Accounts = field(init=False)
    sessions: Sessions = field(init=False)
    audit: Audit = field(init=False)
    relying: Relying = field(init=False)
    """This server, as the identity provider sees it."""
    often: Limit = field(default_factory=lambda: Limit(600, _MINUTE))
    """Requests of one session."""
    strangers: Limit = field(default_factory=lambda: Limit(300, _MINUTE))
    """Requests from one address of whoever is not signed in."""
    attempts: Limit = field(default_factory=lambda: Limit(5, _QUARTER))
    """Sign-ins to one account from one address."""
    attempts_from: Limit = field(default_factory=lambda: Limit(30, _QUARTER))
    """Sign-ins from one address, to any account."""
    attempts_to: Limit = field(default_factory=lambda: Limit(60, _QUARTER))
    """Sign-ins to one account, from anywhere."""
    refusals: Limit = field(default_factory=lambda: Limit(120, _MINUTE))
    """Lines of the log about strangers."""
    used: Limit = field(default_factory=lambda: Limit(1, 3600.0))
    """Lines of the log about one token that looks, from one address."""

    def __post_init__(self) -> None:
        """Nothing is concluded before somebody asks."""
        self.showing = Showing(self.out)
        self.watched = Watched(Path(self.settings.workspace)) if self.settings.workspace else None
        state = state_folder(self.out)
        self.background = Background(state)
        self.access = access_folder(Path(self.settings.workspace)) if self.settings.workspace else state / "access"
        self.accounts = Accounts(self.access, versioned=bool(self.settings.workspace))
        self.sessions = Sessions(state, self.accounts, self.settings.secret, self.settings.key, idle=self.settings.idle)
        self.audit = Audit(self.access)
        self.relying = Relying((self.settings.address or f"http://{self.settings.hosts[0]}") + BACK)

    @property
    def company(self) -> str:
        """The name of the company, also for who is not signed in yet: read once a minute, for strangers choose how often it is asked for."""
        now = time.monotonic()
        if not self._called or self._called[0] + _MINUTE < now:
            workspace = self.workspace
            company = workspace.records.company if workspace else None
            self._called = (now, company.label if company else self.out.parent.name)
        return self._called[1]

    @property
    def team(self) -> bool:
        """Whether people have accounts; then nobody comes in by a key. Raises ``NotPrivateError``."""
        return not self.settings.key or bool(self.accounts.now().accounts)

    def note(self, deed: Deed) -> None:
        """Write to the log. Where that cannot be, the server's standard error tells it: nothing is done in silence."""
        try:
            self.audit.add(deed)
        except OSError as error:
            sys.stderr.write(f"The log cannot be written ({error.strerror}): {clean(str(deed))}\n")

    @property
    def out(self) -> Path:
        """The folder of the assessment."""
        return Path(self.settings.out)

    @property
    def workspace(self) -> Held | None:
        """The record as it stands: it may have been changed by hand a moment ago."""
        return self.watched.now() if self.watched else None

    @property
    def now(self) -> Shown:
        """The published run. Raises ``NothingThereError``."""
        return self.showing.now()

    @property
    def day(self) -> date:
        """The day that pages speak of: that of the assessment that is shown, so that they agree with each other; else today."""
        try:
            return self.now.run.request.as_of
        except NothingThereError:
            return datetime.now(UTC).date()

    def accepted_since(self, run: Run) -> Mapping[str, Accepted]:
        """What the record accepts today and the run did not: it will count in an assessment of today, so the real day is asked here."""
        workspace, day = self.workspace, datetime.now(UTC).date()
        return workspace.once(("accepted", run.id, day), lambda: accepted_since(workspace, run, day)) if workspace else {}


def house_of(request: Request) -> House:
    """The house that a request came to."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house


def session_of(request: Request) -> Session:
    """Who asks: the guard has let them in."""
    session = request.state.session
    assert isinstance(session, Session)
    return session
