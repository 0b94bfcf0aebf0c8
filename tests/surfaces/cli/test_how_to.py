"""The how-to page on records, typed as it stands: its records, its commands, its Python."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from quarterdeck.app.record.workspace import find
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.surfaces.cli.application import call
from tests.architecture.project import ROOT
from tests.builders import git

PAGE = (ROOT / "docs" / "how-to" / "keep-the-record.md").read_text(encoding="utf-8")
BESIDE = {
    "people/anna.yaml": "name: Anna Lind\ndrafted: true\ndrafted_from: 12 commits in shop\n",
    "people/ben.yaml": "name: Ben Kay\n",
    "teams/orders.yaml": "name: Orders\n",
    "objectives/growth.yaml": (
        "name: Growth\nkey_results:\n  - {name: Paying customers, baseline: 400, target: 1200, unit: customers, direction: up, date: 2027-06-30}\n"
    ),
    "text.md": "# Backups\n\nEvery night.\n",
}
"""What the page speaks of without showing it."""


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace that the page describes, in git, with every record that it shows whole."""
    root = tmp_path / "acme"
    shown = dict(re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", PAGE, re.DOTALL))
    assert set(shown) >= {"risks/no-restore.yaml", "acceptances/shop-lead-time.yaml"}
    settings = next(block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if block.startswith("schema:"))
    files = {**BESIDE, **shown, "quarterdeck.yaml": settings + shown["quarterdeck.yaml"]}
    files["risks/no-restore.yaml"] = files["risks/no-restore.yaml"].replace("team/payments", "team/orders")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(tmp_path, "init", "-q", str(root))
    for setting, value in (("user.name", "Cleo Page"), ("user.email", "cleo@acme.example")):
        git(root, "config", setting, value)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "As the page shows it")
    monkeypatch.chdir(root)
    return root


def test_its_records_are_sound(acme: Path) -> None:
    assert [str(problem) for problem in find(acme).records.problems] == []


def test_its_commands_do_what_they_say(acme: Path) -> None:
    commands = re.findall(r"^\$ quarterdeck (record .+)$", PAGE, re.MULTILINE)
    assert len(commands) > 6
    for command in commands:
        assert call(shlex.split(command, comments=True)) == 0, command
    assert find(acme).records.problems == ()
    assert git(acme, "status", "--porcelain") == b""
    assert git(acme, "log", "--format=%s", "-1", "--", "risks").decode() == "Accepted by the board\n"
    assert "drafted" not in (acme / "people" / "anna.yaml").read_text()


def test_its_python_does_the_same(acme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(acme.parent)
    exec(compile(program, "keep-the-record.md", "exec"), {})
    assert capsys.readouterr().out.startswith("risk/no-restore ")
    assert [risk.status for risk in find(acme).records.of(Risk)] == ["closed"]
    assert "# within a year, as a range" in (acme / "risks" / "no-restore.yaml").read_text()
    assert git(acme, "log", "--format=%an: %s", "-2").decode().splitlines() == ["Anna Lind: A team for search", "Anna Lind: Restored twice this month"]
