"""What a path alone tells of a file's role, by the conventions of the common test runners."""

from __future__ import annotations

import re

_TEST = re.compile(
    r"(^|/)(t|tests?|testing|specs?|__tests__|__mocks__|e2e|test[-_]?suite|cypress|features)/|"
    r"(^|/)(test_[^/]*|[^/]*[_-]tests?|[^/]*[_-]spec|conftest|[^/]*\.(test|tests|spec|e2e|cy|stories))\.\w+$|(Tests?|Spec|IT)\.(java|kt|cs|scala|groovy|php|swift)$"
)


def is_test(path: str) -> bool:
    """Whether the file tests others rather than runs the product."""
    return _TEST.search(path) is not None
