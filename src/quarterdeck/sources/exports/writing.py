"""How a file writes its times and numbers: decided on all its values, or asked for where they leave it open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import duckdb

from quarterdeck.kernel.table import Column
from quarterdeck.sources.exports import forms
from quarterdeck.sources.exports.kinds.kind import Reader
from quarterdeck.sources.exports.said import Question, Said

_SAMPLE = 20_000
_WORDS_ASKED = 12


@dataclass(frozen=True, slots=True)
class Writing:
    """The form of each field with times, and the decimal sign of the whole file."""

    times: Mapping[str, forms.TimeForm] = field(default_factory=dict)
    decimal: str = forms.POINT
    questions: tuple[Question, ...] = ()
    shown: str = ""
    """The decimal sign where the file itself shows it."""

    @property
    def dates(self) -> str:
        """The order of dates, where it is one for all of them."""
        orders = {form.order for form in self.times.values() if form.order}
        return orders.pop() if len(orders) == 1 else ""

    def form_of(self, name: str) -> forms.TimeForm:
        """How a field's times are written; ISO 8601 unless another form was found."""
        return self.times.get(name, forms.ISO)


Cleaner = Callable[[str, Column], str]


def decide(connection: duckdb.DuckDBPyConnection, source: str, texts: Mapping[str, str], reader: Reader, said: Said, clean: Cleaner) -> Writing:
    """Look at the values of ``source``; ``clean`` gives the SQL of a cell without what stands for nothing."""
    connection.execute("SET TimeZone = 'UTC'")
    columns = [column for column in reader.columns if column.name in texts]
    questions: list[Question] = []
    times: dict[str, forms.TimeForm] = {}
    for column in columns:
        if column.sql in {"TIMESTAMP", "DATE"}:
            form, asked = _time_form(connection, f"SELECT {clean(texts[column.name], column)} AS x FROM {source}", column, said)
            times[column.name] = form
            questions += asked
    numeric = [clean(texts[column.name], column) for column in columns if column.sql in {"BIGINT", "DOUBLE"} or column.sql.startswith("DECIMAL")]
    decimal, shown, asked = _decimal(connection, source, numeric, said)
    return Writing(times, decimal, (*_once(questions), *asked, *_words(connection, source, texts, columns, reader, said, clean)), shown)


def _once(questions: list[Question]) -> list[Question]:
    """Each question of the whole file once: zone and order of dates are asked for by every column."""
    return list({(q.kind, q.value): q for q in reversed(questions)}.values())


def _moments(cells: str, sample: str = "") -> str:
    """A select of the cells ``x`` with ``m0``, ``m1``, …: what each says in each form."""
    read = ", ".join(f"{forms.read_time(form, 'x')} AS m{index}" for index, form in enumerate(forms.TIME_FORMS))
    return f"SELECT x, {read} FROM (SELECT x FROM ({cells}) WHERE x IS NOT NULL {sample})"


def _time_form(connection: duckdb.DuckDBPyConnection, cells: str, column: Column, said: Said) -> tuple[forms.TimeForm, list[Question]]:
    iso = f"SELECT x, {forms.read_time(forms.ISO, 'x')} AS m FROM (SELECT x FROM ({cells}) WHERE x IS NOT NULL LIMIT {_SAMPLE})"
    filled, read = connection.execute(f"SELECT count(x), count({forms.sane('m')}) FROM ({iso})").fetchall()[0]
    if filled == read:  # most exports, and a tenth of the work
        return forms.ISO, _zone(connection, cells, column, forms.ISO, said) if filled else []
    counted = ", ".join(f"count({forms.sane(f'm{index}')})" for index in range(len(forms.TIME_FORMS)))
    _, *found = connection.execute(f"SELECT count(x), {counted} FROM ({_moments(cells, f'LIMIT {_SAMPLE}')})").fetchall()[0]
    form = forms.TIME_FORMS[max(range(len(found)), key=lambda index: (found[index], -index))]
    questions: list[Question] = []
    if form.order:
        form, questions = _order(connection, cells, column, said)
    return form, [*questions, *_zone(connection, cells, column, form, said)]


def _zone(connection: duckdb.DuckDBPyConnection, cells: str, column: Column, form: forms.TimeForm, said: Said) -> list[Question]:
    """Which zone times without one are in, where nobody said it."""
    if column.sql != "TIMESTAMP" or said.zone or form.zoneless:
        return []
    clock = f"m IS NOT NULL AND NOT {forms.day_alone(form, 'x')} AND NOT regexp_matches(x, '{forms.ZONED}')"
    example = connection.execute(f"SELECT min(x) FROM (SELECT x, {forms.read_time(form, 'x')} AS m FROM ({cells})) WHERE {clock}").fetchall()[0][0]
    if example is None:
        return []
    asked = f"`{column.name}` has times without a zone ({example}); which zone's clock do they show?"
    return [Question("zone", column.name, asked, "--time-zone NAME, for instance UTC or Europe/Berlin")]


def _order(connection: duckdb.DuckDBPyConnection, cells: str, column: Column, said: Said) -> tuple[forms.TimeForm, list[Question]]:
    """Whether the day or the month comes first: as the values show, all of them, or as somebody said."""
    day, month = (form for form in forms.TIME_FORMS if form.order)
    known = day if said.dates == forms.DAY_FIRST else month
    if said.dates and "dates" not in said.recalled:
        return known, []
    read = f"SELECT x, {forms.read_time(day, 'x')} AS d, {forms.read_time(month, 'x')} AS m FROM ({cells})"
    counted = "count(*) FILTER (d IS NOT NULL AND m IS NULL), count(*) FILTER (m IS NOT NULL AND d IS NULL), min(x) FILTER (d <> m)"
    only_day, only_month, example = connection.execute(f"SELECT {counted} FROM ({read})").fetchall()[0]
    if only_day and only_month:
        why = f"`{column.name}` has dates that can only begin with the day and others that can only begin with the month; which are right?"
        return day, [Question("dates", column.name, why, "--dates day-first, or --dates month-first")]
    if said.dates and (only_month if known is day else only_day):
        why = f"`{column.name}` has dates that cannot be {said.dates}, which is remembered for these columns; which is right for this file?"
        return known, [Question("dates", column.name, why, "--dates day-first, or --dates month-first")]
    if said.dates:
        return known, []
    if only_day or only_month or example is None:
        return (month if only_month else day), []
    why = f"`{column.name}` has dates like {example}, and nothing in the file says whether the day or the month comes first."
    return day, [Question("dates", column.name, why, "--dates day-first, or --dates month-first")]


def _decimal(connection: duckdb.DuckDBPyConnection, source: str, cells: list[str], said: Said) -> tuple[str, str, list[Question]]:
    """The decimal sign of the file: told by any number that can be read in one way only; a point where only whole numbers stand.

    Beside it the sign that the numbers themselves show, if they do.
    """
    if (said.decimal and "decimal" not in said.recalled) or not cells:
        return said.decimal or forms.POINT, "", []
    counted = ", ".join(f"count(*) FILTER ({condition})" for condition in forms.number_evidence("n"))
    points = commas = either = 0
    for cell in cells:
        found = connection.execute(f"SELECT {counted} FROM (SELECT {forms.clean_number('x')} AS n FROM (SELECT {cell} AS x FROM {source}))").fetchall()[0]
        points, commas, either = points + found[0], commas + found[1], either + found[2]
    ask = _unclear(points, commas, either, said.decimal)
    if ask or said.decimal:
        return said.decimal or forms.POINT, "", [Question("decimal", "", ask, "--decimal point, or --decimal comma")] if ask else []
    shown = forms.COMMA if commas else forms.POINT if points else ""
    return shown or forms.POINT, shown, []


def _unclear(points: int, commas: int, either: int, recalled: str) -> str:
    """What is to be asked about the decimal sign; nothing where the numbers, or what is remembered and they do not contradict, show it."""
    if points and commas:
        return f"{points} numbers have a decimal point and {commas} a decimal comma; which is the file's?"
    if recalled and (commas if recalled == forms.POINT else points):
        return f"{points or commas} numbers contradict the decimal {recalled} that is remembered for these columns; which sign is this file's?"
    if either and not (points or commas or recalled):
        return "numbers like 1,234 stand in the file, and nothing says whether the comma is the decimal sign or parts the thousands."
    return ""


def _words(
    connection: duckdb.DuckDBPyConnection, source: str, texts: Mapping[str, str], columns: list[Column], reader: Reader, said: Said, clean: Cleaner
) -> list[Question]:
    """Words that no list knows, for fields that have a list."""
    questions: list[Question] = []
    for column in columns:
        words = reader.words.get(column.name)
        if not words:
            continue
        known = {word for our, theirs in words.items() for word in (our, *theirs)} | set(said.words.get(column.name, {}))
        cell = clean(texts[column.name], column)
        listed = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(known))
        found = connection.execute(
            f"SELECT lower(x), count(*) FROM (SELECT {cell} AS x FROM {source}) WHERE x IS NOT NULL AND lower(x) NOT IN ({listed}) "
            f"GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT {_WORDS_ASKED}"
        ).fetchall()
        for word, count in found:
            ask = f"`{column.name}` says {word!r} in {count} rows; which of {', '.join(words)} is that?"
            questions.append(Question("word", column.name, ask, f"--word '{column.name}:{word}=WORD'", word))
    return questions
