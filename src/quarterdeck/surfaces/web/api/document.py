"""The description of the API: OpenAPI for programs, and a page for people, made of it and loaded from nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse

from quarterdeck import __version__
from quarterdeck.surfaces.web.api.problems import USUAL
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import PUBLISHED, routes_of
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.ways_in import API

ROUTES = APIRouter()
_ABOUT = (
    "What the pages say and do, for programs, under the same checks. Bring a token as «Authorization: Bearer qd_…»; the page «Account» makes one. "
    "A page of this server may ask too, and for changes sends its form's token in the header X-Quarterdeck-Form. "
    "What cannot be done is answered as problem details (RFC 9457)."
)


_GOOD = {"200": "Done, or told.", "201": "Written.", "202": "Begun.", "204": "Done."}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a key of what is sent or answered."""

    name: str
    kind: str
    needed: bool
    says: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    says: str
    needs: str
    parameters: list[Field]
    sent: list[Field]
    answered: list[Field]
    statuses: list[tuple[str, str]]

    @property
    def anchor(self) -> str:
        """Where it stands in the page."""
        return f"{self.method}-{self.path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}".lower()


@ROUTES.get(f"{API}openapi.json", dependencies=PUBLISHED)
def openapi(_request: Request) -> JSONResponse:
    """The description, as OpenAPI 3.1 has it."""
    return JSONResponse(described())


@ROUTES.get("/api", dependencies=PUBLISHED)
def api(request: Request) -> HTMLResponse:
    """The description, as people read it."""
    groups: dict[str, list[Operation]] = {}
    for tag, operation in _operations(described()):
        groups.setdefault(tag, []).append(operation)
    return page(request, "api.html.jinja", here=Place("/api", "API"), about=_ABOUT, groups=groups, usual=USUAL)


@cache
def described() -> dict[str, Any]:
    """The API, with the permission that each operation needs."""
    from quarterdeck.surfaces.web.api import asking, leading, reading, recording, supplying, working  # noqa: PLC0415  # they are described, and made before this

    routers = (asking.ROUTES, reading.ROUTES, leading.ROUTES, recording.ROUTES, supplying.ROUTES, working.ROUTES)
    told: dict[str, Any] = get_openapi(title="Quarterdeck", version=__version__, description=_ABOUT, routes=[route for one in routers for route in one.routes])
    told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    told["security"] = [{"token": []}]
    for route, needs in routes_of(routers):
        for method in route.methods or ():
            told["paths"][route.path][method.lower()]["x-permission"] = str(needs.permission)
    return told


def _operations(told: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    schemas = told["components"]["schemas"]
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            parameters = [Field(p["name"], _kind(p["schema"]), p.get("required", False), p.get("description", "")) for p in one.get("parameters", ())]
            sent = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            good: Mapping[str, Any] = next((answer for status, answer in one["responses"].items() if status.startswith("2")), {})
            answered = good.get("content", {}).get("application/json", {}).get("schema", {})
            statuses = [(status, _GOOD.get(status, answer["description"])) for status, answer in one["responses"].items() if int(status) not in USUAL]
            yield one["tags"][0], Operation(
                method.upper(), path, one.get("description", ""), one["x-permission"], parameters, list(_fields(sent, schemas)),
                list(_fields(answered, schemas)), statuses,
            )  # fmt: skip


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any], before: str = "", deep: int = 3) -> Iterator[Field]:
    """The keys of what a schema describes, and those of what lies in them."""
    schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for name, one in schema.get("properties", {}).items():
        yield Field(f"{before}{name}", _kind(one), name in schema.get("required", ()), one.get("description", ""))
        for inner, mark in _inner(one):
            yield from _fields(inner, schemas, f"{before}{name}{mark}.", deep - 1) if deep else ()


def _inner(schema: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What lies in a key, and how its keys are written behind it."""
    for one in (schema, *schema.get("anyOf", ())):
        if "$ref" in one:
            yield one, ""
        elif "$ref" in one.get("items", {}):
            yield one["items"], "[]"


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return "object"
    if "anyOf" in schema:
        return _either(schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " | ".join(map(str, schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def _either(schemas: Iterable[Mapping[str, Any]]) -> str:
    return " or ".join(dict.fromkeys(_kind(one) for one in schemas))
