"""What each route lets people do: declared where the route is, as `@ROUTES.get("/findings", dependencies=READ)`. Where one says nothing, nothing is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from quarterdeck.app.access.roles import ALLOWED, Permission
from quarterdeck.records.collection import COMPANY
from quarterdeck.surfaces.web.house import session_of

_SAID = {
    Permission.READ: "sees only what was published",
    Permission.WRITE: "does not change the record",
    Permission.RUN: "starts and stops no work",
    Permission.MANAGE: "does not see accounts and the log",
}


@dataclass(frozen=True, slots=True)
class Needs:
    """Refuses whoever may not; ``None`` is for what strangers may see, and then the guard lets them through."""

    permission: Permission | None

    def __call__(self, request: Request) -> None:
        """Asked before anything of the route is done."""
        if self.permission is None:
            return
        session = session_of(request)
        if self.permission not in session.may:
            if session.token and self.permission in ALLOWED[session.person.role]:
                raise HTTPException(403, f"This token was not given the scope `{self.permission}`. Make one that has it on the page «Account».")
            said = _SAID.get(self.permission, f"does not have the scope `{self.permission}`")
            raise HTTPException(403, f"Who signed in as {session.person.role} {said}. An owner can change that.")


EVERYBODY = [Depends(Needs(None))]
"""Also who is not signed in: styles, signing in."""
PUBLISHED = [Depends(Needs(Permission.PUBLISHED))]
READ = [Depends(Needs(Permission.READ))]
WRITE = [Depends(Needs(Permission.WRITE))]
RUN = [Depends(Needs(Permission.RUN))]
MANAGE = [Depends(Needs(Permission.MANAGE))]
OWN = [Depends(Needs(Permission.OWN))]


def require_for(request: Request, kind: str) -> None:
    """Refuses to whoever is no owner what only an owner changes: the company's own record names folders of this machine, which an assessment reads."""
    session = session_of(request)
    if kind == COMPANY.kind and Permission.MANAGE not in session.may:
        told = "does not change the company's own record: it says which folders of this machine are read"
        raise HTTPException(403, f"Who signed in as {session.person.role} {told}. An owner can change that.")


def declared(dependencies: Iterable[Dependency]) -> list[Needs]:
    """What a route's dependencies say that it needs."""
    return [one.dependency for one in dependencies if isinstance(one.dependency, Needs)]


def routes_of(routers: Iterable[APIRouter]) -> Iterator[tuple[APIRoute, Needs]]:
    """Every route with what it needs. Raises ``TypeError`` over one that does not say one thing: nobody decided who may use it."""
    for route in (route for router in routers for route in router.routes):
        yield _decided(route)


def require_decided(routers: Iterable[APIRouter]) -> None:
    """Nothing is served of which nobody said who may use it. Raises ``TypeError``."""
    for _ in routes_of(routers):
        continue


def _decided(route: BaseRoute) -> tuple[APIRoute, Needs]:
    found = declared(route.dependencies) if isinstance(route, APIRoute) else []
    if not isinstance(route, APIRoute) or len(found) != 1:
        raise TypeError(f"{route}: say who may use it, by one of surfaces/web/permissions.py: @ROUTES.get(…, dependencies=READ)")
    return route, found[0]
