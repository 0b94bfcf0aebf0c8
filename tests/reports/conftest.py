"""One run that all tests of reports look at."""

from __future__ import annotations

import pytest

from quarterdeck.app.pipeline import Run
from tests.reports.company import SPARSE, TODAY, assessed


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The newest assessment of the small company."""
    return assessed(tmp_path_factory.mktemp("acme"))


@pytest.fixture(scope="session")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """An assessment of the same repository beside a record of which half cannot be read."""
    return assessed(tmp_path_factory.mktemp("sparse"), SPARSE, (TODAY,), {})
