"""A report that stands there already is not made again; anything that it depends on makes it anew."""

from __future__ import annotations

from pathlib import Path

from quarterdeck.app.publish import publish
from quarterdeck.reports.redaction import Disguise
from tests.builders import Told, assessed

PLAIN = Disguise.of(None)


def test_the_same_run_leaves_its_report_and_anything_else_makes_it_anew(tmp_path: Path) -> None:
    shop, out = Told(tmp_path / "shop"), tmp_path / "out"
    shop.commit({"a.py": "1\n"}, at="2026-10-01")
    shop.save()
    page, _ = publish(assessed(out, shop.path), PLAIN)
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
