"""Accounts and API tokens: who may sign in, as what. Passwords and tokens are kept as hashes that lead back to nothing."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quarterdeck.app.access.folder import Kept, access_folder
from quarterdeck.app.access.roles import ALLOWED, ALONE, Permission, Person, Role
from quarterdeck.records.versioning import Author, VersioningError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "accounts.json"
SCOPES = (Permission.PUBLISHED, Permission.READ, Permission.WRITE, Permission.RUN, Permission.MANAGE)
"""What a token may be given; its owner's own account is for people alone."""
LONGEST = 366
"""Days for which a token may hold."""
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_TOKEN = re.compile(r"qd_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_MOST_TOKENS = 50


class RefusedAccountError(Exception):
    """What cannot be done with accounts: the message says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    name: str
    full_name: str
    email: str
    role: Role
    added: str
    password: str = ""
    """Its hash; empty for who signs in through an identity provider alone."""
    subject: str = ""
    """Who this is at the identity provider."""
    disabled: bool = False
    stamp: str = ""
    """Another one with each change of password, role and state: sessions from before it are over."""

    @property
    def person(self) -> Person:
        """Who this is."""
        return Person(self.role, self.name, self.full_name, self.email)


@dataclass(frozen=True, slots=True)
class Token:
    """What lets a program in, for a person, as far as its scopes go."""

    id: str
    account: str
    name: str
    digest: str
    scopes: tuple[Permission, ...]
    made: str
    expires: str

    def holds(self, now: datetime) -> bool:
        """Whether it has not run out."""
        return now < datetime.fromisoformat(self.expires)


@dataclass(frozen=True, slots=True)
class Book:
    """All accounts and tokens, by name and id."""

    accounts: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)

    @property
    def owners(self) -> list[Account]:
        """Those who may change what others may."""
        return [account for account in self.accounts.values() if account.role is Role.OWNER and not account.disabled]

    def person(self, name: str) -> Person | None:
        """Who may come in by that name; without any account the one person of the server has none."""
        if not name and not self.accounts:
            return ALONE
        account = self.accounts.get(name)
        return account.person if account and not account.disabled else None

    def bearer(self, told: str, now: datetime) -> tuple[Token, Person] | None:
        """Whose token this is; ``None`` for one that is unknown, forged, revoked, run out, or of somebody who may no longer come in."""
        match = _TOKEN.fullmatch(told)
        token = self.tokens.get(match[1]) if match else None
        fits = hmac.compare_digest(_digest(match[2] if match else ""), token.digest if token else _digest("-"))
        person = self.person(token.account) if token and fits and token.holds(now) else None
        return (token, person) if token and person else None


@cache
def _adapter() -> TypeAdapter[Book]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # loaded when accounts are read

    return TypeAdapter(Book)


class Accounts(Kept[Book]):
    """The accounts of a workspace, or of a server without one."""

    def __init__(self, folder: Path, *, versioned: bool = True) -> None:
        """``folder`` is private."""
        super().__init__(folder / FILE, _adapter, Book(), versioned=versioned)

    @classmethod
    def of(cls, workspace: Path) -> Accounts:
        """Those of a workspace."""
        return cls(access_folder(workspace))

    def add(self, account: Account) -> None:
        """Raises ``RefusedAccountError``."""
        wrong = _unfit(account)

        def how(book: Book) -> Book:
            if wrong:
                raise RefusedAccountError(wrong)
            if account.name in book.accounts:
                raise RefusedAccountError(f"there is an account {account.name!r} already; `quarterdeck account set-role` and `password` change it")
            if any(other.email.casefold() == account.email.casefold() for other in book.accounts.values()):
                raise RefusedAccountError(f"another account has the e-mail address {account.email}; each is one person's")
            if not book.owners and account.role is not Role.OWNER:
                raise RefusedAccountError("the first account is an owner's: somebody must be able to see what the others do; give --role owner")
            tokens = book.tokens if book.accounts else {}  # those of the one person from before there were accounts end
            return Book(book.accounts | {account.name: replace(account, stamp=_stamp())}, tokens)

        self.change(how)

    def alter(self, name: str, how: Callable[[Account], Account]) -> Account:
        """Change an account: all of its sessions end. Raises ``RefusedAccountError`` where nobody could sign in as owner any more."""

        def changed(book: Book) -> Book:
            if name not in book.accounts:
                raise RefusedAccountError(f"there is no account {name!r}; `quarterdeck account list` shows those that there are")
            account = replace(how(book.accounts[name]), stamp=_stamp())
            tokens = {id_: one for id_, one in book.tokens.items() if one.account != name or not account.disabled}  # they do not come back with it
            after = Book(book.accounts | {name: account}, tokens)
            if not after.owners:
                raise RefusedAccountError(f"{name!r} is the only owner; make somebody else owner first")
            return after

        return self.change(changed).accounts[name]

    def know(self, name: str, subject: str) -> None:
        """Keep who an account is at the identity provider, found at the first time by its verified e-mail address; sessions stay."""
        self.change(lambda book: replace(book, accounts=book.accounts | {name: replace(book.accounts[name], subject=subject)}))

    def make_token(self, person: Person, name: str, scopes: tuple[Permission, ...], days: int, now: datetime) -> tuple[Token, str]:
        """A token, and what is told once. Raises ``RefusedAccountError``."""
        name = " ".join(name.split())[:60]
        wrong = sorted(set(scopes) - (ALLOWED[person.role] & set(SCOPES)))
        if not name or not scopes or not 1 <= days <= LONGEST:
            raise RefusedAccountError(f"a token has a name, at least one scope, and from 1 to {LONGEST} days")
        if wrong:
            raise RefusedAccountError(f"who is {person.role} cannot give a token the scope {', '.join(wrong)}")
        secret, id_ = secrets.token_urlsafe(32), secrets.token_hex(6)
        moment = now.astimezone(UTC).replace(microsecond=0)
        token = Token(id_, person.account, name, _digest(secret), scopes, moment.isoformat(), (moment + timedelta(days=days)).isoformat())

        def how(book: Book) -> Book:
            held = {id_: one for id_, one in book.tokens.items() if one.holds(now)}
            if sum(one.account == person.account for one in held.values()) >= _MOST_TOKENS:
                raise RefusedAccountError(f"{_MOST_TOKENS} tokens are enough for one person; revoke one first")
            return replace(book, tokens=held | {token.id: token})

        self.change(how)
        return token, f"qd_{id_}_{secret}"

    def revoke(self, id_: str, person: Person) -> Token:
        """Take a token back: one's own, or any for an owner. Raises ``RefusedAccountError``."""
        gone = list[Token]()

        def how(book: Book) -> Book:
            token = book.tokens.get(id_)
            if token is None or (token.account != person.account and person.role is not Role.OWNER):
                raise RefusedAccountError("you have no such token")
            gone.append(token)
            return replace(book, tokens={other: one for other, one in book.tokens.items() if other != id_})

        self.change(how)
        return gone[0]


def _unfit(account: Account) -> str:
    """Why this cannot be an account; empty where it can."""
    if not _NAME.fullmatch(account.name):
        return f"{account.name!r} is no name for an account: small letters, digits, dots, hyphens and low lines, 64 at most"
    try:
        author = Author.read(f"{account.full_name} <{account.email}>")
    except VersioningError:
        author = Author()
    fits = author == Author(account.full_name, account.email) and account.email.isprintable() and "@" in account.email and account.full_name.isprintable()
    return "" if fits else "a commit names who made it: give --name 'Anna Lind' and --email anna@example.org"


def _digest(secret: str) -> str:
    """Of 256 bits of chance, for which a quick hash is right."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _stamp() -> str:
    return secrets.token_hex(8)
