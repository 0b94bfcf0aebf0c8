"""What a system offers to others, as descriptions of its interfaces tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class InterfaceDescription:
    """An interface that a file describes: an OpenAPI or AsyncAPI document, or a service in a file of Protocol Buffers."""

    table: ClassVar[str] = "interface_descriptions"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line of its title, or of the service."]
    kind: Annotated[str, "`OpenAPI`, `AsyncAPI` or `gRPC`."]
    name: Annotated[str, "Its title, or the name of the service with its package; the file's name where it has no title."]
    version: Annotated[str | None, "The version that it gives itself."]
    operations: Annotated[int | None, "How many operations, channels or calls it describes; empty where the file is laid out in a way that is not read here."]
    servers: Annotated[tuple[str, ...], "Addresses under which it says to be reached."]
