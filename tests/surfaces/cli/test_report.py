"""``quarterdeck report``: documents of an assessment that is there."""

from __future__ import annotations

import builtins
import json
import re
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, Told

HOSTILE = '{{ 7 * 7 }} #read("x") [a](javascript:alert(1)) onerror=1'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an assessment of one small repository with a hostile author."""
    folder = tmp_path_factory.mktemp("company")
    shop = Told(folder / "shop")
    shop.commit({"app.py": "print(1)\n"}, by=ANN, at="2026-01-05")
    shop.commit({"=cmd|x.py": "print(2)\n"}, by=f"{HOSTILE} <x@example.org>", at="2026-02-05")
    shop.commit({"app.py": "print(3)\n"}, by=BEN, at="2026-03-05")
    shop.save()
    for day in ("2026-02-28", "2026-11-21"):
        assert call(["assess", str(folder / "shop"), "--out", str(folder / "out"), "--as-of", day]) == 0
    return folder / "out"


def test_each_form_lies_beside_the_assessment_and_is_the_same_when_written_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["report", "assessment", "--out", str(out), *(word for form in ("pdf", "html", "md", "json", "pptx") for word in ("--format", form))]
    assert call(command) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in written] == ["assessment.pdf", "assessment.html", "assessment.md", "assessment.json", "assessment.pptx"]
    before = [path.read_bytes() for path in written]
    assert call(command) == 0
    assert [path.read_bytes() for path in written] == before
    assert b"Since 28 February 2026" in re.sub(rb"<[^>]*>", b"", before[1]).replace(b"\xc2\xa0", b" ")
    assert json.loads(before[3])["title"] == "Technology assessment"


def test_names_are_redacted_in_every_form(out: Path, tmp_path: Path) -> None:
    forms = [word for form in ("html", "md", "json") for word in ("--format", form)]
    assert call(["report", "assessment", "--out", str(out), "--to", str(tmp_path), "--redact", "all", *forms]) == 0
    told = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Repository A" in told
    assert not [name for name in ("Ann Lee", "Ben Kay", "onerror", "cmd|x") if name in told]


def test_a_folder_without_an_assessment_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["report", "assessment", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path} holds no assessment; run `quarterdeck assess PATH" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["pdf", "pptx"])
def test_without_the_extra_it_says_what_to_install(form: str, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    really = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name in {"typst", "quarterdeck.reports.render.slides.deck"}:
            raise ImportError(name)
        return really(name, *rest)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(builtins, "__import__", without)
    assert call(["report", "chief", "--out", str(out), "--format", form]) == 2
    assert "need the extra `reports`: install it with `pip install 'quarterdeck[reports]'`" in capsys.readouterr().err


RECORDS = {
    "quarterdeck.yaml": "schema: 1\ncompany: Halden Freight\ncurrency: EUR\nfiscal_year_starts: january\nrepositories: [../shop]\n",
    "people/maren.yaml": "name: Maren Lindqvist\nemails: [maren@halden.example]\n",
    "risks/maps.yaml": "name: The maps stop\nlikelihood: 5%..20%\nimpact: 100k..400k EUR\nowner: person/maren\n",
    "decisions/0001-maps.md": "---\nname: Maps after 2026\nstatus: proposed\ndecide_by: 2026-11-10\noptions: [Stay, Open data]\n---\n",
    "milestones/audit.yaml": "name: Stage one of the audit\ndate: 2026-11-24\nowner: person/maren\n",
    "budget-lines/hosting.yaml": "name: Hosting\ncategory: hosting\npurpose: run\namounts:\n  2026-Q3: 120k EUR\n",
    "objectives/same-day.yaml": (
        "name: Same day\nkey_results:\n  - name: Parcels on time\n    baseline: 93%\n    target: 97%\n    current: 94%\n    unit: '%'\n"
        "    direction: up\n    date: 2026-12-31\n"
    ),
}
LEDGER = "id,booked on,amount,currency,cost centre\n1,2026-07-31,80000,EUR,run\n2,2026-09-30,60000,EUR,run\n3,2026-10-31,9000,EUR,run\n"
TOLD = (
    "We ask for one decision, 11 days late: Maps after 2026.",
    "Decisions that nobody has taken yet",
    "The one measured result has come",
    "| Parcels on time | – | 94\u202f% | 97\u202f% | 25\u202f% |",
    "| Stage one of the audit | nobody | Maren Lindqvist | 24 November 2026 | in 3 days |",
    "| The maps stop | Maren Lindqvist | 7\u202f400 to 54\u202f000 | not treated yet |",
    "100\u202f000 to 400\u202f000",
    "140\u202f000 EUR",
    "who is there, who came and who left: no roster was imported.",
)


def test_a_board_pack_of_records_and_a_ledger(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del out
    shop = Told(tmp_path / "shop")
    shop.commit({"app.py": "print(1)\n"}, by=ANN, at="2026-11-05")
    shop.save()
    for name, text in RECORDS.items():
        (tmp_path / "company" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "company" / name).write_text(text, encoding="utf-8")
    (tmp_path / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    folder = tmp_path / "company" / "quarterdeck-out"
    assert call(["import", "ledger", str(tmp_path / "ledger.csv"), "--out", str(folder), "--yes"]) == 0
    assert call(["assess", "--workspace", str(tmp_path / "company"), "--as-of", "2026-11-21"]) == 0
    capsys.readouterr()
    whole = _narrate(folder, tmp_path, capsys)
    told = whole.replace("[", "").replace("](#register)", "").replace("](#spending)", "")
    assert not [line for line in TOLD if line.lower() not in told.lower()]


BY_HAND = "Take it from the section, or leave it out: numbers are not typed by hand"


def _narrate(folder: Path, to: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Begin a text, write it, let it be read critically, and find it in the report, which is given back."""
    narrated = ["report", "board", "--out", str(folder)]
    assert call([*narrated, "--narrate", "spending"]) == 0
    file = folder.parent / "narratives" / "board" / "spending.md"
    file.write_text(file.read_text(encoding="utf-8") + "It was decided to spend 77 more.\n", encoding="utf-8")
    capsys.readouterr()
    assert call([*narrated, "--lint"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "spending.md: passive: «was decided». Say who does it. «It was decided to spend 77 more.»",
        f"spending.md: number: 77 stands nowhere in this section. {BY_HAND}. «It was decided to spend 77 more.»",
        "spending.md: grade 2 (Flesch and Kincaid: years of school)",
    ]
    assert call([*narrated, "--format", "md", "--to", str(to)]) == 0
    told = (to / "board.md").read_text(encoding="utf-8")
    assert "It was decided to spend 77 more." in told
    assert "have changed since it was written" not in told
    assert call([*narrated, "--narrate", "nowhere"]) == 2
    assert "this report has no such section; it has summary, ask" in capsys.readouterr().err
    return told


def test_an_earlier_day_that_is_not_kept(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["report", "chief", "--out", str(out), "--against", "2020-01-01"]) == 2
    assert "no earlier assessment in this folder fits; it keeps " in capsys.readouterr().err
