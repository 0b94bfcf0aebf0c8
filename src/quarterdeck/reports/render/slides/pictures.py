"""A logo in dots: slides know no drawing of their own."""

from __future__ import annotations

from quarterdeck.reports.render.look import Logo
from quarterdeck.reports.render.paper import chart_png, drawn_logo


def logo_png(logo: Logo) -> bytes:
    """The logo as PNG."""
    return logo.content if logo.form == "png" else chart_png(drawn_logo(logo))
