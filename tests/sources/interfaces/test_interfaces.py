"""Descriptions of interfaces, and what is read of them."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.interfaces import InterfaceDescription
from quarterdeck.sources.interfaces import extract, wants

PROTO = """\
syntax = "proto3";
package shop.v1;
// service Gone { rpc Call (A) returns (B); }
service CartService {
  rpc AddItem (Item) returns (Empty) {}
  rpc GetCart(Asked) returns (stream Cart) {}
}
/* service Old {} */
service Watch { rpc Look (A) returns (B); }
message service { string name = 1; }
"""
OPENAPI = """\
openapi: 3.1.0
info:
    title: "Orders: the API"
    version: 1.4.0
servers:
    - url: https://api.example.com/v1
      description: Production
paths:
    /orders:
        parameters:
          - name: get
        get:
            responses: {}
        post:
            responses: {}
    /orders/{id}:
        delete:
            responses: {}
components:
    get: {}
"""
ASYNCAPI = "asyncapi: 3.0.0\ninfo: \n  title: Events\nchannels:\n  a:\n    address: a\n  b: {}\noperations:\n  onA:\n    action: receive\n"
SWAGGER = '{"swagger": "2.0", "info": {"title": "Old", "version": "2"}, "host": "old.example.com", "paths": {"/a": {"get": {}, "x-a": {}}, "/b": {"put": {}}}}'


@pytest.mark.parametrize(
    ("path", "text", "rows"),
    [
        ("pb/cart.proto", PROTO, ["4 gRPC shop.v1.CartService - 2", "9 gRPC shop.v1.Watch - 1"]),
        ("docs/openapi.yaml", OPENAPI, ["3 OpenAPI Orders: the API 1.4.0 3 https://api.example.com/v1"]),
        ("asyncapi.yml", ASYNCAPI, ["3 AsyncAPI Events - 1"]),
        ("web/swagger.json", SWAGGER, ["1 OpenAPI Old 2 2 old.example.com"]),
        ("openapi.yaml", "openapi: 3.0.0\npaths: {/a: {get: {}}}\n", ["1 OpenAPI openapi.yaml - -"]),
        ("openapi.yaml", "generator:\n  openapi: yes\n", []),
        ("pb/empty.proto", 'syntax = "proto3";\n', []),
        ("openapi.json", '{"openapi": "3.0.0", ', ["problem 1 not valid JSON"]),
    ],
)
def test_what_is_read(path: str, text: str, rows: list[str]) -> None:
    assert wants(path)
    told = extract([FileContent("shop", path, text.encode())])
    lines = [
        " ".join(str(one if one is not None else "-") for one in (row.line, row.kind, row.name, row.version, row.operations, *row.servers))
        for row in told.rows
        if isinstance(row, InterfaceDescription)
    ]
    assert [*lines, *(f"problem {one.place.line} {one.what}" for one in told.problems)] == rows


@pytest.mark.parametrize(
    "path", ["node_modules/a/openapi.json", "tests/data/openapi.yaml", "openapi/package.json", "third_party/google/api/http.proto", "a.yaml"]
)
def test_what_is_somebody_elses_or_something_else_is_not_asked_for(path: str) -> None:
    assert not wants(path)
