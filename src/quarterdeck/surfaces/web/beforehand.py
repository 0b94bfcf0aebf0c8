"""What pages are made of and takes long, made before anybody asks: cheap things first, for a page that asks meanwhile waits for no more than one."""

from __future__ import annotations

from functools import partial

from quarterdeck.app.server.newest import Step
from quarterdeck.surfaces.web import findings, leading, maps, overview, reports, search, supply
from quarterdeck.surfaces.web.house import House

_ALWAYS = (overview.draw, findings.draw, search.draw, supply.draw, maps.draw, reports.draw)
_RECORDED = (leading.draw_teams, leading.draw_risks, leading.draw_renewals, reports.draft_chief, reports.draft_board)


def steps(house: House) -> list[Step]:
    """What to make of each run that is published."""
    return [partial(one, house) for one in (*_ALWAYS, *(_RECORDED if house.settings.workspace else ()))]
