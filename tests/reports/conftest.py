"""One run that all tests of reports look at."""

from __future__ import annotations

import pytest

from quarterdeck.app.pipeline import Run
from tests.reports.company import assessed


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The newest assessment of the small company."""
    return assessed(tmp_path_factory.mktemp("acme"))
