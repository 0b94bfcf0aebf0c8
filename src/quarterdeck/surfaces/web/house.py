"""What every page has at hand: the published run, the record, the sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastapi import Request

from quarterdeck.app.background import Background
from quarterdeck.app.pipeline import Run
from quarterdeck.app.serving import Settings, state_folder
from quarterdeck.app.showing import Showing, Shown, accepted_since
from quarterdeck.app.workspace import Workspace
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.surfaces.web.sessions import Session, Sessions


@dataclass
class House:
    """One company, as one server shows it."""

    settings: Settings
    sessions: Sessions
    showing: Showing = field(init=False)
    background: Background = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is concluded before somebody asks."""
        self.showing = Showing(self.out)
        self.background = Background(state_folder(self.out))

    @property
    def out(self) -> Path:
        """The folder of the assessment."""
        return Path(self.settings.out)

    @property
    def workspace(self) -> Workspace | None:
        """The record, read anew: it may have been changed by hand a moment ago."""
        return Workspace(Path(self.settings.workspace)) if self.settings.workspace else None

    @property
    def now(self) -> Shown:
        """The published run. Raises ``NothingThereError``."""
        return self.showing.now()

    def accepted_since(self, run: Run) -> Mapping[str, Accepted]:
        """What the record accepts today and the run did not."""
        return accepted_since(self.workspace, run, datetime.now(UTC).date())


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
