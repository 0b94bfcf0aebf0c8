"""Whoever switches a check off says why, in the same comment."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.architecture.project import Module

SWITCH = re.compile(
    r"""\#\s*(?:
        noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?
        | type:\s*ignore(?:\[[\w\-,\ ]+\])?
        | pragma:\s*no\s*\w+
        | mypy:\s*\S+
        | ruff:\s*noqa\S*
    )""",
    re.VERBOSE,
)
LAYOUT = re.compile(r"#\s*fmt:\s*(?:off|on|skip)")


def without_reason(text: str) -> list[int]:
    """Lines of Python that switch a check off and give no reason of at least two words, nor point to the one above."""
    lines = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and SWITCH.search(token.string):
            reason = LAYOUT.sub("", SWITCH.sub("", token.string))
            if len(re.findall(r"[^\W\d_]+", reason)) < 2 and not reason.endswith("likewise"):
                lines.append(token.start[0])
    return lines


@pytest.mark.parametrize(
    ("comment", "reasonless"),
    [
        ("x = 1  # noqa: E501", True),
        ("x = 1  # noqa", True),
        ("x = 1  # type: ignore[attr-defined]", True),
        ("x = 1  # pragma: no cover", True),
        ("x = 1  # noqa: S608  # fmt: skip", True),
        ("x = 1  # noqa: S608 - names are declared, values are bound", False),
        ("x = 1  # noqa: S608, E501  # names are declared, values are bound", False),
        ("x = 1  # type: ignore[arg-type]  # a Row is a dataclass", False),
        ("x = 1  # noqa: PLC0415  # likewise", False),
        ("x = 'how to write # noqa: E501'", False),
    ],
)
def test_a_reason_is_two_words_beyond_the_switch(comment: str, reasonless: bool) -> None:
    assert bool(without_reason(comment)) == reasonless


def test_every_switch_in_the_code_gives_its_reason(modules: list[Module]) -> None:
    assert not [f"{module.where}:{line}" for module in modules for line in without_reason(module.text)]


def test_every_exemption_in_the_settings_gives_its_reason(root: Path) -> None:
    settings = (root / "pyproject.toml").read_text(encoding="utf-8")
    lint = settings.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.flake8-tidy-imports]")[0]
    codes = [line for line in lint.splitlines() if re.search(r'"[A-Z]+\d*"\s*[,\]]', line) and "select" not in line]
    assert len(codes) > 10
    assert not [line for line in codes if not re.search(r"# (\S+ \S+|likewise$)", line)]
