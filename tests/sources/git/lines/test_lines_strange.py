"""Strange and damaged repositories: what can be followed is followed, the rest is a Problem or has no lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import Told, git
from tests.sources.git.lines.blamed import blamed, follow, owned


def test_binary_files_and_links_have_no_lines_until_they_become_text(tmp_path: Path) -> None:
    told = Told(tmp_path / "r")
    told.commit({"a": "\0\1\2", "b": "x\ny\n", "link": "a"}, modes={"link": "120000"})
    told.commit({"a": "one\ntwo", "b": "\0x", "link": "now\na file\n", "empty": ""}, modes={"link": "100644"})
    told.commit({"b": "\0y", "empty": "no longer\n"})
    found = owned(follow(tmp_path, told.save())[0])
    assert found == blamed(told.path)
    assert sorted(found) == ["a", "empty", "link"]


@pytest.mark.parametrize("name", ["with space", "ümläut.py", 'quo"te', "tab\there", "new\nline", "--option", "b/diff --git a"])
def test_any_name(name: str, tmp_path: Path) -> None:
    told = Told(tmp_path / "r")
    told.commit({name: "1\n2\n3\n"})
    told.commit({name: "1\n@@ -1 +1 @@\n3\ndiff --git a/0 b/0\n"})
    assert owned(follow(tmp_path, told.save())[0]) == blamed(told.path)


def test_sha256_and_a_last_line_without_an_end(tmp_path: Path) -> None:
    told = Told(tmp_path / "r", sha256=True)
    told.commit({"a": "1\n2"})
    told.commit({"a": "1\n2\n3"})
    assert owned(follow(tmp_path, told.save())[0]) == blamed(told.path)


def test_a_shallow_clone_begins_at_its_cut(tmp_path: Path) -> None:
    told = Told(tmp_path / "r")
    for number in range(4):
        told.commit({"a": "".join(f"{line}\n" for line in range(number + 1))})
    git(tmp_path, "clone", "--quiet", "--depth=2", told.save().as_uri(), "shallow")
    assert owned(follow(tmp_path, tmp_path / "shallow")[0]) == blamed(tmp_path / "shallow")


def test_what_was_written_in_a_lost_version_is_told_as_written_in_the_next(tmp_path: Path) -> None:
    """Of five versions the third is gone: its line is told as the fourth's, everything else is as it was."""
    told = Told(tmp_path / "r")
    marks = [told.commit({"a": "".join(f"{line}\n" for line in range(number + 1)), "b": "1\n"}) for number in range(5)]
    told.save()
    told.objects_apart()
    told.object_file("main~2:a").unlink()
    lines, problems = follow(tmp_path, told.path)
    assert owned(lines) == {"a": [told.oid(marks[n]) for n in (0, 1, 3, 3, 4)], "b": [told.oid(marks[0])]}
    assert problems == []  # told by whoever asked: how many versions are missing


def test_a_corrupt_version_is_a_problem_and_is_passed_over_likewise(tmp_path: Path) -> None:
    told = Told(tmp_path / "r")
    marks = [told.commit({"a": "".join(f"{line}\n" for line in range(number + 1)), "b": "1\n"}) for number in range(5)]
    told.save()
    told.objects_apart()
    file = told.object_file("main~2:a")
    file.chmod(0o644)
    whole = file.read_bytes()
    file.write_bytes(whole[:-6] + b"\1\2\3\4\5\6")
    lines, problems = follow(tmp_path, told.path)
    assert owned(lines) == {"a": [told.oid(marks[n]) for n in (0, 1, 3, 3, 4)], "b": [told.oid(marks[0])]}
    assert problems
    assert all("cannot be read" in problem for problem in problems)
