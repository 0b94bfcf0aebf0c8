"""An answer that stands there already is neither concluded nor written again; anything that it depends on makes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app import pipeline
from quarterdeck.app.keeping.store import Store
from quarterdeck.app.reports.publish import publish
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.security import SECURITY
from quarterdeck.reports.redaction import Disguise
from tests.builders import Told, assessed

pytestmark = pytest.mark.practices(KNOWLEDGE, SECURITY)

PLAIN = Disguise.of(None)


def test_the_same_run_leaves_its_report_and_anything_else_makes_it_anew(tmp_path: Path) -> None:
    shop, out = Told(tmp_path / "shop"), tmp_path / "out"
    shop.commit({"a.py": "1\n"}, at="2026-10-01")
    shop.save()
    page = publish(assessed(out, shop.path), PLAIN).page
    first, written = page.read_bytes(), page.stat().st_mtime_ns

    publish(assessed(out, shop.path), PLAIN)
    assert page.stat().st_mtime_ns == written, "made again though nothing changed"

    page.write_text("somebody's own words")
    publish(assessed(out, shop.path), PLAIN)
    assert page.read_bytes() == first

    publish(assessed(out, shop.path), Disguise.of("all"))
    assert b"shop" not in page.read_bytes()
    publish(assessed(out, shop.path), PLAIN)
    assert page.read_bytes() == first

    publish(assessed(out, shop.path, as_of="2026-11-22"), PLAIN)
    assert b"2026-11-22" in page.read_bytes() or b"22 November 2026" in page.read_bytes()


def test_a_second_run_with_nothing_new_concludes_nothing_and_says_the_same(tmp_path: Path) -> None:
    shop, out = Told(tmp_path / "shop"), tmp_path / "out"
    shop.commit({"a.py": "1\n", "requirements.txt": "flask\n"}, at="2026-10-01")
    shop.save()
    run = assessed(out, shop.path)
    said, results = publish(run, PLAIN).summary, _results(out)
    assert said.commits == 1
    assert said.missing.lines

    again = assessed(out, shop.path)
    assert publish(again, PLAIN).summary == said
    assert again.id == run.id
    assert "conclusion" not in vars(again), "every practice was loaded for an answer that stood there"
    assert _results(out) == results
    assert [finding.id for finding in again.findings] == [finding.id for finding in run.findings], "who asks is answered all the same"

    (out / ".report").write_text('{"made_of": 1}')
    assert publish(assessed(out, shop.path), PLAIN).summary == said


def test_a_new_commit_another_question_another_problem_or_program_is_concluded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop, out = Told(tmp_path / "shop"), tmp_path / "out"
    shop.commit({"a.py": "1\n"}, at="2026-10-01")
    shop.save()
    publish(assessed(out, shop.path), PLAIN)

    shop.commit({"a.py": "2\n"}, at="2026-10-02")
    shop.save()
    run = assessed(out, shop.path)
    assert "conclusion" in vars(run)
    assert publish(run, PLAIN).summary.commits == 2
    assert "conclusion" in vars(assessed(out, shop.path, seed=2))
    publish(assessed(out, shop.path), PLAIN)

    elsewhere = tmp_path / "nothing-there"
    run = assessed(out, shop.path, elsewhere)
    assert run.met
    assert "conclusion" in vars(run), "a problem may silence a measure"
    publish(run, PLAIN)
    monkeypatch.setattr(pipeline, "written", lambda: 1)
    assert "conclusion" in vars(assessed(out, shop.path, elsewhere))


def _results(out: Path) -> list[str]:
    store = Store(out)
    return store.files("findings") + store.files("measurements")
