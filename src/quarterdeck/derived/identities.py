"""Who is who: signatures joined into people, late and with confidence, with bots and coding agents set apart.

Joined are signatures that a `.mailmap` joins, that share an e-mail address, that share a GitHub login (its no-reply addresses), and
that share a full name with supporting evidence (the same name before the @, or the same mail domain, or both in one repository with
histories that do not contradict). A join by name alone is kept but marked uncertain, for a person to confirm in a `.mailmap`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Columns


@dataclass(frozen=True, slots=True)
class Person:
    """A person, bot or coding agent behind one or more signatures."""

    table: ClassVar[str] = "people"
    person: Annotated[str, "A stable id made from the signatures' smallest e-mail address and name."]
    name: Annotated[str, "The name to show: the mailmap's, else the one most used."]
    email: Annotated[str, "The e-mail address most used."]
    kind: Annotated[str, "`human`, `bot` (automation with a signature of its own) or `agent` (a coding agent)."]
    signatures: Annotated[int, "How many signatures were joined."]
    uncertain: Annotated[int, "How many of them were joined by name alone: confirm them in a `.mailmap`."]


@dataclass(frozen=True, slots=True)
class Signature:
    """A name and e-mail address as written in commits, and whose it is."""

    table: ClassVar[str] = "signatures"
    name: Annotated[str, "The name as written."]
    email: Annotated[str, "The e-mail address as written."]
    person: Annotated[str, "The person that it belongs to."]
    joined_by: Annotated[str, "`itself`, `mailmap`, `e-mail`, `login` or `name`."]
    certain: Annotated[bool, "False where only the name speaks for the join."]


_GITHUB = r"@users\.noreply\.github\.com$"
_BOT_NAME = re.compile(
    r"\[bot\]$|(?:^|[\s._/-])(?:[Rr]o)?[Bb]ot$|(?<=[a-z])Bot$|"
    r"^(?:dependabot|renovate|github-actions|ansibot|prombot|Zuul|Jenkins|OpenStack Jenkins|ImgBotApp)$"
)
_BOT_EMAIL = re.compile(
    rf"\[bot\]@|^(?:\d+\+)?[\w.-]+-bot{_GITHUB}|^actions{_GITHUB}|^(?:github-bot|bot|renovate|github-actions|zuul|jenkins)@",
    re.IGNORECASE,
)
_AGENT_NAME = re.compile(r" \(aider\)$|^copilot-swe-agent\[bot\]$")
_AGENT_EMAIL = re.compile(
    "|".join(
        (
            r"^(?:noreply|claude[\w.-]*)@anthropic\.com$", rf"^(?:\d+\+)?(?:anthropic-)?claude(?:-code-action)?\[bot\]{_GITHUB}",
            rf"^(?:\d+\+copilot|(?:\d+\+)?copilot(?:-swe-agent)?\[bot\]){_GITHUB}", r"^copilot@github\.com$",
            r"^cursoragent@cursor\.com$", rf"^(?:\d+\+)?(?:cursoragent|cursor\[bot\]){_GITHUB}",
            r"^(?:noreply|codex)@openai\.com$", rf"^(?:\d+\+)?(?:chatgpt-codex-connector|openai-codex)\[bot\]{_GITHUB}",
            rf"^(?:\d+\+)?(?:devin-ai-integration|google-labs-jules|gemini-code-assist|cubic-dev-ai|coderabbitai)(?:\[bot\])?{_GITHUB}",
            r"^(?:openhands|opendevin)@all-hands\.dev$", r"^opendevin@opendevin\.ai$", r"^(?:aider|noreply)@aider\.chat$",
            r"^noreply@opencode\.ai$", rf"^(?:\d+\+)?opencode-agent\[bot\]{_GITHUB}", r"^amp@ampcode\.com$", r"^(?:oz-)?agent@warp\.dev$",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
"""Addresses that coding agents sign with, as seen in public histories and in the agents' own documentation (see the reference docs)."""
_NOBODY = {"", "noreply@github.com", "root@localhost", "none@none", "unknown", "none", "nobody@localhost", "noreply@anthropic.com", "you@example.com",
           "devnull@localhost", "(no author)", "no-reply@example.com", "noreply@openai.com"}  # fmt: skip
_NOREPLY = re.compile(r"^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$")
_SHARED_DOMAINS = {"gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "yahoo.com", "users.noreply.github.com", "qq.com", "163.com",
                   "protonmail.com", "icloud.com", "me.com", "web.de", "gmx.de", "gmx.net", "live.com", "mail.ru", "yandex.ru"}  # fmt: skip
_FULL_NAME_WORDS = 2


def kind_of(name: str, email: str) -> str:
    """``agent``, ``bot`` or ``human``, told from one signature. Words inside a person's name never tell: Mendonça holds a mend, Abbott a bot."""
    if _AGENT_EMAIL.search(email) or _AGENT_NAME.search(name):
        return "agent"
    if _BOT_NAME.search(name):
        return "bot"
    surname = name.strip().lower().endswith(" jenkins")  # Paul Jenkins <jenkins@example.org> is Paul
    return "bot" if _BOT_EMAIL.search(email) and not surname else "human"


def names_an_agent(trailer: str) -> bool:
    """Whether a trailer's ``Name <e-mail>`` is a coding agent's."""
    name, _, rest = trailer.partition("<")
    return kind_of(name.strip(), rest.rstrip("> ")) == "agent"


@dataclass(slots=True)
class _Union:
    """Union-find over signature positions, remembering how each join was made."""

    parent: list[int]
    how: dict[int, tuple[str, bool]] = field(default_factory=dict)

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, items: Sequence[int], how: str, *, certain: bool) -> None:
        for item in items[1:]:
            a, b = self.find(items[0]), self.find(item)
            if a != b:
                self.parent[max(a, b)] = min(a, b)
                self.how.setdefault(item, (how, certain))


def identities(signatures: Sequence[tuple[str, str, int]], mailmap: Iterable[MailmapEntry]) -> tuple[Columns, Columns]:
    """People and signatures, from (name, e-mail, times used) of each distinct signature. The order of the input never matters."""
    ordered = sorted(signatures, key=lambda s: (-s[2], s[0], s[1]))
    union = _Union(list(range(len(ordered))))
    kinds = [kind_of(name, email) for name, email, _ in ordered]
    proper, by_both = _apply_mailmap(ordered, kinds, list(mailmap), union)
    by_email: dict[str, list[int]] = defaultdict(list)
    by_login: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for position, (name, email, _) in enumerate(ordered):
        address = email.strip().lower()
        if address not in _NOBODY and position not in by_both:  # a bot may share a mailbox with a person, and is still nobody's hand
            by_email[f"{kinds[position]} {address}"].append(position)
        login = _NOREPLY.match(address)
        if login:
            by_login[f"{kinds[position]} {login.group(1)}"].append(position)
        if kinds[position] == "human":
            by_name[_plain_name(proper.get(position, name))].append(position)
    for group in by_email.values():
        for agreeing in _agreeing(group, proper):
            union.join(agreeing, "e-mail", certain=True)
    for group in by_login.values():
        union.join(group, "login", certain=True)
    for name, group in by_name.items():
        _join_by_name(name, group, ordered, union)
    return _tables(ordered, union, kinds, proper)


def _apply_mailmap(
    ordered: Sequence[tuple[str, str, int]], kinds: Sequence[str], mailmap: list[MailmapEntry], union: _Union
) -> tuple[dict[int, str], set[int]]:
    """Join what the project itself says belongs together.

    The proper name by position, and the positions that an entry for both name and e-mail speaks of: for them the address alone says nothing.
    """
    exact = {(entry.commit_name.lower() if entry.commit_name else None, entry.commit_email): entry for entry in mailmap}
    targets: dict[str, list[int]] = defaultdict(list)
    proper: dict[int, str] = {}
    by_both: set[int] = set()
    for position, (name, email, _) in enumerate(ordered):
        named = exact.get((name.lower(), email.lower()))
        entry = named or exact.get((None, email.lower()))
        if named:
            by_both.add(position)
        address = (entry.email if entry and entry.email else email).lower()
        if address not in _NOBODY:
            targets[f"{kinds[position]} {address}"].append(position)
        if entry and entry.name:
            proper[position] = entry.name
    for group in targets.values():
        for agreeing in _agreeing(group, proper):
            union.join(agreeing, "mailmap", certain=True)
    named_alike: dict[str, list[int]] = defaultdict(list)
    for position, name in proper.items():
        named_alike[f"{kinds[position]} {name}"].append(position)
    for group in named_alike.values():
        union.join(group, "mailmap", certain=True)
    return proper, by_both


def _agreeing(group: Sequence[int], proper: Mapping[int, str]) -> list[list[int]]:
    """Signatures of one address, apart where a mailmap gives them different proper names: then the address is shared, and proves nothing more."""
    names = dict.fromkeys(proper[position] for position in group if position in proper)
    if len(names) < 2:  # noqa: PLR2004  # nobody says that they are two
        return [list(group)]
    return [[position for position in group if proper.get(position) == name] for name in names]


def _plain_name(name: str) -> str:
    bare = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(sorted(re.sub(r"[^\w\s]", " ", bare.lower()).split()))


def _join_by_name(name: str, group: list[int], ordered: Sequence[tuple[str, str, int]], union: _Union) -> None:
    """Signatures of one name: joined for certain where their addresses support it, else as uncertain if it is a full name."""
    if len(group) < 2:  # noqa: PLR2004  # nothing to join
        return
    supports: dict[str, list[int]] = defaultdict(list)
    for position in group:
        local, _, domain = ordered[position][1].lower().partition("@")
        login = _NOREPLY.match(ordered[position][1].lower())
        supports["local:" + (login.group(1) if login else local)].append(position)
        if domain and domain not in _SHARED_DOMAINS:
            supports["domain:" + domain].append(position)
    full = len(name.split()) >= _FULL_NAME_WORDS
    for support, positions in supports.items():
        if full or support.startswith("local:"):
            union.join(positions, "name", certain=True)
    if full:
        union.join(group, "name", certain=False)


def _tables(ordered: Sequence[tuple[str, str, int]], union: _Union, kinds: Sequence[str], proper: dict[int, str]) -> tuple[Columns, Columns]:
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(ordered)):
        groups[union.find(position)].append(position)
    people: list[Person] = []
    signatures: list[Signature] = []
    for members in groups.values():
        person = stable_id("person", *min((ordered[m][1].lower(), ordered[m][0]) for m in members))
        name = next((proper[m] for m in members if m in proper), "") or next(
            (ordered[m][0] for m in members if " " in ordered[m][0].strip()), ordered[members[0]][0]
        )
        kind = kinds[members[0]]  # members are all of one kind
        how = {m: union.how.get(m, ("itself", True)) for m in members}
        people.append(
            Person(
                person,
                name or ordered[members[0]][1],
                ordered[members[0]][1],
                kind,
                len(members),
                sum(not certain for _, certain in how.values()),
            )
        )
        signatures.extend(Signature(ordered[m][0], ordered[m][1], person, *how[m]) for m in members)
    return Columns.of(Person, people), Columns.of(Signature, signatures)
