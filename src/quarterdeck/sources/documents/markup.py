"""Headings and front matter of plain-text documents: Markdown, reStructuredText, AsciiDoc, RDoc."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKED = re.compile(r"^ {0,3}(?:#{1,6}|={1,6})[ \t]+(?P<title>\S.*?)[ \t#=]*$")
_HTML = re.compile(r"<h[1-6][^>]*>(?P<title>.*?)</h[1-6]>", re.IGNORECASE)
_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_])\1{2,}\s*$")
_TAG = re.compile(r"<[^<>]{0,500}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_KEY = re.compile(r"^([A-Za-z][\w -]*):\s*(.*?)\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words and its line."""

    title: str
    line: int


def headings(text: str) -> list[Heading]:
    """Every heading outside of fenced code, with marks and links taken off."""
    found: list[Heading] = []
    fenced, previous = False, ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            marked, html = _MARKED.match(line), _HTML.search(line)
            if marked:
                found.append(Heading(bare(marked["title"]), number))
            elif html:
                found.append(Heading(bare(html["title"]), number))
            elif _UNDERLINE.match(line) and previous.strip() and len(line) >= min(len(previous.strip()), 80) - 2 and not _UNDERLINE.match(previous):
                found.append(Heading(bare(previous), number - 1))
        previous = "" if fenced else line
    return found


def bare(text: str) -> str:
    """Words without markup."""
    return " ".join(_TAG.sub(" ", _LINK.sub(r"\1", text)).replace("**", "").replace("`", "").split())


def front_matter(text: str) -> tuple[dict[str, tuple[str, int]], str]:
    """The plain `key: value` lines of YAML front matter, with their lines, and the text after it."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return {}, text
    end = next((index for index, line in enumerate(lines[1:200], 1) if line.strip() in {"---", "..."}), 0)
    if not end:
        return {}, text
    values: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:end], 2):
        match = _KEY.match(line)
        if match and match[2]:
            value = re.sub(r"\s+#.*$", "", match[2]).strip("'\"")
            values.setdefault(match[1].lower(), (value, number))
    return values, "\n" * (end + 1) + "\n".join(lines[end + 1 :])
