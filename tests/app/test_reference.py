"""Reference data comes into a run's own evidence when the published files changed, and only then."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from quarterdeck.app.gathering.reference import bring_in, cache_folder, fingerprint_of, held
from quarterdeck.app.keeping.store import Store
from quarterdeck.sources.reference.unpack import packed

NOW = datetime.fromisoformat("2026-11-21T12:00:00")


def advisory(name: str) -> bytes:
    affected = [{"package": {"name": "web", "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]
    return json.dumps({"id": name, "modified": "2026-11-01T00:00:00Z", "published": "2026-10-01T00:00:00Z", "affected": affected}).encode()


def publish(cache: Path, *names: str) -> None:
    """Put an archive of advisories into the cache."""
    path = cache / "osv/PyPI/all.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed({f"{name}.json": advisory(name) for name in names}))


def versions(store: Store) -> dict[str, int]:
    """The version of each table that holds reference data: it goes up when the table is written."""
    return {name: entry["version"] for name, entry in store.manifest["tables"].items()}


def run(out: Path, cache: Path) -> Store:
    """What a run does with reference data: bring it in, publish."""
    store = Store(out)
    bring_in(store, cache, NOW)
    store.publish({}, NOW)
    return store


def test_with_an_empty_cache_the_shipped_support_cycles_are_there(tmp_path: Path) -> None:
    store = run(tmp_path / "out", tmp_path / "cache")
    assert sorted(versions(store)) == ["reference_sets", "support_cycles"]


def test_files_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path / "cache", "PYSEC-1")
    first = run(tmp_path / "out", tmp_path / "cache")
    again = run(tmp_path / "out", tmp_path / "cache")
    assert versions(again) == versions(first)
    assert fingerprint_of(again) == fingerprint_of(first) != ""


def test_a_copy_elsewhere_is_the_same_data(tmp_path: Path) -> None:
    publish(tmp_path / "cache", "PYSEC-1")
    publish(tmp_path / "copy", "PYSEC-1")
    first = run(tmp_path / "out", tmp_path / "cache")
    again = run(tmp_path / "out", tmp_path / "copy")
    assert versions(again) == versions(first)


def test_a_changed_file_replaces_the_rows(tmp_path: Path) -> None:
    publish(tmp_path / "cache", "PYSEC-1")
    first = run(tmp_path / "out", tmp_path / "cache")
    publish(tmp_path / "cache", "PYSEC-1", "PYSEC-2")
    again = run(tmp_path / "out", tmp_path / "cache")
    assert fingerprint_of(again) != fingerprint_of(first)
    assert versions(again)["advisories"] > versions(first)["advisories"]


def test_a_set_that_is_taken_away_leaves_no_rows_behind(tmp_path: Path) -> None:
    publish(tmp_path / "cache", "PYSEC-1")
    run(tmp_path / "out", tmp_path / "cache")
    (tmp_path / "cache/osv/PyPI/all.zip").unlink()
    store = run(tmp_path / "out", tmp_path / "cache")
    assert store.files("advisories") == []


def test_faults_are_told_in_every_run_not_only_in_the_one_that_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cache/osv/PyPI/all.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no archive")
    store = Store(tmp_path / "out")
    first = bring_in(store, tmp_path / "cache", NOW)
    assert [problem.place.source for problem in first] == ["advisories/PyPI"]
    assert bring_in(store, tmp_path / "cache", NOW) == first


def test_what_the_cache_holds(tmp_path: Path) -> None:
    publish(tmp_path, "PYSEC-1")
    (tmp_path / "osv/npm").mkdir()
    (tmp_path / "osv/npm/all.zip").write_bytes(b"no archive")
    told = {one.name: one for one in held(tmp_path)}
    assert str(told["advisories/PyPI"].data_of) == "2026-11-01"
    assert told["advisories/Go"].data_of is None
    assert "refused" in told["advisories/npm"].why
    assert told["support-cycles"].data_of is not None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"QUARTERDECK_CACHE": "/data/q"}, "/data/q/reference"),
        ({"XDG_CACHE_HOME": "/var/caches"}, "/var/caches/quarterdeck/reference"),
        ({"XDG_CACHE_HOME": "not/absolute"}, "/caches/ann/.cache/quarterdeck/reference"),
        ({}, "/caches/ann/.cache/quarterdeck/reference"),
    ],
)
def test_where_the_cache_is(environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUARTERDECK_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/caches/ann", **environment}.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(folder)
