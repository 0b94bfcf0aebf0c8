"""Tables with any column names: the mapping, how times and numbers are written, what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.app.imports.importing import Imported, UnreadableFileError
from quarterdeck.app.imports.mappings import settled
from quarterdeck.sources.exports.mapping import UnusableMappingError
from quarterdeck.sources.exports.said import Said
from tests.exports import held, import_files, told


def series(*cells: str) -> str:
    """A series with one value a line: `2026-01-05;12,5` and so on."""
    return "\n".join(["Metric;System;When;Value", *(f"load;shop;{cell}" for cell in cells)])


def values(folder: Path, text: str, said: Said | None = None) -> tuple[Imported, list[tuple[object, ...]]]:
    done = import_files(folder, "series", {"load.csv": text}, said)
    return done, [] if done.unsettled else held(folder, "series", "measured_at::VARCHAR, value")


def asked(done: Imported) -> list[str]:
    """What must still be said, by kind."""
    return [question.kind for unsettled in done.unsettled for question in unsettled.proposal.questions]


TIMES = (
    ("2026-01-05", "2026-01-05 00:00:00"),
    ("2026-01-05T10:30:00Z", "2026-01-05 10:30:00"),
    ("2026-01-05 10:30:00+02:00", "2026-01-05 08:30:00"),
    ("2026-01-05T10:30:00.250-0500", "2026-01-05 15:30:00.25"),
    ("1767609000", "2026-01-05 10:30:00"),
    ("1767609000000", "2026-01-05 10:30:00"),
    ("2026/01/05", "2026-01-05 00:00:00"),
    ("5 Jan 2026", "2026-01-05 00:00:00"),
    ("Jan 5, 2026", "2026-01-05 00:00:00"),
    ("25.01.2026", "2026-01-25 00:00:00"),
    ("1/25/2026", "2026-01-25 00:00:00"),
    ("Mon Jan 05 2026 11:30:00 GMT+0100 (Central European Standard Time)", "2026-01-05 10:30:00"),
    ("Mon, 05 Jan 2026 10:30:00 GMT", "2026-01-05 10:30:00"),
    ("Mon, 05 Jan 2026 11:30:00 +0100", "2026-01-05 10:30:00"),
)


@pytest.fixture(scope="module")
def read_alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is read of each way of writing a time: a file for each, one import for all."""
    folder = tmp_path_factory.mktemp("times")
    done = import_files(folder, "series", {f"{index}.csv": f"Metric;System;When;Value\nload;{index};{written};1" for index, (written, _) in enumerate(TIMES)})
    assert asked(done) == []
    found = {str(row[0]): str(row[1]) for row in held(folder, "series", "subject, measured_at::VARCHAR")}
    return {written: found[str(index)] for index, (written, _) in enumerate(TIMES)}


@pytest.mark.parametrize(("written", "read"), TIMES)
def test_times_are_read_as_exports_write_them(written: str, read: str, read_alone: dict[str, str]) -> None:
    assert read_alone[written] == read


def test_one_date_that_shows_the_order_settles_it_for_all(tmp_path: Path) -> None:
    done, found = values(tmp_path, series("03/04/2026;1", "25/04/2026;2"))
    assert asked(done) == []
    assert [time for time, _ in found] == ["2026-04-03 00:00:00", "2026-04-25 00:00:00"]


@pytest.mark.parametrize(("dates", "read"), [("day-first", "2026-04-03 00:00:00"), ("month-first", "2026-03-04 00:00:00")])
def test_dates_that_show_no_order_are_asked_for_and_never_guessed(tmp_path: Path, dates: str, read: str) -> None:
    done, _ = values(tmp_path, series("03/04/2026;1"))
    assert asked(done) == ["dates"]
    assert "03/04/2026" in done.unsettled[0].proposal.questions[0].ask
    _, found = values(tmp_path, series("03/04/2026;1"), Said(dates=dates))
    assert [time for time, _ in found] == [read]


def test_dates_of_both_orders_are_asked_for(tmp_path: Path) -> None:
    assert asked(values(tmp_path, series("25/04/2026;1", "04/25/2026;2"))[0]) == ["dates"]


def test_a_time_without_a_zone_needs_one(tmp_path: Path) -> None:
    assert asked(values(tmp_path, series("2026-01-05 10:30;1"))[0]) == ["zone"]


@pytest.mark.parametrize(
    ("zone", "times"),
    [
        ("UTC", {"2026-01-05 10:30": "2026-01-05 10:30:00"}),
        (
            "Europe/Berlin",
            {"2026-01-05 10:30": "2026-01-05 09:30:00", "2026-07-05 10:30": "2026-07-05 08:30:00", "2026-01-05 10:30+00:00": "2026-01-05 10:30:00",
             "2026-01-05": "2026-01-05 00:00:00"},
        ),
        ("America/New_York", {"2026-03-08 01:59": "2026-03-08 06:59:00", "2026-03-08 03:00": "2026-03-08 07:00:00"}),
        ("Asia/Kolkata", {"2026-01-05 10:30": "2026-01-05 05:00:00"}),
        ("Pacific/Chatham", {"2026-01-05 10:30": "2026-01-04 20:45:00"}),
    ],
)  # fmt: skip
def test_a_zone_is_applied_with_its_summer_time_to_what_needs_one(tmp_path: Path, zone: str, times: dict[str, str]) -> None:
    """A file for each time: what stands in one says nothing of another."""
    files = {f"{index}.csv": f"Metric;System;When;Value\nload;{index};{written};1" for index, written in enumerate(times)}
    import_files(tmp_path, "series", files, Said(zone=zone))
    assert held(tmp_path, "series", "measured_at::VARCHAR, subject") == sorted((read, str(index)) for index, read in enumerate(times.values()))


def test_a_time_that_the_clocks_skipped_is_a_problem(tmp_path: Path) -> None:
    done, found = values(tmp_path, series("2026-03-29 02:30;1", "2026-03-29 03:30;2"), Said(zone="Europe/Berlin"))
    assert found == [("2026-03-29 01:30:00", 2.0)]
    assert [str(problem) for problem in done.problems] == [
        "load.csv:2: When: '2026-03-29 02:30' is not a time that clocks in Europe/Berlin show. Mend it in the file and import again; the row was left out."
    ]


def test_a_time_that_the_clocks_showed_twice_is_the_later_one_and_said(tmp_path: Path) -> None:
    done, found = values(tmp_path, series("2026-10-25 02:30;1", "2026-10-25 03:30;2"), Said(zone="Europe/Berlin"))
    assert found == [("2026-10-25 01:30:00", 1.0), ("2026-10-25 02:30:00", 2.0)]
    assert done.notes == ("1 times stand in an hour that the clocks showed twice; they were taken as the later one",)


NUMBERS = (
    (["12,5", "1.000,25"], [12.5, 1000.25]),
    (["12.5", "1,000.25"], [12.5, 1000.25]),
    (["1 234,5", "€ 7,25"], [1234.5, 7.25]),
    (["(12.50)", "$3.10-"], [-12.5, -3.1]),
    (["1'234.50", "45 %"], [1234.5, 45.0]),
    (["8e-07", "1"], [8e-07, 1.0]),
    (["1.234", "5"], [1.234, 5.0]),
    *(([nothing], [None]) for nothing in ("", "NULL", "null", "N/A", "-", "  ")),
)
"""Numbers of one file, and what they are; what stands for nothing is nothing, and never zero."""


def test_numbers_are_read_with_the_sign_that_the_file_shows(tmp_path: Path) -> None:
    files = {
        f"{index}.csv": "\n".join(["Metric;System;When;Value", *(f"load;{index:02};2026-01-0{day};{number}" for day, number in enumerate(written, 1))])
        for index, (written, _) in enumerate(NUMBERS)
    }
    done = import_files(tmp_path, "series", files)
    assert (asked(done), done.problems) == ([], ())
    found = held(tmp_path, "series", "subject, measured_at, value")
    assert [[value for subject, _, value in found if subject == f"{index:02}"] for index in range(len(NUMBERS))] == [read for _, read in NUMBERS]


@pytest.mark.parametrize("written", [["1,234"], ["1,5", "2.5"]])
def test_numbers_that_can_be_read_in_two_ways_are_asked_for(tmp_path: Path, written: list[str]) -> None:
    assert asked(values(tmp_path, series(*(f"2026-01-0{day};{number}" for day, number in enumerate(written, 1))))[0]) == ["decimal"]


def test_encodings_and_delimiters(tmp_path: Path) -> None:
    """Each in a file of its own."""
    files: dict[str, str | bytes] = {}
    expected = []
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        for delimiter in ",;\t|":
            subject = f"Zürich {len(files):02}"
            rows = [["System", "Metric", "Date", "Value"], [subject, "Größe", "2026-01-05", "3"]]
            files[f"{len(files)}.csv"] = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
            expected.append(f"subject {subject}, name Größe, measured_at 2026-01-05 00:00:00, value 3.0")
    import_files(tmp_path, "series", files)
    assert told(tmp_path, "series") == expected


def test_a_row_that_cannot_be_read_is_told_with_its_line_and_the_others_go_in(tmp_path: Path) -> None:
    text = 'Metric;System;When;Value\nload;shop;2026-01-05;1\n\n"lo\nad";shop;never;2\nload;shop;2026-01-06\nload;shop;2026-01-07;many\nload;;2026-01-08;3\n'
    done, found = values(tmp_path, text)
    assert found == [("2026-01-05 00:00:00", 1.0), ("2026-01-07 00:00:00", None)]
    assert [str(problem).partition(". ")[0] for problem in done.problems] == [
        "load.csv:6: 3 cells where the header has 4",
        "load.csv:4: When: 'never' is not a time",
        "load.csv:7: Value: 'many' is not a number",
        "load.csv:8: System is missing",
    ]
    assert [(file.rows, file.refused) for file in done.files] == [(5, 3)]
    assert [(change.new, change.changed, change.unchanged) for change in done.changes] == [(2, 0, 0)]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('2026-02-01,"open', "a quotation mark is not closed"),
        ('2026-02-01,"shop" x', "a quotation mark stands where none may"),
    ],
)
@pytest.mark.parametrize("later", ["2026-01-09,bank", '2026-01-09,"bank, main"', '2026-01-09,"two\nlines"'])
def test_a_broken_quotation_mark_costs_its_own_line_and_no_other(tmp_path: Path, broken: str, why: str, later: str) -> None:
    days = [f"2026-01-{day:02d},shop" for day in range(1, 7)]
    text = "\n".join(["Deployed At,App", *days[:3], broken, *days[3:], later, '2026-01-10,5" disk', "2026-01-11,last,more"]) + "\n"
    done = import_files(tmp_path, "deployments", {"x.csv": text})
    assert [str(problem).partition(". ")[0] for problem in done.problems] == [
        f"x.csv:5: {why}",
        f"x.csv:{11 + later.count(chr(10))}: 3 cells where the header has 2",
    ]
    assert [(file.rows, file.refused) for file in done.files] == [(10, 2)]
    line = 9 + later.count("\n")
    assert held(tmp_path, "deployments", "deployed_at::DATE::VARCHAR, service, line")[-1] == ("2026-01-10", '5" disk', line + 1)


def test_two_columns_of_one_name_that_differ_are_asked_for(tmp_path: Path) -> None:
    text = "Date,App,Status,Status\n2026-01-05,shop,success,failed\n"
    done = import_files(tmp_path, "deployments", {"x.csv": text})
    assert [question.say for question in done.unsettled[0].proposal.questions] == ["--map 'Status (1)=status' or --map 'Status (2)=status'"]
    again = import_files(tmp_path, "deployments", {"x.csv": text}, Said(columns={"Status (2)": "status"}))
    assert held(tmp_path, "deployments", "status") == [("failed",)]
    assert again.files[0].proposal is not None
    assert settled(again.files[0].proposal).columns == {"Date": "deployed_at", "App": "service", "Status (2)": "status"}
    assert import_files(tmp_path, "deployments", {"x.csv": text.replace("failed", "success")}).unsettled == ()


def test_columns_are_known_by_many_names_and_what_nobody_knows_is_left_out(tmp_path: Path) -> None:
    text = "Hire Date,jobTitle,Full_Name,E-mail,Employee ID,Shoe size,Salary\n2020-01-05,Engineer,Ann Lee,ann@example.org,7,38,90000\n"
    done = import_files(tmp_path, "roster", {"people.csv": text})
    assert told(tmp_path, "roster") == ["person 7, name Ann Lee, email ann@example.org, role Engineer, starts_on 2020-01-05"]
    assert done.files[0].proposal is not None
    assert done.files[0].proposal.left_out == ("Shoe size", "Salary")


def test_a_column_that_only_resembles_is_asked_for(tmp_path: Path) -> None:
    text = "Metric,System,When,Value,Unitt\nload,shop,2026-01-05,1,%\n"
    done = import_files(tmp_path, "series", {"x.csv": text})
    assert [question.say for question in done.unsettled[0].proposal.questions] == ["--map 'Unitt=unit', or --map 'Unitt=' to leave it out"]
    import_files(tmp_path, "series", {"x.csv": text}, Said(columns={"Unitt": "unit"}))
    assert told(tmp_path, "series") == ["subject shop, name load, measured_at 2026-01-05 00:00:00, unit %, value 1.0"]


def test_what_no_column_gives_is_asked_for_and_can_be_said_for_all_rows(tmp_path: Path) -> None:
    text = "Date,Value\n2026-01-05,1\n"
    done = import_files(tmp_path, "series", {"x.csv": text})
    assert [question.about for question in done.unsettled[0].proposal.questions] == ["subject", "name"]
    assert held(tmp_path, "series") == []
    import_files(tmp_path, "series", {"x.csv": text}, Said(constants={"subject": "shop", "name": "load"}))
    assert told(tmp_path, "series") == ["subject shop, name load, measured_at 2026-01-05 00:00:00, value 1.0"]


def test_a_word_that_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    text = "Date,App,Result\n2026-01-05,shop,went well\n2026-01-06,shop,failed\n"
    done = import_files(tmp_path, "deployments", {"x.csv": text})
    assert [question.say for question in done.unsettled[0].proposal.questions] == ["--word 'status:went well=WORD'"]
    import_files(tmp_path, "deployments", {"x.csv": text}, Said(words={"status": {"went well": "succeeded"}}))
    assert held(tmp_path, "deployments", "status") == [("failed",), ("succeeded",)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(columns={"Wehn": "measured_at"}), "no column 'Wehn'; did you mean 'When'"),
        (Said(columns={"When": "mesured_at"}), "no field 'mesured_at'; did you mean 'measured_at'"),
        (Said(constants={"colour": "red"}), "no field 'colour'; there are"),
        (Said(words={"unit": {"x": "y"}}), "'unit' is no field with words of its own"),
    ],
)
def test_a_statement_that_fits_nothing_is_refused_in_words(tmp_path: Path, said: Said, why: str) -> None:
    with pytest.raises(UnusableMappingError, match=why):
        values(tmp_path, series("2026-01-05;1"), said)


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        (b"", "no header line"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b'{"a": 1} trailing', "not JSON"),
        (b"[1, 2, 3]", "no list of objects"),
        (b"<html></html>", "none of the formats"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, contents: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        import_files(tmp_path, "series", {"x.csv": contents})


def test_an_export_of_another_kind_is_named(tmp_path: Path) -> None:
    text = '[{"sha": "1", "ref": "main", "task": "deploy", "environment": "p", "statuses_url": "u", "id": 1, "created_at": "2026-01-05T00:00:00Z"}]'
    with pytest.raises(UnreadableFileError, match="this looks like github/deployments: import it with `quarterdeck import deployments`"):
        import_files(tmp_path, "incidents", {"x.json": text})


def test_flat_json_is_a_table_too(tmp_path: Path) -> None:
    text = '{"subject": "shop", "metric": "load", "time": "2026-01-05", "value": 3.5, "nested": {"a": 1}}\n'
    text += '{"subject": "shop", "metric": "load", "time": "2026-01-06"}\n'
    import_files(tmp_path, "series", {"x.json": text})
    assert held(tmp_path, "series", "measured_at::VARCHAR, value") == [("2026-01-05 00:00:00", 3.5), ("2026-01-06 00:00:00", None)]


def test_a_person_without_id_is_known_by_e_mail_or_name_and_nobody_is_refused(tmp_path: Path) -> None:
    done = import_files(tmp_path, "roster", {"x.csv": "id,email,name,team\n7,a@x,Ann,one\n,b@x,Ben,one\n,,Cleo,one\n,,,one\n"})
    assert held(tmp_path, "roster", "person") == [("7",), ("Cleo",), ("b@x",)]
    assert [str(problem).partition(". ")[0] for problem in done.problems] == ["x.csv:5: id is missing"]


def test_transitions_need_the_state_that_was_reached(tmp_path: Path) -> None:
    done = import_files(tmp_path, "transitions", {"x.csv": "issue,date\nSHOP-1,2026-01-05\n"})
    assert [question.about for question in done.unsettled[0].proposal.questions] == ["to_value"]


def test_a_formula_stays_text(tmp_path: Path) -> None:
    formula = "=cmd|' /C calc'!A0"
    import_files(tmp_path, "series", {"x.csv": f'Metric,System,When,Value\n"{formula}",shop,2026-01-05,1\n'})
    assert held(tmp_path, "series", "name") == [(formula,)]
