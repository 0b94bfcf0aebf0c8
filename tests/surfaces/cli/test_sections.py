"""Tables on a terminal: no number, path or word is broken, however narrow it is."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.section import Section, TableBlock
from quarterdeck.surfaces.cli.sections import print_section

TABLE = TableBlock(
    "What it costs, EUR",
    ("Line", "", "Where", "Planned"),
    "lllr",
    (
        (("People who keep it running",), ("running",), ("budget-lines/people.yaml",), ("4\u202f909\u202f000",)),
        (("Hosting",), (), ("budget-lines/hosting.yaml",), ("478\u202f000",)),
    ),
)


@pytest.mark.parametrize("width", [36, 54, 60, 80, 200])
def test_no_word_is_broken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_section(Section("costs", "Costs", (TABLE,)))
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= width
    for word in ("People", "running", "budget-lines/people.yaml", "budget-lines/hosting.yaml", "4\u202f909\u202f000", "478\u202f000"):
        assert word in told


def test_where_there_is_no_room_for_columns_each_row_is_a_paragraph(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "36")
    print_section(Section("costs", "Costs", (TABLE,)))
    assert capsys.readouterr().out.splitlines()[-3:] == ["Hosting", "  Where: budget-lines/hosting.yaml", "  Planned: 478\u202f000"]
