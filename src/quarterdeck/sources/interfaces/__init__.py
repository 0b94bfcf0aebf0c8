"""Interfaces: what a system offers to others, read from descriptions of APIs: OpenAPI, AsyncAPI, Protocol Buffers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import Extracted, FileContent

VERSION = "interfaces 1"
"""Bump when the rows made from the same files change."""
_DESCRIBES = re.compile(r"\.proto$|(?:^|[/._-])(?:openapi|swagger|asyncapi)[^/]*\.(?:ya?ml|json)$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"(?:^|/)(?:node_modules|vendor|third_party|site-packages|t|tests?|testing|specs?|__tests__|e2e|fixtures?|testdata|test[-_]data|examples?|samples?|google/api|"
    r"googleapis)/",
    re.IGNORECASE,
)


def wants(path: str) -> bool:
    """Whether a file is called as descriptions of interfaces are, and is not somebody else's, a test's or an example."""
    return path.endswith((".proto", ".yaml", ".yml", ".json")) and bool(_DESCRIBES.search(path)) and not _FOREIGN.search(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """Rows and problems of one repository, from those of its files that `wants` names."""
    from quarterdeck.sources.interfaces.reading import extract as extracted  # noqa: PLC0415  # read only when there is something to read

    return extracted(files)
