"""Each route and each role: what a route says that it lets people do, and who may."""

from __future__ import annotations

import pytest
from fastapi import APIRouter

from quarterdeck.app.access.roles import ALLOWED, Permission, Role
from quarterdeck.surfaces.web.application import ROUTES
from quarterdeck.surfaces.web.permissions import READ, WRITE, require_decided, routes_of
from quarterdeck.surfaces.web.ways_in import OUTSIDE

SEES = {Permission.PUBLISHED, Permission.READ}
TABLE = """
|             | published | read | write | run | manage | own |
| owner       | yes       | yes  | yes   | yes | yes    | yes |
| contributor | yes       | yes  | yes   | yes |        | yes |
| reader      | yes       | yes  |       |     |        | yes |
| board       | yes       |      |       |     |        | yes |
"""


def test_what_each_role_allows() -> None:
    heads, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines())
    assert [row[0] for row in rows] == list(Role)
    assert heads[1:] == list(Permission)
    for role, *cells in rows:
        assert {name for name, cell in zip(heads[1:], cells, strict=True) if cell} == ALLOWED[Role(role)], role


def test_every_route_is_decided_and_what_only_sees_changes_nothing() -> None:
    found = list(routes_of(ROUTES))
    assert len(found) > 15
    for route, needs in found:
        assert route.methods is not None
        assert len(route.methods) == 1, route.path
        changes = not route.methods <= {"GET"} and route.path not in OUTSIDE and not route.path.endswith("/check")
        assert not (changes and needs.permission in SEES), f"{route.path} changes something and asks for no more than to see"
        assert needs.permission is not None or route.path in {"/static/{name}", *OUTSIDE}, f"{route.path} is open to strangers"


@pytest.mark.parametrize("said", [[], [*READ, *WRITE]])
def test_a_route_of_which_nobody_decided_who_may_use_it_is_not_served(said: list[object]) -> None:
    router = APIRouter()
    router.get("/secrets", dependencies=said)(lambda: "x")  # type: ignore[arg-type]  # what a hurried hand may write
    with pytest.raises(TypeError, match="say who may use it"):
        require_decided([router])
