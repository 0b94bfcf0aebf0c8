"""A chart as a picture of dots, for what slides have no form of: the same SVG as on paper, drawn by the same program."""

from __future__ import annotations

import struct

from quarterdeck.kernel.section import Chart
from quarterdeck.reports.render.look import Logo
from quarterdeck.reports.render.paper import chart_png, drawn_logo, paper_svg


def png(chart: Chart, key: str) -> tuple[bytes, float, float]:
    """The picture, its width and its height (in dots, twice what is shown)."""
    content = chart_png(paper_svg(chart, key))
    wide, high = struct.unpack(">II", content[16:24])
    return content, float(wide), float(high)


def logo_png(logo: Logo) -> bytes:
    """A logo in dots: slides know no SVG of their own."""
    return logo.content if logo.form == "png" else chart_png(drawn_logo(logo))
