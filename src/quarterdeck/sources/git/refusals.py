"""What git and ssh say when a repository cannot be brought, and what to do about it: git's own last line is the same for every ssh failure."""

from __future__ import annotations

import re

_SECRET = re.compile(r"(?<=//)[^/@\s]*:[^/@\s]*@|(?<=//)(?<!ssh://)[^/@\s]+@")
"""A password, or a user name where it may be a token; who logs in by ssh (`git@`) is no secret."""
_QUESTION = re.compile(r"(?<=://)([^\s?]*)\?\S*")
_SSH_FAILED = "Could not read from remote repository"
_NOISE = re.compile(r"remote: *$|Warning: |@@@|@ |Please make sure|and the repository exists|debug\d:")
_CHANGED = "REMOTE HOST IDENTIFICATION HAS CHANGED"
_MENDS = (
    (_CHANGED, "Ask whoever runs the host before you go on: somebody may stand in between. Only then take the old key out: `ssh-keygen -R HOST`"),
    ("Host key verification failed", "Connect once by hand, `git ls-remote ADDRESS`, and compare the fingerprint with the one that the host publishes"),
    ("Permission denied", "Give ssh a key that the host knows: `ssh-add` lends it one with a passphrase, `ssh -T HOST` tries it"),
    ("Could not resolve host", "Check the spelling of the host, and your network"),
    ("could not resolve host", "Check the spelling of the host, and your network"),
    ("connect to", "Check host and port, and whether your network or VPN reaches them"),
    ("could not read Username", "Let a credential helper of git's know the access: `git ls-remote ADDRESS` asks once"),
    ("terminal prompts disabled", "Let a credential helper of git's know the access: `git ls-remote ADDRESS` asks once"),
    ("Authentication failed", "The access that git's credential helper knows is refused: renew it; `git ls-remote ADDRESS` tries it"),
    ("not found", "Check the path, and that your account may read it"),
    ("does not appear to be a git repository", "Check the path, and that your account may read it"),
)
_ANY = "Check the address, and that git reaches it: `git ls-remote ADDRESS`"


def hidden(words: str) -> str:
    """Words without what may be a secret in an address: a password, a token, and what follows a question mark."""
    return _QUESTION.sub(r"\1?***", _SECRET.sub("***@", words))


def refusal(words: str) -> tuple[str, str]:
    """Why, in one line without a secret, and what to do."""
    lines = [line.strip() for line in words.splitlines() if line.strip() and not _NOISE.match(line)]
    told = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or ["git gave no reason"]
    why = told[0]
    if _SSH_FAILED in why:
        before = lines[: lines.index(why)]
        why = before[-1] if before else why
    if _CHANGED in words:
        why = "the host shows another key than it did before"
    if why.startswith("Host key verification failed"):
        why = "this host is not known here yet (Host key verification failed)"
    mend = next((mend for sign, mend in _MENDS if sign in (words if sign == _CHANGED else why)), _ANY)
    plain = why.removeprefix("fatal: ").removeprefix("error: ").removeprefix("ERROR: ").removeprefix("remote: ").removeprefix("ssh: ")
    return hidden(plain).rstrip("."), mend
