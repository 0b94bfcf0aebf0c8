"""What every page shares: styles, scripts, fonts."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from quarterdeck.surfaces.web.permissions import EVERYBODY
from quarterdeck.surfaces.web.rendering import static
from quarterdeck.surfaces.web.ways_in import STATIC

ROUTES = APIRouter()


@ROUTES.get(STATIC + "{name}", dependencies=EVERYBODY)
def shared(name: str) -> Response:
    """One of the files that the package brings; nothing else can be asked for."""
    found = static(name)
    if found is None:
        raise HTTPException(404)
    content, kind = found
    return Response(content, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"})
