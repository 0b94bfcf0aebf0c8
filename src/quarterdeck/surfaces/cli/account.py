"""``quarterdeck account``: who may sign in to ``quarterdeck serve``, as what; and the log of what was done there."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import App, Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace

if TYPE_CHECKING:
    from quarterdeck.app.access.accounts import Account, Accounts
    from quarterdeck.app.access.audit import Audit

account = App(name="account", help="Who may sign in to the application, as what, and what they did.")

In: TypeAlias = Annotated[Path, Parameter(name="--in", help="The workspace, or a folder in it. This folder by default.")]
Roles: TypeAlias = Literal["owner", "contributor", "reader", "board"]
_COMMAND = "command"


@account.command
def add(
    name: str,
    /,
    *,
    role: Annotated[Roles, Parameter(help="What they may do: everything; all but see accounts and the log; look; look at what was published.")],
    full_name: Annotated[str, Parameter(name="--name", help="As commits name them: 'Anna Lind'.")],
    email: Annotated[str, Parameter(help="As commits name them.")],
    password: Annotated[bool, Parameter(help="Give it a password; without, they sign in through the identity provider alone.")] = True,
    in_: In = Path(),
) -> int:
    """Give somebody an account. The password is asked for on a terminal, else read as the first line of standard input.

    Parameters
    ----------
    name
        What they sign in with: small letters, digits, dots, hyphens.

    """
    from quarterdeck.app.access.accounts import Account  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.access.roles import Role  # noqa: PLC0415  # as above

    with _told(in_) as (accounts, audit):
        kept = _password(name, full_name, email) if password else ""
        accounts.add(Account(name, full_name, email, Role(role), str(datetime.now(UTC).date()), kept))
        _note(audit, "account added", name, role)
    sys.stdout.write(f"{name} may sign in as {role}. A server that runs knows it already.\n")
    return 0


@account.command(name="list")
def listed(*, in_: In = Path(), format: Annotated[Literal["text", "json"], Parameter(help="For people, or for programs.")] = "text") -> int:  # noqa: A002  # the option's name
    """List accounts and API tokens."""
    with _told(in_) as (accounts, _):
        book = accounts.now()
    if format == "json":
        people = [_row(one) for one in book.accounts.values()]
        tokens = [{name: value for name, value in asdict(token).items() if name != "digest"} for token in book.tokens.values()]
        sys.stdout.write(json.dumps({"accounts": people, "tokens": tokens}, indent=2) + "\n")
        return 0
    for one in book.accounts.values():
        by = "password" if one.password else "identity provider"
        sys.stdout.write(f"{one.name}  {'closed' if one.disabled else one.role}  {one.full_name} <{one.email}>  signs in by {by}\n")
    for token in book.tokens.values():
        sys.stdout.write(f"token {token.id}  {token.account or 'of the one person'}  {token.name}  {', '.join(token.scopes)}  until {token.expires[:10]}\n")
    if not book.accounts:
        sys.stdout.write("There is no account: `quarterdeck serve` lets in whoever brings the key that it prints.\n")
    return 0


@account.command
def set_role(name: str, role: Roles, /, *, in_: In = Path()) -> int:
    """Change what somebody may do; they sign in anew.

    Parameters
    ----------
    name
        The account.
    role
        What they are from now on.

    """
    from quarterdeck.app.access.roles import Role  # noqa: PLC0415  # loaded when the command is called

    return _altered(in_, name, "role changed", role, lambda one: replace(one, role=Role(role)), f"{name} is {role} now, and signs in anew.")


@account.command
def disable(name: str, /, *, in_: In = Path()) -> int:
    """Close an account: sessions and tokens of it are worth nothing from now on.

    Parameters
    ----------
    name
        The account.

    """
    return _altered(in_, name, "account closed", "", lambda one: replace(one, disabled=True), f"{name} is closed. `quarterdeck account enable` opens it again.")


@account.command
def enable(name: str, /, *, in_: In = Path()) -> int:
    """Open a closed account again.

    Parameters
    ----------
    name
        The account.

    """
    return _altered(in_, name, "account opened", "", lambda one: replace(one, disabled=False), f"{name} may sign in again.")


@account.command
def password(name: str, /, *, in_: In = Path()) -> int:
    """Give an account another password; sessions of it end. It is asked for on a terminal, else read as the first line of standard input.

    Parameters
    ----------
    name
        The account.

    """
    from quarterdeck.app.access.accounts import RefusedAccountError  # noqa: PLC0415  # loaded when the command is called

    with _told(in_) as (accounts, _):
        held = accounts.now().accounts.get(name)
        if held is None:
            raise RefusedAccountError(f"there is no account {name!r}; `quarterdeck account list` shows those that there are")
        kept = _password(held.name, held.full_name, held.email)
    return _altered(in_, name, "password changed", "", lambda one: replace(one, password=kept), f"{name} has another password, and signs in anew.")


@account.command
def revoke(token: str, /, *, in_: In = Path()) -> int:
    """Take an API token back.

    Parameters
    ----------
    token
        Its id, as `quarterdeck account list` shows it.

    """
    from quarterdeck.app.access.roles import ALONE  # noqa: PLC0415  # loaded when the command is called

    with _told(in_) as (accounts, audit):
        accounts.revoke(token, ALONE)
        _note(audit, "token revoked", token)
    sys.stdout.write("It is worth nothing from now on.\n")
    return 0


@account.command
def provider(
    issuer: str,
    /,
    *,
    client: Annotated[str, Parameter(help="What this server is called there (client_id).")],
    title: Annotated[str, Parameter(help="What the button says: 'Sign in with Acme'.")] = "your organisation",
    secret: Annotated[bool, Parameter(help="The provider gave a client secret: it is asked for, or read from standard input.")] = True,
    in_: In = Path(),
) -> int:
    """Let people sign in at the organisation's identity provider (OpenID Connect). Who they are here, their account says.

    The provider sends people back to ADDRESS/sign-in/back, where ADDRESS is that of `quarterdeck serve --address`.

    Parameters
    ----------
    issuer
        Its address, as it calls itself.

    """
    from quarterdeck.app.access.folder import access_folder  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.app.access.oidc import Provider, kept_in, usable  # noqa: PLC0415  # as above

    if find_spec("joserfc") is None:
        raise UsageError("an identity provider needs the extra `oidc`: install it with `pip install 'quarterdeck[web,oidc]'`")
    if not usable(issuer):
        raise UsageError(f"{issuer}: the provider's address begins with https://")
    with _told(in_) as (_, audit):
        found = Provider(issuer, client, _hidden("The client secret: ") if secret else "", title)
        kept_in(access_folder(workspace(in_).root)).change(lambda _: found)
        _note(audit, "identity provider set", issuer)
    sys.stdout.write(f"People sign in at {issuer}. A server that runs knows it already.\n")
    return 0


@account.command
def audit(
    *,
    last: Annotated[int | None, Parameter(help="Only so many of the newest.")] = None,
    format: Annotated[Literal["text", "json"], Parameter(help="For people, or for programs: a line of JSON each.")] = "text",  # noqa: A002  # the option's name
    in_: In = Path(),
) -> int:
    """Print the log: sign-ins, refusals, changes, use of tokens; oldest first."""
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # loaded when the command is called

    with _told(in_) as (_, log):
        lines = list(log.newest(last if last is not None else log.length))
    for line in reversed(lines):
        if format == "json":
            sys.stdout.write(json.dumps({"at": line.at, **asdict(line.deed)}) + "\n")
        else:
            deed = line.deed
            status = f"→ {deed.status}" if deed.status else ""
            told = (line.at[:19], deed.who or "-", deed.what, deed.on, status, f"({deed.by})" if deed.by else "", f"from {deed.origin}" if deed.origin else "")
            sys.stdout.write("  ".join(clean(word) for word in told if word) + "\n")
    if not lines:
        sys.stdout.write("Nothing was done yet.\n" if format == "text" else "")
    return 0


def _altered(in_: Path, name: str, what: str, on: str, how: Callable[[Account], Account], said: str) -> int:
    with _told(in_) as (accounts, audit):
        accounts.alter(name, how)
        _note(audit, what, name, on)
    sys.stdout.write(f"{said}\n")
    return 0


def _note(audit: Audit, what: str, *on: str) -> None:
    from quarterdeck.app.access.audit import Deed  # noqa: PLC0415  # loaded when a command is called

    try:
        who = getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        who = ""
    audit.add(Deed(what, who, by=_COMMAND, on=" ".join(one for one in on if one), origin="this machine"))


@contextmanager
def _told(in_: Path) -> Iterator[tuple[Accounts, Audit]]:
    """The accounts and the log of a workspace; what cannot be done is said in words, with exit code 2."""
    from quarterdeck.app.access.accounts import Accounts, RefusedAccountError  # noqa: PLC0415  # loaded when a command is called
    from quarterdeck.app.access.audit import Audit  # noqa: PLC0415  # as above
    from quarterdeck.app.access.folder import NotPrivateError, access_folder  # noqa: PLC0415  # as above
    from quarterdeck.app.access.passwords import UnfitPasswordError  # noqa: PLC0415  # as above

    folder = access_folder(workspace(in_).root)
    try:
        yield Accounts(folder), Audit(folder)
    except (RefusedAccountError, NotPrivateError, UnfitPasswordError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"nothing was changed: {error.strerror or error}") from error


def _password(*names: str) -> str:
    if find_spec("argon2") is None:
        raise UsageError("accounts need the extra `web`: install it with `pip install 'quarterdeck[web]'`")
    from quarterdeck.app.access.passwords import Passwords  # noqa: PLC0415  # loaded when a command is called

    told = _hidden(f"A password for {names[0]}: ")
    if sys.stdin.isatty() and _hidden("Once more: ") != told:
        raise UsageError("the two are not the same; nothing was changed")
    return Passwords().hash(told, *names)


def _hidden(asked: str) -> str:
    """A secret: from the keyboard without showing it, or the first line of what is piped in; never an argument, which others on the machine could read."""
    return getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _row(one: Account) -> dict[str, object]:
    by = [way for way, there in (("password", one.password), ("identity provider", one.subject or not one.password)) if there]
    return {"account": one.name, "name": one.full_name, "email": one.email, "role": one.role, "closed": one.disabled, "added": one.added, "signs_in_by": by}
