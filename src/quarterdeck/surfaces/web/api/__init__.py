"""The HTTP API: what the pages say and do, as JSON, under the same checks. `document.py` describes it for people and programs."""

from __future__ import annotations

from quarterdeck.surfaces.web.api import asking, document, leading, reading, recording, supplying, working

ROUTES = (asking.ROUTES, reading.ROUTES, leading.ROUTES, recording.ROUTES, supplying.ROUTES, working.ROUTES, document.ROUTES)
