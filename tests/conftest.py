"""What all tests stand on: the same answer on every machine, and a browser for those that look at pages."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from quarterdeck.app.concluding import measuring
from quarterdeck.app.keeping import store
from tests.builders import only

if TYPE_CHECKING:  # playwright costs 0.3 s to import: only for tests that ask for a browser
    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Laws are tried on the same examples in every run; `HYPOTHESIS_PROFILE=search` looks for new ones, fifty times as many.
settings.register_profile("same", derandomize=True, max_examples=20, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

if "PYTEST_XDIST_WORKER" in os.environ:  # the workers share the cores: threads of each would only wait for those of the others, a tenth of the whole
    store._CONFIG["threads"] = "1"  # a setting of the machine, not of the product
    measuring.SIDE_BY_SIDE = 1  # as above


def pytest_collection_finish() -> None:
    """What was loaded for the tests stays until the end: Python need not look through all of it again and again for what could go."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the very end it goes as it would have."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def neutral_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the developer's reaches a test: git's configuration, colours, downloaded reference data, and a time zone that nobody expects.

    A local time that slips into a result is 12:45 or 13:45 hours off here, and seen.
    """
    neutral = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_COLOR": "1",
        "QUARTERDECK_CACHE": str(tmp_path_factory.mktemp("cache")),
        "TZ": "Pacific/Chatham",
    }
    before = {name: os.environ.get(name) for name in neutral}
    os.environ.update(neutral)
    time.tzset()
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
    time.tzset()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is. Without one the test is skipped, saying how to get it; in continuous integration it fails."""
    for name in (os.environ.get("CHROMIUM"), *CHROMIUM_NAMES):
        if name and (path := shutil.which(name)):
            return path
    message = "No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path."
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A headless Chromium, started once for each worker. Ask it for a new page or context in each test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module", autouse=True)
def practices_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """``pytestmark = pytest.mark.practices(KNOWLEDGE)``: assessments in the tests of a file measure and judge nothing else, which takes half the time."""
    marker = request.node.get_closest_marker("practices")
    with only(*marker.args) if marker else nullcontext():
        yield
