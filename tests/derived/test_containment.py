"""Which release contains a commit first."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.derived.containment import is_release
from tests.builders import BEN, Told, assessed, rows


@pytest.mark.parametrize(
    ("tag", "release"),
    [
        ("v1.0", True), ("1.0.0", True), ("v2", True), ("release-1.2", True), ("release/1.2.3", True), ("2026.11.21", True), ("shop@4.17.1", True),
        ("v1_2_3", True), ("express-4.0", True), ("search-1.2", True), ("@acme/preact@10.0.0", True), ("devtools-2.1", True), ("arc-1.0", True),
        ("v1.0-rc1", False), ("1.0rc2", False), ("v1.0-beta", False), ("1.0b3", False), ("1.0a1", False), ("v4.0.0.beta1", False), ("1.0.dev0", False),
        ("v1.0-SNAPSHOT", False), ("nightly-2026.01.01", False), ("v1.0.0-preview.3", False), ("1.0-pre", False), ("v5.0.0-alpha.1", False),
        ("2.0.x", False), ("v0.12.x", False), ("release-1.x", False), ("linux-6.1.x86", True), ("liberty-eol", False),
        ("latest", False), ("before-merge", False), ("deploy", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_a_release(tag: str, release: bool) -> None:
    assert is_release(tag) == release


def test_releases_of_a_real_history(tmp_path: Path) -> None:
    """A fix on a release branch, a pre-release, a commit whose clock ran twenty days slow, a lightweight tag, and one commit not released yet."""
    told = Told(tmp_path / "shop")
    told.commit({"a.py": "1\n"}, at="2026-06-01", message="first")
    told.tag("v1.0", at="2026-06-02")
    told.commit({"a.py": "2\n"}, at="2026-06-20", message="second")
    told.tag("v2.0-rc1", at="2026-06-21")
    told.commit({"a.py": "3\n"}, by=BEN, at="2026-06-01", message="slow clock")
    told.tag("v2.0", at="2026-07-01")
    told.commit({"b.py": "1\n"}, at="2026-07-10", branch="1.x", parents=[1], message="fix")
    told.tag("v1.1", at="2026-07-11", branch="1.x", by=BEN)
    told.commit({"a.py": "4\n"}, at="2026-08-01", message="light")
    told.light_tag("v2.1")
    told.commit({"a.py": "5\n"}, at="2026-08-02", message="waits")
    told.save()
    run = assessed(tmp_path / "out", told.path, since="2026-06-15")
    placed = rows(run, 'SELECT subject, tag FROM containments p JOIN commits c USING (repository, "commit") ORDER BY subject')
    assert placed == [("first", "v1.0"), ("light", "v2.1"), ("second", "v2.0"), ("slow clock", "v2.0")]
    releases = rows(run, "SELECT tag, p.name FROM releases LEFT JOIN people p USING (person) ORDER BY 1")
    assert releases == [("v1.0", "Ann Lee"), ("v1.1", "Ben Kay"), ("v2.0", "Ann Lee"), ("v2.1", None)]
