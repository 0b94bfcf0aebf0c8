"""The mark of tests that need a browser: `-m "not browser"` leaves them out."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "browser: looks at a page in a headless Chromium")
