"""Looks for numbers of pages that are no doors: in sentences, cards, tables and charts. What is no number of the company is listed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from fastapi.testclient import TestClient

from quarterdeck.app.pipeline import Run
from quarterdeck.app.server.newest import Showing
from quarterdeck.app.server.serving import Settings
from quarterdeck.app.server.showing import shown
from quarterdeck.surfaces.web.application import ROUTES, application
from quarterdeck.surfaces.web.permissions import routes_of
from quarterdeck.surfaces.web.ways_in import API, STATIC

HOST = "127.0.0.1:8425"
LEADS = ("/explain/", "/records/", "/supply/", "/#costs", "/practices/", "/decisions/", "/reports/", "/teams/", "/published/")
"""Where a door may lead: to an explanation, or to the page that lists just what was counted."""
NO_FIGURES = {
    "/explain/": "an explanation is where doors lead",
    "/api": "documentation of the interface for programs",
    "/history": "who changed what, and when",
    "/records/{kind}/{id_}/history": "who changed what, and when",
    "/removed": "what was removed, and when",
    "/log": "who signed in and did what, and when",
    "/account": "one's own account",
    "/again": "work that goes on: how far it is",
}
"""Pages without a figure of the company, and why."""
NO_NUMBER = {
    "a": "a door", "bdi": "a name", "code": "what somebody types", "pre": "a file as it was written", "form": "what somebody fills in",
    "nav": "pages of a list", "caption": "what a table is called", "thead": "what a column is called", "time": "a day", ".title": "what a chart is called",
    ".key": "the scale that bars share", ".rest": "how much of a list is left out", ".count": "how long the list below it is", ".date": "days",
    ".said": "beside a name", "header": "what a page is called, and how much was looked at", "details th": "the class that a column of a chart counts",
    "svg": "drawn: its marks are looked at apart", "script": "no text",
}  # fmt: skip
"""What text stands in that is no number of the company, by the element or its class."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
WORDS = re.compile(
    rf"\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH}) \d{{4}}|\d{{4}}-(?:\d\d(?:-\d\d)?|Q\d)|\d{{4}}[ \u00a0]Q\d|\bQ\d\b"  # days, months, quarters
    r"|«[^»]*»[^«»]*?https?://\S+"  # what a source says in its own words, and where it is
    r"|(?<![\w.,-])(?:19|20)\d\d(?![\w,-])|ISO 27001|^\d\.(?: |$)|\d\d:\d\d|:\d+(?::\d+)?"  # years, a standard, places of a list, of a day, in files
    r"|[A-Za-z_./-]+\d[\w./-]*|\b\d{4}-[a-z][a-z-]*|\b[0-9a-f]{12}\b|#\d+"  # names with digits: of files, formats, percentiles, records, ids
)
"""Digits that are no number of the company."""


class Numbers(HTMLParser):
    """The numbers of a page without a door, and how many marks of its charts have one or have none."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.around: list[tuple[str, str, str]] = []
        self.without: list[str] = []
        self.doored, self.links = 0, list[str]()
        self._said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A word goes on over a place where its line may break."""
        told = dict(attrs)
        if tag == "wbr":
            return
        self._end()
        if tag == "a":
            self.links.append(told.get("href") or "")
        if tag not in {"br", "input", "meta", "link", "hr"}:
            self.around.append((tag, told.get("class") or "", told.get("href") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        """What the element says is whole."""
        self._end()
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Part of a text."""
        self._said += data

    def _end(self) -> None:
        said, self._said = self._said, ""
        if "main" in {tag for tag, _, _ in self.around} and any(letter.isdigit() for letter in WORDS.sub("", said)):
            self._number(said.strip())

    def _number(self, said: str) -> None:
        door = next((href for tag, _, href in self.around if tag == "a"), "")
        names = [tag for tag, _, _ in self.around]
        if "svg" in names and "main" in names:
            if names[-1] == "title" and names[-2] != "svg":  # what is said on pointing at a mark
                self.doored += door.startswith(LEADS)
                self.without += [] if door.startswith(LEADS) else [f"a mark: {said}"]
        elif not any(self._is(name) for name in NO_NUMBER):
            self.without.append(f"{'.'.join(names[-3:])}: {said}")

    def _is(self, name: str) -> bool:
        outer, _, inner = name.rpartition(" ")
        if outer and outer not in {tag for tag, _, _ in self.around}:
            return False
        return any(inner == tag or (inner[0] == "." and inner[1:] in classes.split()) for tag, classes, _ in self.around)


@contextmanager
def reading(root: Path, run: Run) -> Iterator[TestClient]:
    """The one person of a company, who sees a run."""
    app = application(Settings(str(root / "quarterdeck-out"), str(root), "key", "a secret of the tests", (HOST,)))
    app.state.house.showing = Showing(root / "quarterdeck-out", lambda _: shown(run))
    with TestClient(app, base_url=f"http://{HOST}") as client:
        client.get("/", params={"key": "key"})
        yield client


def pages(reader: TestClient) -> Iterator[tuple[str, Numbers]]:
    """A page of each kind, each practice and each report; found by the links of the others."""
    routes = [route.path for route, _ in routes_of(ROUTES) if "GET" in (route.methods or ()) and not route.path.startswith((API, STATIC))]
    kinds = dict.fromkeys(route for route in routes if not route.startswith(tuple(NO_FIGURES)) and not route.endswith(("/history", "{form}")))
    waiting, met, opened = ["/"], {"/"}, set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = next((one for one in kinds if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one), path.partition("?")[0])), "")
        if not kind or path in NO_FIGURES or (kind in opened and ("{name}" not in kind or "?" in path)):
            continue
        opened.add(kind)
        answer, found = reader.get(path), Numbers()
        assert answer.status_code == 200, path
        found.feed(answer.text)
        links = dict.fromkeys(link.split("#")[0] for link in found.links if link.startswith("/"))
        waiting += [link for link in links if link not in met]
        met.update(links)
        yield path, found
