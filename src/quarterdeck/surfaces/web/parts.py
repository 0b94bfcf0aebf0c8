"""Parts of the application beside what every page leans on, in the order in which they were built."""

from __future__ import annotations

from quarterdeck.surfaces.web import comparing, decisions, history, leading, maps, numbers, reports, roadmap, supply

ROUTES = (
    reports.ROUTES, comparing.ROUTES, supply.ROUTES, history.ROUTES, roadmap.ROUTES, decisions.ROUTES, leading.ROUTES, maps.ROUTES, numbers.ROUTES,
)  # fmt: skip
