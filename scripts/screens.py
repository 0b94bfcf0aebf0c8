"""Take pictures of every page of the application over the sample company: light and dark, on a desk and on a phone; and say what is wrong with any.

``python scripts/screens.py FOLDER`` builds the sample company, assesses it, serves it, and writes the pictures into FOLDER; ``--workspace DIR`` takes an
assessed company that is there already. It ends with 1 where a page scrolls sideways, complains, or breaks a rule of accessibility. For people who then look.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # what tests share

from quarterdeck.surfaces.web.application import ROUTES
from quarterdeck.surfaces.web.permissions import routes_of
from quarterdeck.surfaces.web.ways_in import API, STATIC
from tests.browser.looking import wrong_with
from tests.surfaces.web.server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

EACH = 2
"""Pictures of one kind of page, as `/records/risk/ID`."""


def main() -> int:
    """Look at all of them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # for whoever has it

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workspace", type=Path)
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        with Served(told.workspace or _sample(Path(scratch))) as served:
            page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_context(viewport={"width": 1280, "height": 900}).new_page()
            wrong: list[str] = []
            page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
            page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
            page.goto(served.address, timeout=120_000)
            for path in _pages(page, served.own):
                wrong += [f"{path}: {one}" for one in wrong_with(page, told.folder)]
        sys.stdout.writelines(f"{one}\n" for one in wrong)
        sys.stdout.write(f"{len(list(told.folder.glob('*.png')))} pictures in {told.folder}; {len(wrong)} things are wrong.\n")
    return bool(wrong)


def _pages(page: Page, own: str) -> Iterator[str]:
    """Every page that the others lead to, opened; of each kind some."""
    kinds = {route.path: 0 for route, _ in routes_of(ROUTES) if "GET" in (route.methods or ()) and not route.path.startswith((API, STATIC))}
    waiting, met = ["/"], {"/"}
    while waiting:
        path = waiting.pop(0)
        kind = next((one for one in kinds if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one), path.partition("?")[0])), "")
        each_one = "{name}" in kind and "?" not in path  # practices and reports differ from each other
        if not kind or kind.endswith("{form}") or (kinds[kind] >= EACH and not each_one):
            continue
        kinds[kind] += 1
        page.goto(own + path, timeout=60_000)
        yield path
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(one => one.getAttribute('href').split('#')[0])")
        waiting += [link for link in dict.fromkeys(links) if link not in met]
        met.update(links)


def _sample(folder: Path) -> Path:
    program = [sys.executable, "-c", "from quarterdeck.surfaces.cli import main; main()"]
    subprocess.run([*program, "demo", str(folder / "sample")], check=True)
    subprocess.run([*program, "assess", "--workspace", str(folder / "sample/company")], check=True)
    return folder / "sample/company"


if __name__ == "__main__":
    sys.exit(main())
