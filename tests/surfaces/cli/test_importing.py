"""``quarterdeck import`` as its users meet it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call

RELEASES = "Deployed At,App,Result\n2026-01-05 10:00,shop,success\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one export of releases."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "releases.csv").write_text(RELEASES)
    (tmp_path / "bookings.csv").write_text("Date,Amount\n13/01/2026,12.50\n")
    return tmp_path


def test_without_arguments_it_lists_every_kind_with_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["import"]) == 0
    said = capsys.readouterr().out
    assert "deployments: What was deployed where and when, and how it ended." in said
    assert "  reads: github/deployments, github/deployment-statuses, gitlab/deployments, any table (CSV, TSV, XLSX, JSON)\n  a table needs: deployed_at" in said
    assert "  reads: cyclonedx, cyclonedx/xml, spdx, spdx/tag-value\n" in said


def test_a_kind_alone_shows_its_fields_and_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["import", "deployments"]) == 0
    said = capsys.readouterr().out
    assert "  github/deployments: GET /repos/OWNER/REPO/deployments" in said
    assert "  deployed_at (needed): When it took effect (UTC)" in said


def test_without_a_terminal_what_is_open_is_written_down_and_the_exit_code_is_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["import", "deployments", "releases.csv"]) == 2
    said = capsys.readouterr()
    assert "releases.csv: nothing was imported" in said.err
    assert "`deployed_at` has times without a zone (2026-01-05 10:00); which zone's clock do they show?" in said.err
    proposal = folder / "quarterdeck-out/imports/mappings/deployments.proposed.yaml"
    assert proposal.read_text().endswith("mappings:\n- columns:\n    Deployed At: deployed_at\n    App: service\n    Result: status\n")
    proposal.with_name("deployments.yaml").write_text(proposal.read_text() + "  time_zone: Europe/Berlin\n")
    assert call(["import", "deployments", "releases.csv"]) == 0
    assert "deployments: 1 new, 0 changed, 0 unchanged." in capsys.readouterr().out


def test_columns_that_nobody_knows_are_asked_for_with_all_that_they_may_need(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "live.csv").write_text("When it went live;Where;Colour\n05.01.2026 10:00;Produktion;blue\n")
    assert call(["import", "deployments", "live.csv"]) == 2
    said = capsys.readouterr().err
    assert "live.csv: nothing was imported; 1 question about its columns must be answered first:\n" in said
    assert "no column gives `deployed_at`: When it took effect (UTC)" in said
    assert "The columns are When it went live, Where, Colour. Of days like 03/04/2026 say `--dates` as well, of times that name no zone `--time-zone`." in said
    assert "they are not needed, but tell more (--map COLUMN=FIELD): " in said
    assert "status (succeeded/failed" in said
    assert call(["import", "deployments", "live.csv", "--map", "When it went live=deployed_at", "--dates", "day-first", "--time-zone", "UTC"]) == 0


def test_a_mapping_that_leaves_nothing_open_is_shown_taken_and_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["import", "deployments", "releases.csv", "--time-zone", "UTC"]) == 0
    said = capsys.readouterr().out
    assert "  deployed_at  Deployed At  ISO 8601  2026-01-05 10:00\n" in said
    assert call(["import", "deployments", "releases.csv"]) == 0  # the zone is remembered
    again = capsys.readouterr().out
    assert "releases.csv (csv, the same file as before): 1 row read.\n  deployments: 0 new, 0 changed, 1 unchanged.\n" in again
    assert "Deployed At" not in again


def test_what_the_first_file_shows_is_remembered_for_a_next_one_that_does_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["import", "ledger", "bookings.csv", "--set", "currency=EUR"]) == 0
    mapping = (folder / "quarterdeck-out/imports/mappings/ledger.yaml").read_text()
    assert mapping.endswith("  dates: day-first\n  decimal: point\n")
    (folder / "next.csv").write_text('Date,Amount\n03/04/2026,"1,234"\n')
    assert call(["import", "ledger", "next.csv"]) == 0
    assert call(["query", "SELECT booked_on, amount::BIGINT AS amount FROM ledger ORDER BY 1 DESC LIMIT 1", "--format", "csv"]) == 0
    assert capsys.readouterr().out.endswith("2026-04-03,1234\n")


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ('12/04/2026,"12,5"', "1 numbers contradict the decimal point that is remembered for these columns; which sign is this file's?"),
        ("04/13/2026,12.5", "`booked_on` has dates that cannot be day-first, which is remembered for these columns; which is right for this file?"),
    ],
    ids=["decimal comma", "month first"],
)
def test_a_file_that_contradicts_what_is_remembered_is_asked_about(folder: Path, capsys: pytest.CaptureFixture[str], row: str, asked: str) -> None:
    assert call(["import", "ledger", "bookings.csv", "--set", "currency=EUR"]) == 0
    (folder / "next.csv").write_text(f"Date,Amount\n{row}\n" + '05/04/2026,"12,345"\n')
    assert call(["import", "ledger", "next.csv"]) == 2
    assert asked in capsys.readouterr().err
    said = ["--decimal", "comma"] if "decimal" in asked else ["--dates", "month-first"]
    assert call(["import", "ledger", "next.csv", *said]) == 0


def test_a_file_all_of_whose_rows_are_refused_teaches_nothing_and_exits_with_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.csv").write_text("Date,Amount,Currency\n2026-01-01,tbd,EUR\n2026-01-02,n/k,EUR\n")
    assert call(["import", "ledger", "bad.csv"]) == 2
    said = capsys.readouterr()
    assert "every row was refused: nothing was imported" in said.err
    assert "bad.csv:2: Amount: 'tbd' is not a number." in said.out
    assert not (folder / "quarterdeck-out/imports").exists()


class Terminal(io.StringIO):
    """A person at a terminal who types these lines."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks_shows_and_asks_whether_to_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("Europe/Berlin\ny\n"))
    monkeypatch.setattr("sys.stdout", shown)
    assert call(["import", "deployments", "releases.csv"]) == 0
    assert "? `deployed_at` has times without a zone (2026-01-05 10:00); which zone's clock do they show?\nzone: " in shown.getvalue()
    assert "Import so? [Y/n] releases.csv (csv): 1 row read." in shown.getvalue()
    assert "time_zone: Europe/Berlin" in (folder / "quarterdeck-out/imports/mappings/deployments.yaml").read_text()


def test_a_no_imports_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    monkeypatch.setattr("sys.stdout", shown)
    assert call(["import", "deployments", "releases.csv", "--time-zone", "UTC"]) == 0
    assert shown.getvalue().endswith("Import so? [Y/n] Nothing was imported.\n")
    assert not (folder / "quarterdeck-out/imports").exists()


def test_an_export_steers_no_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.csv").write_text("Deployed At,App,\x1b[2JEvil\n\x1b]0;gotcha\x07,shop,x\n2026-01-05,=cmd|' /C calc'!A0,y\n")
    assert call(["import", "deployments", "bad.csv"]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["releases.csv"], "say first what releases.csv holds, as in `quarterdeck import deployments releases.csv`; "),
        (["deploymnets", "releases.csv"], "there is no kind 'deploymnets'; did you mean deployments?"),
        (["nonsense", "releases.csv"], "there is no kind 'nonsense'; `quarterdeck import` lists them"),
        (["deployments", "missing.csv"], "missing.csv: there is no such file"),
        (["deployments", "releases.csv", "--time-zone", "Europe/Atlantis"], "--time-zone Europe/Atlantis: there is no such zone"),
        (["deployments", "releases.csv", "--map", "App"], "--map App: write COLUMN=FIELD"),
        (["deployments", "releases.csv", "--word", "x=y"], "--word x=y: write FIELD:THEIRS=OURS"),
        (["deployments", "releases.csv", "--format", "svn"], "there is no format 'svn' for deployments"),
        (["deployments", "releases.csv", "--set", "colour=red"], "there is no field 'colour'"),
        (
            ["ledger", "bookings.csv", "--set", "currency=Bananas"],
            "--set currency=Bananas: 'Bananas' is no currency; write its three letters (ISO 4217), for instance EUR",
        ),
        (["ledger", "bookings.csv", "--set", "currency=EUR", "--set", "amount=12%"], "--set amount=12%: '12%' is a share, no amount"),
        (["ledger", "bookings.csv", "--set", "currency=EUR", "--set", "booked_on=soon"], "--set booked_on=soon: 'soon' is not a day"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str) -> None:
    assert call(["import", *arguments]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert len(said.splitlines()) == 1
