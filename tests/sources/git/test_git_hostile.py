"""Nothing that a repository holds is run or honoured: no hook, no filter, no setting, no replacement; counts stay what they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders import BEN, Told, assessed, git, listing
from tests.sources.git.shelf import Shelf, read


def shop(path: Path, attributes: str = "") -> Told:
    """Three commits with text, Latin-1 text and a merge."""
    told = Told(path)
    files: dict[str, str | bytes | None] = {"app.py": "one\n", "page.html": b"caf\xe9\n"}
    told.commit(files | {".gitattributes": attributes} if attributes else files)
    side = told.commit({"app.py": "one\ntwo\n"}, by=BEN, at="2026-02-01", branch="side", parents=[1])
    main = told.commit({"page.html": b"caf\xe9\nth\xe9\n"}, at="2026-02-02")
    told.commit({"app.py": "one\ntwo\n"}, parents=[main, side], at="2026-02-03", message="Merge")
    told.tag("v1.0", at="2026-02-04")
    told.save()
    return told


def seen(shelf: Shelf) -> list[object]:
    """Everything that was read, but for object ids (attributes are a file of the tree and change them)."""
    changes = [(row["path"], row["change"], row["added"], row["deleted"]) for row in shelf.table("file_changes") if row["path"] != ".gitattributes"]
    files = [(row["path"], row["lines"], row["role"]) for row in shelf.table("files") if row["path"] != ".gitattributes"]
    people = [(row["author_name"], row["author_email"], row["subject"]) for row in shelf.table("commits")]
    return [sorted(changes), sorted(files), sorted(people), sorted(row["tag"] for row in shelf.table("tags")), shelf.problems]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """What is read of the same repository without anything hostile."""
    folder = tmp_path_factory.mktemp("plain")
    return read(folder, shop(folder / "shop").path)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A program that leaves a trace when it is run."""
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat >/dev/null 2>&1 </dev/null\necho ran\n")
    program.chmod(0o755)
    return program


SETTINGS = {
    "programs that git would run": """
        [core]
            fsmonitor = {evil}
            hooksPath = {folder}/hooks
            sshCommand = {evil}
            pager = {evil}
            editor = {evil}
            askPass = {evil}
            alternateRefsCommand = {evil}
            gitProxy = {evil}
        [pager]
            log = {evil}
            for-each-ref = {evil}
        [diff]
            external = {evil}
        [diff "evil"]
            command = {evil}
            textconv = {evil}
        [filter "evil"]
            clean = {evil}
            smudge = {evil}
            process = {evil}
            required = true
        [merge "evil"]
            driver = {evil}
        [gpg]
            program = {evil}
        [credential]
            helper = !{evil}
        [uploadpack]
            packObjectsHook = {evil}
        [gc]
            auto = 1
    """,
    "aliases of the commands": """
        [alias]
            log = !{evil}
            for-each-ref = !{evil}
            rev-parse = !{evil}
            rev-list = !{evil}
            cat-file = !{evil}
    """,
    "settings that change what is shown": """
        [log]
            showSignature = true
            date = relative
            mailmap = true
            follow = true
            diffMerges = on
            decorate = full
            excludeDecoration = x
        [diff]
            renames = copies
            context = 0
            algorithm = patience
            noprefix = true
            ignoreSubmodules = all
            orderFile = {folder}/order
            suppressBlankEmpty = true
        [core]
            quotePath = true
            abbrev = 5
            ignoreCase = true
            attributesFile = {folder}/attributes
            bigFileThreshold = 1
            commentChar = x
            logAllRefUpdates = false
        [format]
            pretty = oneline
        [i18n]
            logOutputEncoding = latin1
            commitEncoding = utf-16
        [color]
            ui = always
        [mailmap]
            file = {folder}/mailmap
        [replace]
            x = y
    """,
    "an include": '[include]\n    path = {folder}/included\n[includeIf "gitdir:/**"]\n    path = {folder}/included\n',
    "a promisor remote that would run a program": """
        [remote "origin"]
            url = ext::{evil} %S
            promisor = true
            partialclonefilter = blob:none
        [extensions]
            partialClone = origin
        [protocol "ext"]
            allow = always
    """,
}
ATTRIBUTES = "* diff=evil filter=evil merge=evil\npage.html -diff\napp.py binary\n*.html working-tree-encoding=UTF-16\n*.py ident eol=crlf text export-subst\n"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_hostile_setting_neither_runs_nor_changes_anything(tmp_path: Path, canary: Path, plain: Shelf, name: str) -> None:
    told = shop(tmp_path / "shop", ATTRIBUTES)
    words = SETTINGS[name].format(evil=canary, folder=tmp_path)
    (tmp_path / "included").write_text(SETTINGS["programs that git would run"].format(evil=canary, folder=tmp_path))
    (tmp_path / "attributes").write_text(ATTRIBUTES)
    (tmp_path / "order").write_text("page.html\n")
    (tmp_path / "mailmap").write_text("Somebody Else <evil@example.org> <ann@example.org>\n")
    for folder in (tmp_path / "hooks", told.git_dir / "hooks"):
        folder.mkdir()
        for hook in ("reference-transaction", "post-index-change", "fsmonitor-watchman", "post-checkout", "pre-auto-gc", "post-rewrite"):
            shutil.copy(canary, folder / hook)
    (told.git_dir / "info").mkdir(exist_ok=True)
    (told.git_dir / "info" / "attributes").write_text(ATTRIBUTES)
    with (told.git_dir / "config").open("a") as config:
        config.write(words)
    before = listing(told.path)
    assert seen(read(tmp_path / "hostile", told.path)) == seen(plain)
    assert listing(told.path) == before
    assert not (tmp_path / "ran").exists()


def test_a_missing_object_is_fetched_from_nowhere(tmp_path: Path, canary: Path) -> None:
    told = shop(tmp_path / "shop")
    told.objects_apart()
    told.object_file("main:page.html").unlink()
    with (told.git_dir / "config").open("a") as config:
        config.write(SETTINGS["a promisor remote that would run a program"].format(evil=canary, folder=tmp_path))
        config.write("[core]\n    repositoryformatversion = 1\n")
    shelf = read(tmp_path, told.path)
    assert any("shop/page.html" in problem for problem in shelf.problems)
    assert not (tmp_path / "ran").exists()


def test_the_canary_would_sing(tmp_path: Path, canary: Path) -> None:
    """The settings above do run the program when git honours them: else the tests would prove nothing."""
    told = shop(tmp_path / "shop", ATTRIBUTES)
    with (told.git_dir / "config").open("a") as config:
        config.write(SETTINGS["programs that git would run"].format(evil=canary, folder=tmp_path))
    git(told.path, "diff", "main", "side")
    assert (tmp_path / "ran").exists()


def test_replacements_and_grafts_change_no_history(tmp_path: Path, plain: Shelf) -> None:
    told = shop(tmp_path / "shop")
    git(told.path, "replace", told.oid(3), told.oid(1))
    git(told.path, "replace", git(told.path, "rev-parse", "main:app.py").decode().strip(), git(told.path, "rev-parse", "main:page.html").decode().strip())
    (told.git_dir / "info").mkdir(exist_ok=True)
    (told.git_dir / "info" / "grafts").write_text(f"{told.oid(4)}\n")
    shelf = read(tmp_path / "hostile", told.path)
    assert seen(shelf) == seen(plain)
    assert {row["commit"]: row["parents"] for row in shelf.table("commits")} == {row["commit"]: row["parents"] for row in plain.table("commits")}


@pytest.mark.parametrize(
    "words",
    ["[core\n", "[extensions]\n    unknown = true\n[core]\n    repositoryformatversion = 1\n", "[core]\n    repositoryformatversion = 99\n"],
)
def test_a_configuration_that_git_refuses_is_a_problem(tmp_path: Path, words: str) -> None:
    told = shop(tmp_path / "shop")
    with (told.git_dir / "config").open("a") as config:
        config.write(words)
    shelf = read(tmp_path, told.path)
    assert [problem.split(":")[0] for problem in shelf.problems] == ["shop"]


def test_variables_of_the_caller_change_nothing(tmp_path: Path, canary: Path, plain: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shop(tmp_path / "shop")
    hostile = {
        "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_EXTERNAL_DIFF": str(canary),
        "GIT_PAGER": str(canary), "GIT_SSH_COMMAND": str(canary), "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.renames", "GIT_CONFIG_VALUE_0": "copies",
        "GIT_NAMESPACE": "x", "GIT_TRACE": "1", "GIT_DIFF_OPTS": "-u0", "LANG": "de_DE.UTF-8",
    }  # fmt: skip
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    assert seen(read(tmp_path / "hostile", told.path)) == seen(plain)
    assert not (tmp_path / "ran").exists()


def test_an_assessment_writes_nothing_into_the_repository(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop")
    before = listing(tmp_path / "shop")
    run = assessed(tmp_path / "out", told.path)
    assert run.problems == []
    assert listing(tmp_path / "shop") == before
    for path in (told.path, *told.path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    again = assessed(tmp_path / "other", told.path)
    for path in (told.path, *told.path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert [m.id for m in again.measurements] == [m.id for m in run.measurements]
