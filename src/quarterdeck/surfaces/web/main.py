"""What the server loads: the application, as the command's settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def create() -> FastAPI:
    """Called once in the worker."""
    from quarterdeck.app.server.serving import handed_over  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.web.application import application  # noqa: PLC0415  # in the worker alone

    return application(handed_over())
