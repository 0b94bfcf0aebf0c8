"""Secrets in what a history's lines say: keys and tokens that are told by their form alone, found while contents are compared. Pure.

A value never leaves this module but as a hash that lives as long as the run: places, kinds and commits do. What is an example by its words, or too even
to be one, is passed over; so are tests, examples and documents.

Source: the forms are those that GitHub, GitLab, AWS, Stripe, Slack, SendGrid, npm and PyPI give their keys (known, not opened here). The least entropy is
our judgement.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_FORMS = (
    ("AWS access key", (b"AKIA",), rb"AKIA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    ("GitHub token", (b"ghp_", b"gho_", b"ghs_"), rb"gh[pos]_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    ("GitHub token", (b"github_pat_",), rb"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?!\w)"),
    ("GitLab token", (b"glpat-",), rb"glpat-[\w-]{20}(?![\w-])"),
    ("Slack token", (b"xox",), rb"xox[bpar]-\d{9,13}-[\dA-Za-z-]{20,}"),
    ("Stripe key", (b"sk_live_", b"rk_live_"), rb"[sr]k_live_[0-9A-Za-z]{24,}"),
    ("SendGrid key", (b"SG.",), rb"SG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),
    ("npm token", (b"npm_",), rb"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    ("PyPI token", (b"pypi-AgEIcHlwaS5vcmc",), rb"pypi-AgEIcHlwaS5vcmc[\w-]{50,}"),
    ("private key", (b"PRIVATE KEY-----",), rb"PRIVATE KEY-----\r?\n\+(?:[A-Za-z0-9+/=]{40,})"),
)
_COMPILED = tuple((kind, literals, re.compile(form)) for kind, literals, form in _FORMS)
_WORDS = re.compile(rb"example|sample|dummy|fake|redacted|placeholder|your|xxxx|1234567|abcdef|0000000", re.IGNORECASE)
ASIDE = re.compile(
    rb"(?:^|/)(?:t|[^/]*test[^/]*|specs?|__tests__|__mocks__|e2e|fixtures?|examples?|samples?|docs?|documentation|vendor|node_modules|"
    rb"third_party|cassettes|mocks?)/|(?:^|/)(?:test_[^/]*|[^/]*_tests?|[^/]*\.(?:spec|test))\.\w+$|\.(?:md|rst|adoc)$",
    re.IGNORECASE,
)
"""Paths that hold material for tests or readers."""
_LEAST = 3.0
"""Bits a letter below which a value is a pattern that somebody typed."""
_BEFORE = re.compile(rb"[\w/+-]\Z")
_AROUND = 200


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in an added line: the number of the pair of contents, the line in the contents after, its kind, and the hash of its value."""

    name: int
    line: int
    kind: str
    fingerprint: bytes


def secrets(raw: bytes) -> Iterator[Secret]:
    """From `git diff-tree -p -U0`, where every path is a number: what its added lines hold."""
    for kind, literals, form in _COMPILED:
        for literal in literals:
            at = raw.find(literal)
            while at >= 0:
                match = form.match(raw, at)
                if match and _is_one(raw, match):
                    name, line = _place(raw, at)
                    if name >= 0:
                        yield Secret(name, line, kind, hashlib.sha256(match[0]).digest())
                at = raw.find(literal, match.end() if match else at + len(literal))


def _is_one(raw: bytes, match: re.Match[bytes]) -> bool:
    """Whether the match begins a word, stands in an added line, and is no example."""
    start = raw.rfind(b"\n", 0, match.start()) + 1
    if raw[start : start + 1] != b"+" or raw[start : start + 4] == b"+++ ":
        return False
    key = match[0].startswith(b"PRIVATE")
    if not key and match.start() > start + 1 and _BEFORE.search(raw[match.start() - 1 : match.start()]):
        return False
    ends = raw.find(b"\n", match.end())
    around = raw[max(start, match.start() - _AROUND) : min(ends if ends >= 0 else len(raw), match.end() + _AROUND)]
    value = match[0].rpartition(b"+")[2] if key else match[0]
    return not _WORDS.search(value if key else around) and entropy(value[-16:] if not key else value) >= _LEAST


def entropy(value: bytes) -> float:
    """Shannon's, in bits a letter."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values()) if value else 0.0


def _place(raw: bytes, at: int) -> tuple[int, int]:
    """The number of the pair in whose section a place lies, and the line in the contents after."""
    section = raw.rfind(b"diff --git ", 0, at)
    hunk = raw.rfind(b"\n@@ -", max(section, 0), at)
    if section < 0 or hunk < 0:
        return -1, 0
    header, _, _ = raw[hunk + 1 : at].partition(b"\n")
    first = re.search(rb"\+(\d+)", header)
    name = re.match(rb"diff --git a/(\d+) ", raw[section : section + 60])
    if not first or not name:
        return -1, 0
    return int(name[1]), int(first[1]) + raw.count(b"\n+", hunk + 1, at) - 1
