"""What holds of every measure there is: declared rows, a value that follows from its rows alone, and absence that is never zero."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from quarterdeck.app.asking.explain import explain, refold
from quarterdeck.app.catalogue import criteria, judgements, measures
from quarterdeck.app.concluding import measuring
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.measure import Measure
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.records.tables import RecordTable
from tests.builders import ANN, BEN, BOT, Told, assessed, rows


def _reads_records(measure: Measure) -> bool:
    return any(issubclass(row, RecordTable) for row in (*measure.needs, *measure.also_reads))


EVERY = pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.name)
WITH_ROWS = pytest.mark.parametrize(
    "measure",
    [one for one in measures() if one.subject in {"repository", "company"} and not _reads_records(one)],
    ids=lambda measure: measure.name,
)
"""Those that read no record and are about no service: this run has neither. The sample company refolds all of them."""
WORKFLOW = "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
PYTHON = "def sell(items):\n    for item in items:\n        if item:\n            print(item)\n"


def busy(path: Path) -> Told:
    """Three years of two people and a bot: releases, pipelines, locked and unlocked packages, runtimes, a rename."""
    told = Told(path)
    told.commit({"shop/cart.py": PYTHON * 20, "tests/test_cart.py": PYTHON, "setup.py": PYTHON}, at="2024-01-05")
    told.commit({"shop/old.py": PYTHON * 9}, by="Cy Ray <cy@example.org>", at="2024-02-05")
    told.commit({".github/workflows/ci.yml": WORKFLOW, "Dockerfile": "FROM python:3.8-slim\n", ".python-version": "3.12\n"}, by=BEN, at="2025-12-01")
    told.commit({"requirements.txt": "flask==0.12\nrequests>=2\n", "poetry.lock": '[[package]]\nname = "flask"\nversion = "0.12"\n'}, at="2026-01-10")
    for month in range(2, 11):
        told.commit({"shop/cart.py": PYTHON * (20 + month), "shop/old.py": PYTHON * (9 + month)}, by=ANN if month % 3 else BEN, at=f"2026-{month:02}-03")
        told.tag(f"v1.{month}", by=ANN, at=f"2026-{month:02}-20")
    told.commit({"requirements.txt": "flask==0.13\nrequests>=2\n"}, by=BOT, at="2026-11-01")
    told.commit(renames={"shop/cart.py": "shop/basket.py"}, by=BEN, at="2026-11-02")
    told.save()
    return told


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over a busy repository, one that holds prose alone, one that is dormant, and one that was cut."""
    folder = tmp_path_factory.mktemp("measures")
    prose = Told(folder / "prose")
    prose.commit({"README.md": "# Notes\n"}, at="2026-10-01")
    dormant = Told(folder / "dormant")
    dormant.commit({"app.py": PYTHON}, at="2019-01-01")
    paths = [busy(folder / "shop").save(), prose.save(), dormant.save()]
    return assessed(folder / "out", *paths)


def test_where_nothing_was_imported_no_measure_that_needs_imports_has_a_row(run: Run) -> None:
    """So a run need not look for such rows; nobody imported anything here."""
    needing = [one for one in measures() if any(row in IMPORTED for row in one.needs) and not _reads_records(one)]
    for measure in needing:
        measuring.make_rows(run.connection, measure, run.request.period, run.request.terms.criteria)
        assert run.connection.execute(f"SELECT count(*) FROM {measuring.rows_table(measure)}").fetchone() == (0,), measure.name
    assert len(needing) > 30


@WITH_ROWS
def test_rows_have_the_declared_columns_and_belong_to_a_subject(run: Run, measure: Measure) -> None:
    table = measuring.rows_table(measure)
    columns = rows(run, f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}' ORDER BY column_index")
    assert columns == [("subject", "VARCHAR"), ("key", "VARCHAR"), ("part", "VARCHAR"), ("contribution", "DOUBLE")]
    assert rows(run, f"SELECT * FROM {table} WHERE subject IS NULL OR key IS NULL OR contribution IS NULL OR isnan(contribution)") == []
    subjects = {m.subject.key for m in run.measurements if m.measure is measure}
    assert {subject for (subject,) in rows(run, f"SELECT DISTINCT subject FROM {table}")} <= subjects


@EVERY
def test_a_value_follows_from_its_rows_alone(run: Run, measure: Measure) -> None:
    for measurement in run.measurements:
        if measurement.measure is measure and not measurement.missing:
            assert math.isclose(refold(run, measurement), measurement.value, rel_tol=1e-9, abs_tol=1e-12)
            assert measurement.observations > 0
            if measurement.low is not None and measurement.high is not None:
                assert measurement.low <= measurement.high


@WITH_ROWS
def test_the_order_of_rows_never_matters(run: Run, measure: Measure) -> None:
    table = measuring.rows_table(measure)
    told = measuring.fold_rows(run.connection, measure.fold, table)
    for order in ("contribution DESC, key DESC", "hash(key), contribution"):
        run.connection.execute(f"CREATE OR REPLACE TEMP TABLE shuffled AS SELECT * FROM {table} ORDER BY {order}")
        again = measuring.fold_rows(run.connection, measure.fold, "shuffled")
        assert again.keys() == told.keys()
        assert all(again[subject] == pytest.approx(told[subject], nan_ok=True) for subject in told)


@EVERY
def test_without_evidence_a_measure_is_not_assessed_and_never_zero(run: Run, measure: Measure) -> None:
    for measurement in run.measurements:
        if measurement.measure is measure:
            assert (measurement.missing is None) != math.isnan(measurement.value)
            assert measurement.missing or measurement.observations > 0


@EVERY
def test_a_repository_without_code_is_assessed_for_nothing_that_is_about_code(run: Run, measure: Measure) -> None:
    about_code = {"files", "file_changes", "pipeline_jobs"} & {row.table for row in measure.needs}
    if about_code and measure.subject == "repository":
        (prose,) = (m for m in run.measurements if m.measure is measure and m.subject.key == "prose")
        assert prose.missing
        assert prose.missing.why
        assert prose.missing.supply


def test_no_two_measures_and_no_two_criteria_share_a_name() -> None:
    """Two that did would read each other's rows, or take each other's values, in silence."""
    for named in (measures(), judgements(), criteria()):
        names = [one.name for one in named]
        assert len(set(names)) == len(names), sorted(name for name in set(names) if names.count(name) > 1)


def test_ids_are_the_same_in_every_run_and_different_from_each_other(run: Run, tmp_path: Path) -> None:
    again = assessed(tmp_path / "out", *run.request.paths)
    assert [m.id for m in again.measurements] == [m.id for m in run.measurements]
    assert [f.id for f in again.findings] == [f.id for f in run.findings]
    assert again.id == run.id
    assert [(str(m.value), m.low, m.high) for m in again.measurements] == [(str(m.value), m.low, m.high) for m in run.measurements]
    assert [(f.verdict, f.money, f.severity) for f in again.findings] == [(f.verdict, f.money, f.severity) for f in run.findings]
    ids = [measurement.id for measurement in run.measurements] + [finding.id for finding in run.findings]
    assert len(set(ids)) == len(ids)


def test_every_judgement_ends_once_for_each_subject_of_its_kind_and_without_one_for_the_company(run: Run) -> None:
    ended = [(finding.judgement.name, finding.subject.key) for finding in run.findings]
    subjects = {"repository": ("dormant", "prose", "shop")}
    assert sorted(ended) == sorted((one.name, subject) for one in judgements() for subject in subjects.get(one.judges[0].subject, ("company",)))
    for finding in run.findings:
        assert (finding.severity is not None) == (finding.verdict.outcome is Outcome.NOT_MET)
        assert (finding.verdict.missing is not None) == (finding.verdict.outcome is Outcome.NOT_ASSESSED)


def test_a_dormant_repository_is_not_judged(run: Run) -> None:
    assert {f.verdict.outcome for f in run.findings if f.subject.key == "dormant"} == {Outcome.NOT_APPLICABLE}


def test_everything_can_be_explained(run: Run) -> None:
    for known in [measurement.id for measurement in run.measurements] + [finding.id for finding in run.findings]:
        section = explain(run, known)
        assert section.blocks
        assert section.anchor.startswith("explain-")


def test_a_cut_history_is_assessed_for_nothing_that_needs_it_whole(tmp_path: Path) -> None:
    told = busy(tmp_path / "shop")
    cut = told.git_dir / "shallow"
    cut.write_text(told.oid(told.tips["main"] - 1) + "\n")
    shallow = assessed(tmp_path / "out", told.path)
    assessed_too = {m.measure.name for m in shallow.measurements if not m.missing and {"commits", "tags"} & {row.table for row in m.measure.needs}}
    assert assessed_too == set()
