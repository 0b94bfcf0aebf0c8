"""Who is paid, whatever way a ledger, a bill and a contract spell it: «Amazon Web Services EMEA SARL», «AWS», «Amazon Web Services, Inc.».

Two names are one payee when they are the same without capitals, punctuation, and the words that say what kind of company it is, or when one is a single
word of three letters or more that the first letters of the other's words spell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FORMS = frozenset((
    "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc", "gmbh", "mbh", "ag", "kg", "kgaa", "ug", "ohg",
    "gbr", "se", "eg", "ev", "bv", "nv", "sa", "sas", "sarl", "srl", "spa", "slu", "sl", "sp", "z", "oo", "zoo", "oy", "oyj", "ab", "as", "asa", "aps", "pty",
    "pte", "kk", "kft", "sro", "emea", "intl", "international", "holding",
))  # fmt: skip
_SHORTEST, _FEWEST = 3, 3


def payee(name: str) -> str:
    """The name without what differs between one paper and another."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    words = re.sub(r"[^\w\s]", " ", re.sub(r"(?<=\w)[.'](?=\w)", "", plain)).split()
    kept = list(words)
    while len(kept) > 1 and (kept[-1] in _FORMS or kept[-1] == "and"):
        kept.pop()
    return " ".join(kept)


def same_payee(one: str, other: str) -> bool:
    """Whether two names, as `payee` gives them, are of one."""
    return bool(one) and (one == other or _spells(one, other) or _spells(other, one))


def called(name: str, known: Iterable[str]) -> str:
    """How a payee is called among those that are known (as `payee` gives them); by its own name where it is none of them, or could be two."""
    own = payee(name)
    same = {one for one in known if same_payee(own, one)}
    return own if own in same or len(same) != 1 else same.pop()


def _spells(short: str, long: str) -> bool:
    words = long.split()
    return " " not in short and len(short) >= _SHORTEST and len(words) >= _FEWEST and short == "".join(word[0] for word in words)
