"""Words put into templates: ``%n_%`` is the noun in snake case, ``%fC%`` the field in Pascal case, ``%x%`` a number.

The letter says which word (n noun, f field, i another noun, v verb, x number, t topic, c condition, m module), the mark after it how it is spelt:
nothing as words, ``_`` snake, ``c`` camel, ``C`` Pascal, ``K`` constant, ``-`` kebab, ``S`` as a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

_SLOT = re.compile(r"%([a-z])([_cCKS-]?)%")

_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou])(?!one\b|uni)")


def _pascal(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[ -]", words))


_SPELLINGS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "": str,
        "_": lambda words: words.replace(" ", "_").replace("-", "_"),
        "c": lambda words: (spelt := _pascal(words))[:1].lower() + spelt[1:],
        "C": _pascal,
        "K": lambda words: words.replace(" ", "_").replace("-", "_").upper(),
        "-": lambda words: words.replace(" ", "-"),
        "S": lambda words: words[:1].upper() + words[1:],
    }
)


@cache
def spelt(words: str, how: str) -> str:
    """The words in one of the spellings above."""
    return _SPELLINGS[how](words)


def fill(template: str, words: Mapping[str, str]) -> str:
    """The template with its slots filled; a slot without a word stays."""
    filled = _SLOT.sub(lambda slot: spelt(words[slot[1]], slot[2]) if slot[1] in words else slot[0], template)
    return _ARTICLE.sub(r"\1n ", filled)


def marked(template: str, values: Mapping[str, str]) -> str:
    """The template with ``<<name>>`` filled in; one without a value stays."""
    return re.sub(r"<<([\w-]+)>>", lambda slot: values.get(slot[1], slot[0]), template)
