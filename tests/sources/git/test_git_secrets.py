"""Keys and tokens in what a comparison says: told by their form, never by a guess. The keys are put together here: no file of ours looks like a leak."""

from __future__ import annotations

import pytest

from quarterdeck.sources.git.lines.secrets import ASIDE, entropy, secrets

KEY = "AKIA" + "QZ7KD3MWX2RTB5HV"
TOKEN = "ghp_" + "k3Jq9ZsT1vLxW8nRb6YcM2hDf5GpAe7UiO4o"
BLOCK = "-----BEGIN RSA PRIVATE" + " KEY-----"


def raw(*lines: str, hunk: str = "@@ -3,0 +4,9 @@ def run():") -> bytes:
    """What git prints of the contents with the number 12."""
    head = "diff --git a/0000000012 b/0000000012\nindex 1..2 100644\n--- a/0000000012\n+++ b/0000000012\n"
    return (head + hunk + "\n" + "\n".join(lines) + "\n").encode()


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ([f'+key = "{KEY}"'], [(4, "AWS access key")]),
        (["+a = 1", f"+curl -H 'Authorization: token {TOKEN}'"], [(5, "GitHub token")]),
        ([f"+{BLOCK}", "+" + "MIIEpAIBAAKCAQEA7v" * 3], [(4, "private key")]),
        ([f'-key = "{KEY}"'], []),
        ([f'+key = "{KEY}"  # an example'], []),
        (["+key = AKIA" + "A" * 16], []),
        ([f"+X{KEY}"], []),
        ([f"+{KEY}A"], []),
        ([f"+{BLOCK}", "+…"], []),
        (["+sk_" + "live_is_no_key"], []),
    ],
)
def test_what_an_added_line_holds(lines: list[str], kinds: list[tuple[int, str]]) -> None:
    found = list(secrets(raw(*lines)))
    assert [(one.line, one.kind) for one in found] == kinds
    assert all(one.name == 12 for one in found)


def test_a_value_is_the_same_wherever_it_stands_and_is_not_kept() -> None:
    first, second = secrets(raw(f"+{KEY}", f"+again {KEY}"))
    assert first.fingerprint == second.fingerprint
    assert KEY.encode() not in repr(first).encode()


@pytest.mark.parametrize("path", ["tests/a.py", "src/shop/test_a.py", "docs/a.txt", "caddytest/a.key", "README.md", "web/cart.spec.ts"])
def test_material_for_tests_and_readers_is_passed_over(path: str) -> None:
    assert ASIDE.search(path.encode())


@pytest.mark.parametrize("path", ["scripts/backup.sh", "src/contest.py", "config/production.yml", "latest.env"])
def test_what_runs_is_not(path: str) -> None:
    assert not ASIDE.search(path.encode())


def test_entropy_counts_bits_a_letter() -> None:
    assert (entropy(b"aaaa"), entropy(b"abab"), entropy(b"abcd"), entropy(b"")) == (0, 1, 2, 0)
