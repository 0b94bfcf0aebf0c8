"""Values as YAML, the way a person would write them: plain where it may be, quoted where it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quarterdeck.records.events import Tree

_PLAIN = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^\s,\[\]{}]))(?:[^:#\n\r\t]|:(?=\S)|(?<=\S)#)*(?<=\S)(?<!:)")
_PRINTABLE = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u061b\u061d-\u180d\u180f-\u200a\u200c\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe"
    "\uff00-\ufff8\U00010000-\U000dffff\U000e1000-\U0010ffff]*"
)
"""Letters that show what they are; others (direction marks, what is not seen) are spelled out, so that no text looks like another."""
_FLOW = frozenset(",[]{}")
_WIDEST = 100
"""Beyond it a list is written one item a line."""


class UnwritableError(ValueError):
    """Words that no YAML holds: control characters, halves of characters."""


def scalar(text: str, *, flow: bool = False) -> str:
    """One value on one line."""
    if _PLAIN.fullmatch(text) and _PRINTABLE.fullmatch(text) and not (flow and (_FLOW & set(text) or text[0] in "?-:")) and not text.startswith(("---", "...")):
        return text
    if _PRINTABLE.fullmatch(text):
        return f"'{text.replace(chr(39), chr(39) * 2)}'"
    return f'"{"".join(_escaped(letter) for letter in text)}"'


def _escaped(letter: str) -> str:
    if letter in {'"', "\\"}:
        return f"\\{letter}"
    if letter in {"\n", "\t"}:
        return "\\n" if letter == "\n" else "\\t"
    if _PRINTABLE.fullmatch(letter):
        return letter
    if letter < " " or letter == "\x7f" or "\ud800" <= letter <= "\udfff":
        raise UnwritableError(f"the character U+{ord(letter):04X} cannot be written")
    return f"\\U{ord(letter):08X}"


def inline(value: Tree) -> str:
    """Any value on one line, collections in brackets."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(inline(one) for one in value)}]"
    return f"{{{', '.join(f'{scalar(key, flow=True)}: {inline(one)}' for key, one in value.items())}}}"


def behind_key(value: Tree, indent: int) -> str:
    """What stands after ``key:`` where the key is indented by ``indent``: on the same line, or on lines of its own below."""
    if isinstance(value, str):
        text = value.rstrip("\n")
        lines = text.split("\n")
        if len(lines) > 1 and all(_PRINTABLE.fullmatch(line) for line in lines) and lines[0].strip() and not lines[0].startswith(" "):
            return " |-" + "".join(f"\n{' ' * (indent + 2)}{line}" if line else "\n" for line in lines)
        return f" {scalar(text)}"
    short = inline(value)
    if not value or (_shallow(value) and len(short) <= _WIDEST and isinstance(value, list)):
        return f" {short}"
    return "\n" + "\n".join(_lines(value, indent + 2))


def _shallow(value: Tree) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _lines(value: list[Tree] | Mapping[str, Tree], indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        yield from (f"{pad}{scalar(key)}:{behind_key(one, indent)}" for key, one in value.items())
        return
    for one in value:
        if isinstance(one, dict) and one:
            first, *others = _lines(one, indent + 2)
            yield f"{pad}- {first.lstrip(' ')}"
            yield from others
        else:
            yield f"{pad}- {inline(one)}"


def document(keys: Mapping[str, Tree]) -> str:
    """Keys and values as the lines of a new file."""
    return "".join(f"{line}\n" for line in _lines(keys, 0))


def item(value: str) -> str:
    """One item of a list that has a line of its own."""
    return scalar(value)
