"""What the server loads: the application, as the command's settings say."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

_SOON = 0.8
"""Seconds for which a page waits for what nobody has asked for since the run was published; then it says so, and opens by itself."""
_TURN = 0.001
"""Seconds for which one thread goes on while others wait: a page that is done in ten milliseconds does not wait for one that takes seconds."""


def create() -> FastAPI:
    """Called once in the worker."""
    from quarterdeck.app.server.serving import handed_over  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.web.application import application  # noqa: PLC0415  # in the worker alone
    from quarterdeck.surfaces.web.beforehand import steps  # noqa: PLC0415  # as above

    app = application(handed_over())
    sys.setswitchinterval(_TURN)
    app.state.house.showing.keep_ready(steps(app.state.house), _SOON)
    return app
