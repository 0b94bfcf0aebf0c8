"""``quarterdeck demo`` leaves what is there alone, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call


def test_a_folder_in_use_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").touch()
    assert call(["demo", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"quarterdeck: {tmp_path} is not an empty folder; name one that is empty or not there yet\n"
