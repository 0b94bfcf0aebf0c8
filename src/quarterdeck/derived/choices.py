"""What a decision is for and against, by name: read from its title, and from the options of MADR. Pure.

Only what is said in so many words counts: «Use Kafka instead of RabbitMQ», «Migrate from Algolia to Postgres», «Chosen option: "Kafka"» with the other
options beside it. A name is a proper one: `Kafka`, `create-react-app`, `Google Sheets`; «a local data store» and «dashes» are none, for nothing in a
repository would tell whether it stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FOR = (
    r"(?:continue (?:to use|using|with)|keep using|move to(?: using)?|migrate to|switch to|standardi[sz]e on|go with|stay (?:with|on)|build (?:with|on)|"
    r"use|using|adopt|choose|select|introduce|prefer)"
)
_AGAINST = (
    r"(?:(?:move|migrate|switch|transition)(?: away)? from|move away from|stop using|do not use|don['\u2019]t use|no longer use|get rid of|"
    r"remove|drop|retire|deprecate|decommission|abandon|avoid|ban)"
)
_BOTH = (
    re.compile(r"^(?:replace|swap(?: out)?) (?P<against>.+?) (?:with|by|for) (?P<chosen>.+)$", re.IGNORECASE),
    re.compile(r"^(?:move|migrate|migration|switch|change|transition)(?: away| over)? from (?P<against>.+?) to (?P<chosen>.+)$", re.IGNORECASE),
    re.compile(rf"^(?:{_FOR} )?(?P<chosen>.+?),? (?:instead of|rather than|in place of|over|and not|not) (?P<against>.+)$", re.IGNORECASE),
    re.compile(rf"^{_AGAINST} (?P<against>.+?)(?: in favou?r of (?P<chosen>.+))?$", re.IGNORECASE),
    re.compile(r"^(?:replace|swap(?: out)?) (?P<against>.+)$", re.IGNORECASE),
    re.compile(rf"^{_FOR} (?P<chosen>.+)$", re.IGNORECASE),
)
_STOP = re.compile(
    r"\s+(?:for|as|in|to|on|at|by|via|when|where|across|within|per|until|so|because|with|from|of|into|during|inside|instead|rather|over)\b.*$"
    r"|[,;:.]?\s*\(.*$|\s+[-\u2013\u2014]\s.*$|[:;.]\s.*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*", re.IGNORECASE)
_TRIFLES = frozenset(
    [
        "a",
        "an",
        "the",
        "our",
        "own",
        "aws",
        "azure",
        "google",
        "gcp",
        "using",
        "based",
        "backend",
        "frontend",
        "database",
        "databases",
        "server",
        "servers",
        "service",
        "services",
        "cluster",
        "clusters",
        "framework",
        "library",
        "libraries",
        "integration",
        "engine",
        "client",
        "plugin",
        "module",
        "modules",
        "package",
        "packages",
        "operator",
        "instance",
        "instances",
        "platform",
        "tool",
        "tools",
        "search",
        "api",
    ]
)
"""Words that say nothing of which one."""
_VERBATIM = frozenset({"google", "aws", "azure"})
_OPTIONS = re.compile(r"##\s*Considered (?:Options|Alternatives)\s+(?P<all>.*?)\s##\s", re.IGNORECASE)
_CHOSEN = re.compile(r"Chosen (?:option|alternative):\s*[\"\u201c*]*(?P<chosen>[^\"\u201d*,.]+)", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\s)(?:[*+-]|\d+\.)\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|https?://\S+")
_WORDS_AT_MOST, _LETTERS_AT_LEAST = 3, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that a decision is for, or against."""

    side: str
    """`for` or `against`."""
    name: str


def choices(title: str, text: str = "", chosen: str = "", options: Iterable[str] = ()) -> list[Choice]:
    """What a decision with this title and text is for and against. ``chosen`` and ``options`` are those of a record."""
    found = dict.fromkeys([*_titled(title), *_optioned(text, chosen, list(options))])
    against = {plain(choice.name) for choice in found if choice.side == "against"}
    wanted = {plain(choice.name) for choice in found if choice.side == "for"}
    return [choice for choice in found if plain(choice.name) not in against & wanted]


def _titled(title: str) -> Iterator[Choice]:
    said = " ".join(_LINK.sub(_words, title).replace("`", "").split()).strip(" .\"'")
    for form in _BOTH:
        match = form.match(said)
        if match:
            sides = {side: phrase for side, phrase in (("against", match.groupdict().get("against")), ("for", match.groupdict().get("chosen"))) if phrase}
            capitals = len(sides) > 1 or not _all_capitals(said)
            for side, phrase in sides.items():
                yield from (Choice(side, name) for name in names(phrase, plain_capitals=capitals))
            return


def _optioned(text: str, chosen: str, options: list[str]) -> Iterator[Choice]:
    """The chosen option and the others, where each that counts is a bare name."""
    if not chosen:
        listed, match = _OPTIONS.search(text), _CHOSEN.search(text)
        if not listed or not match:
            return
        chosen, options = match["chosen"], [one for one in _ITEM.split(listed["all"]) if one.strip()]
    taken = _bare_name(chosen)
    if not taken:
        return
    yield Choice("for", taken)
    others = [_bare_name(option) for option in options]
    yield from (Choice("against", other) for other in others if other and plain(other) != plain(taken) and plain(taken) not in plain(other))


def _bare_name(option: str) -> str:
    """The option as a name; nothing where it is a sentence, or more than one."""
    said = re.sub(rf"^(?:to )?{_FOR}\s+", "", _LINK.sub(_words, option).strip(" .\"'`*\u201c\u201d"), flags=re.IGNORECASE)
    said = re.sub(r"\s*(?:\(.*|[-\u2013\u2014]\s.*|:\s.*|,\s.*)$", "", said)
    told = names(said)
    return told[0] if len(told) == 1 and len(said.split()) <= _WORDS_AT_MOST else ""


def names(phrase: str, *, plain_capitals: bool = True) -> list[str]:
    """The proper names that a phrase begins with, up to what they are for; with ``plain_capitals`` a capital letter at the beginning makes one."""
    head = _STOP.sub("", f"{phrase.strip()} ").strip()
    found = []
    for part in _LISTED.split(head):
        words = part.replace("`", "").split()
        while words and words[0].lower() in _TRIFLES - _VERBATIM:
            words.pop(0)
        while words and words[-1].lower() in _TRIFLES and len(words) > 1:
            words.pop()
        words = [re.sub(r"-(?:based|backed|like|style)$", "", word) for word in words]
        if 0 < len(words) <= _WORDS_AT_MOST and all(_proper(word, plain_capitals) for word in words) and len(plain("".join(words))) >= _LETTERS_AT_LEAST:
            found.append(" ".join(words))
    return found


def _proper(word: str, plain_capitals: bool) -> bool:  # noqa: FBT001  # handed on
    """Whether a word is a name: capitals or digits within it, dashes or dots, or a capital at its beginning."""
    if not re.fullmatch(r"[@\w][\w./+#@-]*", word) or word.isdigit():
        return False
    return bool(re.search(r"\w[A-Z0-9]|\w[-._/]\w", word)) or (plain_capitals and word[0].isupper())


def _all_capitals(title: str) -> bool:
    """Whether the title writes its words with capitals, so that these tell nothing."""
    words = [word for word in title.split()[1:] if len(word) > _WORDS_AT_MOST and word.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _words(link: re.Match[str]) -> str:
    return link[1] or ""


def plain(name: str) -> str:
    """A name in small letters without what joins its words."""
    return re.sub(r"[^a-z0-9]", "", name.lower()).replace("postgresql", "postgres")


def looked_for(choice: Choice) -> list[str]:
    """The words that a repository is looked through for: the name; and of what is chosen each word that says which one, for people shorten names."""
    words = [word for word in choice.name.split() if word.lower() not in _TRIFLES and len(plain(word)) >= _LETTERS_AT_LEAST]
    return list(dict.fromkeys([choice.name, *(words if choice.side == "for" else ())]))


def pattern(name: str) -> str:
    """A POSIX pattern of a name however its words are joined: `create-react-app`, `createReactApp`."""
    words = [re.sub(r"([.+*?|()^$\[\]{}\\])", r"\\\1", word) for word in re.split(r"[\s_-]+", name.lower()) if word]
    return "[ _-]?".join("postgres(ql)?" if word in {"postgres", "postgresql"} else word for word in words)
