"""The sample company, built once for all tests and all workers, and what an assessment of its workspace finds."""

from __future__ import annotations

import fcntl
import json
import math
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from quarterdeck.app.asking.explain import refold
from quarterdeck.app.onboarding.sample import build
from quarterdeck.app.pipeline import assess
from quarterdeck.app.record.company import brief
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.request import Request
from quarterdeck.sources.reference.unpack import packed
from tests.builders import Silent

NOW = datetime.fromisoformat("2026-10-31T18:00:00")
ADVISORIES = (("CVE-2020-28493", "jinja2", "2.11.3"), ("CVE-2020-14343", "pyyaml", "5.4"))
"""Two that are published: what they concern and where it was mended. Facts of the OSV entries; the words are ours."""


@dataclass(frozen=True)
class Built:
    """The sample company in a folder, its heads, how each judgement of an assessment ended, and what each measure says."""

    folder: Path
    heads: dict[str, str]
    outcomes: dict[tuple[str, str], str]
    values: dict[tuple[str, str], float]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built and assessed by the first worker that asks; the others wait and read."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    told = shared / "sample.json"
    with (shared / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            here = Path(os.path.relpath(shared / "sample"))  # as people type it
            heads = dict(build(here, Silent()).heads)
            told.write_text(json.dumps([heads, *_told(shared)]))
    heads, outcomes, values = json.loads(told.read_text())
    return Built(shared / "sample", heads, {(*pair,): outcome for *pair, outcome in outcomes}, {(*pair,): value for *pair, value in values})


def _told(shared: Path) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, float]]]:
    cache = shared / "sample-reference"
    (cache / "osv/PyPI").mkdir(parents=True)
    (cache / "osv/PyPI/all.zip").write_bytes(packed({f"{name}.json": _advisory(name, package, mended) for name, package, mended in ADVISORIES}))
    company, day = Workspace(shared / "sample" / "company"), date(2026, 10, 31)
    told = brief(company, day)
    out = company.root / "quarterdeck-out"
    request = Request(told.paths, out, day, mailmap=told.mailmap, company=told.standing, records=told.records, met=told.problems, deep=True, cache=cache)
    run = assess(request, NOW, Silent())
    assert [problem.place.path for problem in run.problems] == ["acceptances/python-in-billing.yaml"]  # it has ended: planted
    assert not run.accepted
    each = {one.measure.name: one for one in run.measurements if not one.missing}  # the last subject of each measure
    for one in each.values():
        assert math.isclose(refold(run, one), one.value, rel_tol=1e-9, abs_tol=1e-12), one
    values = [(one.measure.name, one.subject.key, one.value) for one in run.measurements if not one.missing]
    return [(one.judgement.name, one.subject.key, one.verdict.outcome.value) for one in run.findings], values


def _advisory(name: str, package: str, mended: str) -> bytes:
    events = [{"introduced": "0"}, {"fixed": mended}]
    affected = [{"package": {"name": package, "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]
    return json.dumps({"id": name, "modified": "2026-10-20T00:00:00Z", "published": "2021-01-01T00:00:00Z", "affected": affected}).encode()
