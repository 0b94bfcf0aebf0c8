"""`sync`: what a workspace lists is brought; one that fails is a problem with its line, and the others go on."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from quarterdeck.app.gathering.syncing import clones
from quarterdeck.surfaces.cli.application import call
from tests.builders import Told, git

SETTINGS = "schema: 1\ncompany: Acme\ncurrency: EUR\n"


def acme(root: Path, *repositories: str, more: str = "") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"  - {said!r}\n" for said in repositories)
    (root / "quarterdeck.yaml").write_text(SETTINGS + (f"repositories:\n{listed}" if repositories else "") + more)
    return root


def till(path: Path) -> Told:
    told = Told(path, bare=True)
    told.commit({"till.py": "x = 1\n"}, at="2026-11-02")
    told.save()
    return told


def test_one_fails_and_the_others_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop, web = till(tmp_path / "shop.git"), till(tmp_path / "web.git")
    root = acme(
        tmp_path / "acme", f"file://{shop.path}", f"file://{tmp_path}/nowhere.git", "https://ann:s3cret@example.org/x", "ext::sh", "../local",
        more="repositories_file: more.txt\n",
    )  # fmt: skip
    (root / "more.txt").write_text(f"# ours\nfile://{web.path}  # the shop's face\nfile://{shop.path}\n-x\n\n")
    git(tmp_path, "init", "-q", str(root))
    assert call(["sync", str(root)]) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line.startswith("! quarterdeck.yaml:7:")] == [
        line for line in said.splitlines() if "carries a user name or password" in line
    ]
    assert "! quarterdeck.yaml:6:5: file://" in said
    assert "! more.txt:4: '-x': an address cannot begin with a hyphen" in said
    assert "s3cret" not in said
    assert "2 repositories up to date, 4 problems." in said
    assert sorted(path.parent.name for path in clones(root).rglob("HEAD")) == ["shop.git", "web.git"]
    assert git(root, "status", "--porcelain").decode().split() == ["??", "more.txt", "??", "quarterdeck.yaml"]
    shop.commit({"till.py": "x = 2\n"}, at="2026-11-03")
    shop.save()
    call(["sync", str(root)])
    told = capsys.readouterr().out
    assert "shop: new commits or tags\n" in told
    assert "web: nothing new\n" in told


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("", "no address is listed"),
        ("repositories_file: ../outside.txt\n", "this file lies outside the workspace"),
        ("repositories_file: missing.txt\n", "this is no file of addresses"),
        ("repositories_file: link.txt\n", "this file lies outside the workspace"),
        ("repositories_file: .quarterdeck/access/accounts.json\n", "lies in a hidden folder, and is not read"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, says: str) -> None:
    root = acme(tmp_path / "acme", more=more)
    (tmp_path / "outside.txt").write_text("file:///x\n")
    (root / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert call(["sync", str(root)]) in {1, 2}
    captured = capsys.readouterr()
    assert says in captured.out + captured.err


def test_outside_of_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["sync", str(tmp_path)]) == 2
    assert "holds quarterdeck.yaml" in capsys.readouterr().err


def test_one_sync_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = till(tmp_path / "shop.git")
    root = acme(tmp_path / "acme", f"file://{shop.path}")
    assert call(["sync", str(root)]) == 0
    with (root / ".quarterdeck" / "sync.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert call(["sync", str(root)]) == 2
    assert "another sync is at work" in capsys.readouterr().err


def test_a_blank_entry_silences_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = till(tmp_path / "shop.git")
    root = acme(tmp_path / "acme", "", f"file://{shop.path}")
    git(tmp_path, "init", "-q", str(root))
    assert call(["sync", str(root)]) == 1
    said = capsys.readouterr().out
    assert "! quarterdeck.yaml:5:5: nothing stands here" in said
    assert "shop: new commits or tags" in said
    assert "1 repository up to date, 1 problem." in said
