"""Passwords: kept as argon2id hashes; an unknown account takes as long to refuse as a wrong password."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
_AT_ONCE = 2
"""Hashes that are made at a time: each takes 64 MB, and strangers choose how many are asked for."""
_PATIENCE = 3.0
"""Seconds for which one waits for its turn: those who wait hold what pages are made with."""


class UnfitPasswordError(Exception):
    """A password that will not do: the message says why."""


class TooManyError(Exception):
    """More passwords are to be looked at than there is room for."""


class Passwords:
    """Makes and checks hashes."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """``hasher`` by default is argon2-cffi's, as RFC 9106 recommends for little memory."""
        self._given = hasher
        self._turns = BoundedSemaphore(_AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415  # loaded when somebody signs in

        return self._given or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("what nobody's password is")

    def hash(self, password: str, *names: str) -> str:
        """The hash of a new password. Raises ``UnfitPasswordError``: it is too short, too long, or one of the ``names`` of its account."""
        told = _normal(password)
        if not SHORTEST <= len(told) <= LONGEST:
            raise UnfitPasswordError(f"a password has from {SHORTEST} to {LONGEST} characters; four words that belong to nobody else are easy to keep")
        if told.casefold() in {name.casefold() for name in names} or len(set(told)) <= 3:  # noqa: PLR2004  # as in aaaaaaaaaaaa, abababababab
            raise UnfitPasswordError("that password is guessed first; take four words that belong to nobody else")
        with self._turn():
            return self._hasher.hash(told)

    def fits(self, password: str, kept: str) -> bool:
        """Whether it is the password of that hash; without a hash nothing fits, after as long a time. Raises ``TooManyError``."""
        from argon2.exceptions import VerificationError  # noqa: PLC0415  # as above

        with self._turn():
            try:
                self._hasher.verify(kept or self._nobodys, _normal(password)[:LONGEST])
            except VerificationError:
                return False
            return bool(kept)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=_PATIENCE):
            raise TooManyError("many people are signing in at this moment; try again in a few seconds")
        try:
            yield
        finally:
            self._turns.release()


def _normal(password: str) -> str:
    """The same however a keyboard puts letters and their marks together (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)
