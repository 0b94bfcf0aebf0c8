"""Markdown records, and decisions as MADR's own template writes them: what the text says, as the keys that a record has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

from quarterdeck.records.events import Tree
from quarterdeck.records.record import Record
from quarterdeck.records.wardley import read_map

_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t#]*$")
_ITEM = re.compile(r"^ {0,3}[*+-][ \t]+(\S.*?)\s*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*)\)")
_SUPERSEDED = re.compile(r"superseded(?:\s+by\s+(?P<by>.*))?", re.IGNORECASE | re.DOTALL)
_PEOPLE = ("decision_makers", "consulted", "informed")
_RENAMED = {"decision-makers": "decision_makers", "deciders": "decision_makers"}


def with_text(kind: type[Record], data: dict[str, Tree], body: str) -> dict[str, Tree]:
    """The keys, and what the text below them says where a key is missing: the name, and a decision's options."""
    found = dict(data)
    if kind.kind == "decision":
        found = _madr(found)
        options = [item for heading, item in _items(body) if heading.lower() == "considered options"]
        if options and "options" not in found:
            found["options"] = list(options)
    if kind.kind == "map":
        found = {**_mapped(body), **found}
    title = next((words for level, words in _headings(body) if level == 1), "")
    if title and "name" not in found and kind.prose:
        found["name"] = title
    return found


def _mapped(body: str) -> dict[str, Tree]:
    """What the text of a Wardley map says."""
    told = read_map(body)
    things: list[Tree] = [{key: str(value) for key, value in asdict(one).items() if value not in {None, "", False}} for one in told.components]
    needs: list[Tree] = [{"needs": one, "needed": other} for one, other in told.links]
    said: dict[str, Tree] = {"components": things, "needs": needs, "notes": list(told.notes)}
    return {**({"name": told.title} if told.title else {}), **{key: value for key, value in said.items() if value}}


def _madr(data: dict[str, Tree]) -> dict[str, Tree]:
    found = {_RENAMED.get(key, key): value for key, value in data.items()}
    for key in _PEOPLE:
        said = found.get(key)
        if isinstance(said, str):
            found[key] = [name.strip() for name in said.split(",") if name.strip()]
    status = found.get("status")
    if isinstance(status, str):
        superseded = _SUPERSEDED.fullmatch(status.strip())
        found["status"] = "superseded" if superseded else status.strip().lower()
        link = _LINK.search(superseded["by"] or "") if superseded else None
        if link and "superseded_by" not in found:
            found["superseded_by"] = f"decision/{link[2].rpartition('/')[2].removesuffix('.md')}"
    return found


def _lines(body: str) -> Iterator[str]:
    """The lines outside of fenced code."""
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            yield line


def _headings(body: str) -> Iterator[tuple[int, str]]:
    for line in _lines(body):
        heading = _HEADING.match(line)
        if heading:
            yield len(heading[1]), _bare(heading[2])


def _items(body: str) -> Iterator[tuple[str, str]]:
    """Each item of a list, with the heading that it stands under."""
    under = ""
    for line in _lines(body):
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading:
            under = _bare(heading[2])
        elif item and under:
            yield under, _bare(item[1])


def _bare(words: str) -> str:
    return _LINK.sub(r"\1", words).replace("**", "").replace("`", "").strip()
