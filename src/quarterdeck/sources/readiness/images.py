"""How exactly an image is named, and which hosts a value names, within and outside."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"\$\{?\w|\{\{|<[^>]*>|\$\(")
_DEFAULT = re.compile(r"\$\{\w+:?-([^${}]*)\}")
_NUMBERED = re.compile(r"\d")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_HOST = re.compile(r"(?:^|//|@|,\s*)([a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)(?:\.[a-z0-9.-]+)?(:\d{2,5})?(?=$|[/,?#\s])")
_SAYS_HOST = re.compile(r"HOST|ADDR|URL|URI|SERVER|ENDPOINT|BROKER|DSN|BOOTSTRAP|UPSTREAM|TARGET", re.IGNORECASE)
_SHORTEST = 2
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^@/\s\"']*@)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?=$|[:/?#,;\s\"'])", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?:^|\.)(?:local|svc|internal|localhost|localdomain|lan|home|corp|default|test|invalid|example(?:\.(?:com|org|net))?)$|\.svc\.", re.IGNORECASE
)
"""Names that no resolver of the internet knows."""


def pinned(image: str | None) -> str | None:
    """``digest``, ``version`` (a tag with a number, or a commit) or ``floating``; None where a variable without a default decides."""
    if not image:
        return None
    written = _DEFAULT.sub(lambda found: found[1], image)
    if _VARIABLE.search(written):
        return None
    named, _, digest = written.partition("@")
    if digest:
        return "digest"
    _, _, tag = named.rpartition("/")[2].partition(":")
    return "version" if _NUMBERED.search(tag) or _COMMIT.fullmatch(tag) else "floating"


def hosts(key: str, value: str) -> set[str]:
    """Names that stand where hosts do: before a port, after `//` or `@`, or alone under a key that speaks of an address."""
    if len(value) > 2000:  # noqa: PLR2004  # longer values are scripts or certificates
        return set()
    found = set()
    for match in _HOST.finditer(value):
        if match[2] or match[0].startswith(("//", "@")) or _SAYS_HOST.search(key):
            found.add(match[1])
    return {name for name in found if len(name) >= _SHORTEST and not name.isdecimal()}


def outside(value: str) -> set[str]:
    """Hosts on the internet whose address stands in a value; not names alone, which may be anything with a dot."""
    if len(value) > 2000 or "://" not in value:  # noqa: PLR2004  # as above
        return set()
    return {host.lower() for host in _ADDRESS.findall(value) if not _WITHIN.search(host)}
