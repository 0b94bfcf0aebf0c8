"""XML read element by element; a document that declares entities of its own is refused, for no export needs that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from quarterdeck.sources.exports.collect import UnreadableExportError

_DEEPEST = 200


@dataclass(slots=True)
class Node:
    """An element while it is open: its name, its attributes, its line, and the text in it."""

    name: str
    attributes: Mapping[str, str]
    line: int
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Branch:
    """An element with all that is in it."""

    name: str
    attributes: Mapping[str, str]
    parts: list[Branch] = field(default_factory=list)
    said: str | None = None
    """Its own text; ``None`` for none."""

    def named(self, name: str) -> list[Branch]:
        """Its parts of this name."""
        return [part for part in self.parts if part.name == name]

    def part(self, name: str) -> Branch:
        """Its first part of this name; an empty one where there is none."""
        return next(iter(self.named(name)), Branch(name, {}))


def tree(text: str) -> Branch:
    """The whole document, for those that are read by where things stand. Raises ``UnreadableExportError``."""
    grown = [Branch("", {})]

    def opened(path: list[Node]) -> None:
        branch = Branch(path[-1].name, path[-1].attributes)
        grown[-1].parts.append(branch)
        grown.append(branch)

    def closed(path: list[Node]) -> None:
        grown.pop().said = "".join(path[-1].text).strip() or None

    walk(text, opened, closed)
    return next(iter(grown[0].parts), grown[0])


def walk(text: str, opened: Callable[[list[Node]], None], closed: Callable[[list[Node]], None]) -> None:
    """Call ``opened`` and ``closed`` with the way from the root to each element. Raises ``UnreadableExportError``."""
    path: list[Node] = []
    parser = expat.ParserCreate("UTF-8")  # the text is that by now, whatever the document declares

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) > _DEEPEST:
            raise UnreadableExportError("it is nested too deep for a report")
        path.append(Node(name.rpartition(":")[2], attributes, parser.CurrentLineNumber))
        opened(path)

    def end(_name: str) -> None:
        closed(path)
        path.pop()

    def refuse(*_declared: object) -> None:
        raise UnreadableExportError("it declares entities of its own, which no report needs")

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, refuse
    parser.CharacterDataHandler = lambda data: path[-1].text.append(data) if path else None
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  # that it is the last piece
    except expat.ExpatError as error:
        raise UnreadableExportError(f"line {error.lineno} is not XML ({expat.ErrorString(error.code)})") from error
