"""Imports are kept, replaced by key, and pinned by the run that saw them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.app.asking.ask import ask
from quarterdeck.app.asking.recall import recall
from quarterdeck.app.imports.importing import UnreadableFileError, kind_named, kinds
from quarterdeck.app.imports.mappings import BrokenMappingError, home, remember, remembered, settled
from quarterdeck.app.imports.upsert import fingerprint_of
from quarterdeck.app.keeping.store import Store, connect
from quarterdeck.app.reports.reporting import report, sources_of
from quarterdeck.app.reports.result import result
from quarterdeck.kernel.text import plain
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.walk import phrases_of
from quarterdeck.sources.exports.collect import UnreadableExportError, collect
from quarterdeck.sources.exports.convert import cleaned
from quarterdeck.sources.exports.mapping import propose
from quarterdeck.sources.exports.reading import open_export, propose_reading
from quarterdeck.sources.exports.said import Said
from tests.builders import ANN, NOW, Told, assessed
from tests.exports import held, import_files

HEADER = "Deployment ID,Deployed At,App,Result\n"


def deployments(*rows: str) -> str:
    """`7 2026-01-05 succeeded` and so on as a table."""
    return HEADER + "".join(f"{number},{day},shop,{result}\n" for number, day, result in (row.split() for row in rows))


def counts(folder: Path, text: str, now: datetime = NOW) -> tuple[int, int, int]:
    (change,) = import_files(folder, "deployments", {"d.csv": text}, now=now).changes
    return change.new, change.changed, change.unchanged


def test_a_longer_export_adds_what_is_new_and_replaces_what_changed(tmp_path: Path) -> None:
    assert counts(tmp_path, deployments("1 2026-01-05 failed", "2 2026-01-06 success")) == (2, 0, 0)
    assert counts(tmp_path, deployments("1 2026-01-05 failed", "2 2026-01-06 success")) == (0, 0, 2)
    assert counts(tmp_path, deployments("1 2026-01-05 success", "2 2026-01-06 success", "3 2026-01-07 success")) == (1, 1, 1)
    assert counts(tmp_path, deployments("3 2026-01-07 success")) == (0, 0, 1)
    assert held(tmp_path, "deployments", "id, status") == [("1", "succeeded"), ("2", "succeeded"), ("3", "succeeded")]


@pytest.mark.parametrize("together", [True, False], ids=["in one call", "one after the other"])
def test_answers_without_a_respondent_stay_beside_those_of_other_files_and_of_a_longer_export(tmp_path: Path, together: bool) -> None:
    head = "survey,question,value\n"
    files = {"a.csv": f"{head}S,Q1,5\nS,Q1,4\n", "b.csv": f"{head}S,Q1,1\nS,Q1,2\n"}
    for one in [files] if together else [{name: text} for name, text in files.items()]:
        import_files(tmp_path, "survey", one)
    assert held(tmp_path, "survey_answers", "value") == [(1.0,), (2.0,), (4.0,), (5.0,)]
    (longer,) = import_files(tmp_path, "survey", {"a2.csv": f"{head}S,Q1,4\nS,Q1,5\nS,Q1,5\n"}).changes
    assert (longer.new, longer.changed, longer.unchanged) == (1, 0, 2)
    assert held(tmp_path, "survey_answers", "value") == [(1.0,), (2.0,), (4.0,), (5.0,), (5.0,)]


@pytest.mark.parametrize("rows", [("ok", "failed"), ("failed", "ok")], ids=["the worse last", "the worse first"])
def test_rows_of_one_key_that_contradict_each_other_are_a_problem_that_names_both(tmp_path: Path, rows: tuple[str, str]) -> None:
    text = "deployed_at,service,status\n" + "".join(f"2026-01-01T00:00Z,a,{status}\n" for status in rows)
    done = import_files(tmp_path, "deployments", {"d.csv": text})
    assert held(tmp_path, "deployments", "status") == [("failed",)]
    (problem,) = done.problems
    lost, kept = rows.index("ok") + 2, rows.index("failed") + 2
    assert (problem.place.source, problem.place.line) == ("d.csv", lost)
    assert f"line {kept} of d.csv are one by their key and contradict each other: status succeeded ≠ failed" in problem.what


def test_lines_of_an_invoice_without_a_position_are_all_kept_and_corrected_in_place(tmp_path: Path) -> None:
    """Two lines alike but for the amount are two lines; the invoice that is told as a whole keeps its empty position."""
    head = "vendor,invoice number,date,text,amount,currency\n"
    lines = [f"Kartwerk,R1,2026-03-01,{line},EUR\n" for line in ("Seats,100", "Seats,100", "Support,70")]
    bill = "".join([head, *lines, "Rackwerk,9,2026-03-02,,640,EUR\n"])
    first = import_files(tmp_path, "invoices", {"bill.csv": bill})
    assert (first.problems, first.notes) == ((), ())
    assert held(tmp_path, "invoices", "number, amount::INTEGER, position = ''") == [
        ("9", 640, True), ("R1", 70, False), ("R1", 100, False), ("R1", 100, False),
    ]  # fmt: skip
    (again,) = import_files(tmp_path, "invoices", {"again.csv": bill.replace("Support,70", "Support,75")}).changes
    assert (again.new, again.changed, again.unchanged) == (0, 1, 3)


def test_rows_that_are_there_twice_or_newer_are_no_contradiction(tmp_path: Path) -> None:
    rows = ("1,2026-01-01,open,2026-01-02", "1,2026-01-01,done,2026-01-03", *["2,2026-01-01,open,2026-01-02"] * 2)
    text = "\n".join(["id,created_at,status,updated_at", *rows])
    done = import_files(tmp_path, "work-items", {"w.csv": text})
    assert done.problems == ()
    assert [note.partition(" of work_items ")[::2] for note in done.notes] == [
        ("1 row", "said nothing else than another one in the same files; each was taken once"),
        ("1 row", "had the key of a newer one in the same files; the newest was taken"),
    ]
    assert held(tmp_path, "work_items", "id, status") == [("1", "done"), ("2", "open")]


@pytest.mark.parametrize(
    ("kind", "text", "problems", "kept"),
    [
        ("seats", "product,date,paid\nA,2026-01-01,-50\nB,2026-01-01,50\n", ["x.csv:2: paid: '-50' is no count of seats"], [("seats", "paid", (50,))]),
        ("usage", "feature,date,end,users\nA,2026-01-01,2026-01-31,-5\n", ["x.csv:2: users: '-5' is no count of users"], [("feature_usage", "users", (None,))]),
        (
            "ledger",
            "date,amount,currency\n" + "".join(
                f"2026-01-0{day},{said}\n" for day, said in enumerate(("12 USD,EUR", "$12,EUR", "12%,EUR", "12 EUR,eur", "$12,CAD", "1,Bananas", "1,ERU"), 1)
            ),
            [
                "x.csv:2: amount: '12 USD' is not an amount in the row's own currency (`currency`)",
                "x.csv:3: amount: '$12' is not an amount in the row's own currency (`currency`)",
                "x.csv:4: amount: '12%' is a share, no amount",
                "x.csv:7: currency: 'Bananas' is no currency; write its three letters (ISO 4217), for instance EUR",
                "x.csv:8: currency: 'ERU' is no currency; write its three letters (ISO 4217), for instance EUR",
            ],
            [("ledger", "amount::INTEGER, currency", (12, "CAD"), (12, "EUR"))],
        ),
    ],
    ids=["seats below zero", "users below zero", "amounts and their currency"],
)  # fmt: skip
def test_what_no_count_amount_or_currency_is_is_told_with_its_line(
    tmp_path: Path, kind: str, text: str, problems: list[str], kept: list[tuple[object, ...]]
) -> None:
    done = import_files(tmp_path, kind, {"x.csv": text})
    assert [f"{problem.place}: {problem.what}" for problem in done.problems] == problems
    for table, columns, *rows in kept:
        assert held(tmp_path, str(table), str(columns)) == rows


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("13/04/2026 10:00Z", "2026-04-13 10:00:00"),
        ("13/04/2026 10:00 +02:00", "2026-04-13 08:00:00"),
        ("13.04.2026 10:00:30-0530", "2026-04-13 15:30:30"),
        ("13-04-2026 10:00 PM UTC", "2026-04-13 22:00:00"),
        ("2026-04-13T10:00:00+14:00", "2026-04-12 20:00:00"),
        ("2026-04-13T10:00:00+25:00", None),
        ("13/04/2026 10:00 +02:75", None),
    ],
)
def test_a_time_that_says_its_zone_is_read_in_any_form_and_no_clock_is_25_hours_away(tmp_path: Path, said: str, read: str | None) -> None:
    done = import_files(tmp_path, "deployments", {"d.csv": f"deployed_at,service\n{said},shop\n"}, Said(zone="Europe/Berlin"))
    assert held(tmp_path, "deployments", "deployed_at::VARCHAR") == ([(read,)] if read else [])
    assert bool(done.problems) == (read is None)


@pytest.mark.parametrize(
    ("text", "why"),
    [("[[]]", "it is JSON, but holds no list of objects"), (f'[\n{{"id": {"7" * 5000}}}]', "line 2 is not JSON (a number has more than 4,300 digits)")],
    ids=["empty list", "5,000 digits"],
)
def test_json_that_cannot_be_read_says_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=re.escape(why)):
        import_files(tmp_path, "deployments", {"d.json": text})


def test_a_key_that_stands_twice_in_an_object_is_told(tmp_path: Path) -> None:
    text = '[{"id": "1", "deployed_at": "2026-01-05", "status": "failed", "status": "ok"}]'
    (problem,) = import_files(tmp_path, "deployments", {"d.json": text}).problems
    assert f"{problem.place}: {problem.what}" == "d.json:1: element 1 has the key status twice; the last was taken"


def test_the_file_itself_is_not_kept(tmp_path: Path) -> None:
    import_files(tmp_path, "roster", {"people.csv": "Name,E-mail,Salary\nAnn,ann@example.org,90017\n"})
    kept = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"90017" in path.read_bytes() or b"Salary" in path.read_bytes()]


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    counts(tmp_path, deployments("1 2026-01-05 failed"))
    before = Store(tmp_path / "out").manifest["tables"]
    counts(tmp_path, deployments("1 2026-01-05 failed"), NOW + timedelta(days=1))
    assert Store(tmp_path / "out").manifest["tables"] == before


def test_a_scan_that_finds_nothing_any_more_ends_what_the_one_before_found(tmp_path: Path) -> None:
    result = '{"ruleId": "r", "message": {"text": "m"}}'
    for results, found in ((result, 1), ("", 0)):
        log = f'{{"version": "2.1.0", "runs": [{{"tool": {{"driver": {{"name": "Lookout"}}}}, "results": [{results}]}}]}}'
        import_files(tmp_path, "sarif", {"x.sarif": log}, Said(constants={"repository": "shop"}))
        assert len(held(tmp_path, "scan_results")) == found


ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.dates(datetime(2026, 1, 1).date(), datetime(2026, 2, 1).date()), st.sampled_from(["success", "failed", ""])),  # noqa: DTZ001  # days have no zone
    min_size=1, max_size=12, unique_by=lambda row: row[0],
)  # fmt: skip


@settings(max_examples=8)
@given(rows=ROWS, cut=st.integers(0, 12), data=st.data())
def test_importing_twice_is_importing_once_and_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, object, str]], cut: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("law")
    text = [f"{number},{day},shop,{result}\n" for number, day, result in rows]
    mixed = data.draw(st.permutations(text))
    import_files(folder / "once", "deployments", {"d.csv": HEADER + "".join(text)})
    import_files(folder / "twice", "deployments", {"d.csv": HEADER + "".join(mixed[:cut] or mixed)})
    import_files(folder / "twice", "deployments", {"e.csv": HEADER + "".join(mixed)})
    once, twice = (held(folder / name, "deployments", "* EXCLUDE (file, line, source, collector, collected_at)") for name in ("once", "twice"))
    assert once == twice
    assert fingerprint_of(Store(folder / "once" / "out")) == fingerprint_of(Store(folder / "twice" / "out"))


PIECES = st.lists(
    st.binary(max_size=40)
    | st.sampled_from([b"[", b"{", b'"id": 1', b'"', b";", b",", b"\n", b"<testsuite>", b"\xff\xfe", b"id,date\n", b"\x00", b"]", b"}", b'"a": [1e999]']),
    max_size=12,
).map(b"".join)  # fmt: skip


@settings(max_examples=40)
@given(contents=PIECES, kind=st.sampled_from([kind.name for kind, _ in kinds()]))
def test_random_bytes_never_crash(tmp_path_factory: pytest.TempPathFactory, contents: bytes, kind: str) -> None:
    wanted = kind_named(kind)
    assert wanted is not None
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "x").write_bytes(contents)
    connection = connect(folder)
    try:
        opened = open_export(connection, collect(folder / "x", folder / "y"), wanted, Said(), "", "sheet")
    except UnreadableExportError:
        return  # in words, which other tests read
    if opened.sheet is not None:
        propose_reading(connection, opened, wanted, Said())


def test_runs_say_which_imports_they_saw_and_explain_sees_no_others(tmp_path: Path) -> None:
    shop = Told(tmp_path / "shop")
    shop.commit({"app.py": "one\n"}, by=ANN, at="2026-10-01")
    shop.save()
    import_files(tmp_path, "deployments", {"d.csv": deployments("1 2026-01-05 failed", "2 2027-01-06 success")})
    first = assessed(tmp_path / "out", shop.path)
    assert first.connection.execute("SELECT id FROM deployments").fetchall() == [("1",)]  # the other lies after the day
    assert ("deployments", "2026-01-05", 1, "imported from d.csv") in [(s.name, s.data_of, s.rows, plain(s.origin)) for s in sources_of(first)]
    import_files(tmp_path, "deployments", {"d.csv": deployments("3 2026-01-07 success")}, now=NOW + timedelta(hours=3))
    import_files(tmp_path, "deployments", {"d.csv": deployments("4 2026-01-07 success")}, now=NOW + timedelta(hours=6))
    again = recall(tmp_path / "out")
    assert (again.id, again.connection.execute("SELECT id FROM deployments").fetchall()) == (first.id, [("1",)])
    assert ask(tmp_path / "out", "SELECT count(*) FROM deployments").rows == [(3,)]
    second = assessed(tmp_path / "out", shop.path)
    assert second.id != first.id
    assert second.connection.execute("SELECT count(*) FROM deployments").fetchall() == [(3,)]


@pytest.mark.parametrize("choice", ["people", "code", "all"])
def test_the_name_of_an_imported_file_is_redacted_wherever_sources_are_listed(tmp_path: Path, choice: str) -> None:
    shop = Told(tmp_path / "shop")
    shop.commit({"app.py": "one\n"}, by=ANN, at="2026-10-01")
    shop.save()
    import_files(tmp_path, "deployments", {"ann-lee.csv": deployments("1 2026-01-05 failed")})
    run, disguise = assessed(tmp_path / "out", shop.path), Disguise.of(choice)
    shown = "".join(plain(phrase) for phrase in phrases_of(disguise.document(report(run, disguise.problem))))
    assert "imported from Export 1" in shown
    assert "ann-lee.csv" not in shown
    assert [s.origin for s in result(run, disguise.phrase, disguise.problem).sources if "import" in s.origin] == ["imported from Export 1"]


def test_imports_alone_can_be_asked(tmp_path: Path) -> None:
    import_files(tmp_path, "deployments", {"d.csv": deployments("1 2026-01-05 failed")})
    assert ask(tmp_path / "out", "SELECT id, file, line FROM deployments").rows == [("1", "d.csv", 2)]
    assert ask(tmp_path / "out", "SELECT name, read, new, data_to::DATE::VARCHAR FROM imported_files").rows == [("d.csv", 1, 1, "2026-01-05")]
    assert ask(tmp_path / "out", "SELECT count(*) FROM commits").rows == [(0,)]


def test_a_settled_mapping_is_remembered_and_used_again(tmp_path: Path) -> None:
    text = "Wann,Was,Ergebnis\n03/04/2026 10:00,shop,ok\n"
    said = Said({"Wann": "deployed_at", "Was": "service", "Ergebnis": "status"}, zone="Europe/Berlin", dates="day-first")
    done = import_files(tmp_path, "deployments", {"d.csv": text}, said)
    assert done.files[0].proposal is not None
    known = remember(remembered(tmp_path, "deployments"), "deployments", settled(done.files[0].proposal))
    assert remembered(tmp_path, "deployments") == known
    assert known.path == tmp_path / "imports/mappings/deployments.yaml"
    again = import_files(tmp_path / "new", "deployments", {"e.csv": text.replace("03/04", "05/06")}, mappings=known)
    assert again.unsettled == ()
    assert held(tmp_path / "new", "deployments", "deployed_at::VARCHAR, service, status") == [("2026-06-05 08:00:00", "shop", "succeeded")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mappings: [", "deployments.yaml:1: "),
        ("columns: {}\n", "it needs a list `mappings`"),
        ("mappings:\n- colums: {}\n", "unknown key 'colums'"),
        ("mappings:\n- columns: [a]\n", "'columns' has the wrong form"),
        ("mappings:\n- time_zone: Europe/Atlantis\n", "no time zone 'Europe/Atlantis'"),
        ("mappings:\n- dates: backwards\n", "'dates' is day-first or month-first"),
    ],
)
def test_a_broken_mappings_file_is_told_in_words(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "imports/mappings/deployments.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(BrokenMappingError, match=why):
        remembered(tmp_path, "deployments")


def test_mappings_live_at_the_root_of_the_workspace(tmp_path: Path) -> None:
    inside = tmp_path / "exports" / "2026"
    inside.mkdir(parents=True)
    assert home(inside, tmp_path / "out") == tmp_path / "out"
    (tmp_path / "quarterdeck.yaml").write_text("")
    assert home(inside, tmp_path / "out") == tmp_path


def test_a_time_without_a_zone_in_a_report_needs_one(tmp_path: Path) -> None:
    report = '<testsuite name="s" timestamp="2026-03-02T08:20:00"><testcase name="t"/></testsuite>'
    with pytest.raises(UnreadableFileError, match="--time-zone"):
        import_files(tmp_path, "junit", {"x.xml": report})


def test_a_document_that_declares_entities_is_refused(tmp_path: Path) -> None:
    report = '<!DOCTYPE x [<!ENTITY a "aaaa">]><testsuite name="&a;"><testcase name="t"/></testsuite>'
    with pytest.raises(UnreadableFileError, match="declares entities"):
        import_files(tmp_path, "junit", {"x.xml": report})


def test_every_field_of_every_kind_is_known_by_its_own_name(tmp_path: Path) -> None:
    for kind, _ in kinds():
        if kind.reader.names:
            columns = [column.name for column in kind.reader.columns]
            proposal = propose(columns, kind, Said())
            assert (list(proposal.fields), proposal.questions) == (columns, ()), kind.name
            assert all(cleaned("c0", column) for column in kind.reader.columns)
