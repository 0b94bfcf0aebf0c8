"""The forms in which exports write times and numbers, as SQL over a column of texts; and which form a column has.

A form is told by the values, never guessed: where the day could be the month in every value, or a comma the decimal or the thousands,
the column is ambiguous and somebody has to say which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quarterdeck.assumptions.currencies import CURRENCIES

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
POINT, COMMA = "point", "comma"

ZONED = r"([zZ]|[+-]\d\d(:?\d\d)?| (UTC|GMT)|GMT[+-]\d{4} \(.*\))$"
"""How a time ends that says its zone."""
DAY_ALONE = r"^\d{4}-\d{1,2}-\d{1,2}( 00:00:00)?$"

_EARLIEST, _LATEST = "TIMESTAMP '1900-01-01'", "TIMESTAMP '2200-01-01'"
"""Times outside are a slip of somebody's pen (year 0019) or stand for «never»."""


@dataclass(frozen=True, slots=True)
class TimeForm:
    """A way to write times: SQL that turns a text ``x`` into a TIMESTAMP or NULL, and SQL that says whether ``x`` is a day without a time."""

    name: str
    sql: str
    day_alone: str
    order: str = ""
    """`day-first` or `month-first`, where the form depends on it."""
    zoneless: bool = False
    """True for a form that is UTC or says its zone in every value, so that no zone is asked for."""


_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")


_OFFSET = r":\d\d(?:\.\d+)?(?: ?[AaPp][Mm])?( ?(?:[zZ]|[+-]\d\d(?::?\d\d)?)| (?:UTC|GMT))$"
"""The zone after a clock, with the space before it."""
_IMPOSSIBLE = r":\d\d(\.\d+)?(?: ?[AaPp][Mm])? ?[+-](1[5-9]|[2-9]\d|\d\d:?[6-9]\d)(:?\d\d)?$"
"""No clock is more than 14 hours from Greenwich."""


def _parsed(text: str, *days: str) -> str:
    """A day as one of ``days`` with any clock, read from ``text``; comma and T between them do not matter. A zone after the clock is applied."""
    plain = f"regexp_replace({text}, '[,T]? +| ?T', ' ')"
    read = f"try_strptime({plain}, [{', '.join(repr(day + clock) for day in days for clock in _CLOCKS)}])"
    zone = f"regexp_extract(x, '{_OFFSET}', 1)"
    there = re.sub(r"\bx\b", lambda _: f"left(x, length(x) - length({zone}))", read)
    digits = f"regexp_replace({zone}, '[^0-9]', '', 'g')"
    minutes = f"coalesce(TRY_CAST(left({digits}, 2) AS INTEGER) * 60 + coalesce(TRY_CAST(substr({digits}, 3, 2) AS INTEGER), 0), 0)"
    away = f"to_minutes(CASE WHEN contains({zone}, '-') THEN -1 ELSE 1 END * {minutes})"
    zoned = f"CASE WHEN NOT regexp_matches(x, '{_IMPOSSIBLE}') THEN {there} - {away} END"
    return f"CASE WHEN regexp_matches(x, '{_OFFSET}') THEN {zoned} ELSE {read} END"


def _when(pattern: str, sql: str) -> str:
    """SQL of a form that looks like this and is read so."""
    return f"CASE WHEN regexp_matches(x, '{pattern}') THEN {sql} END"


def _slashed(order: str, long: str, short: str) -> TimeForm:
    text = "replace(replace(x, '.', '/'), '-', '/')"
    four = _when(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}(\D|$)", _parsed(text, long))
    two = _when(r"^\d{1,2}[./-]\d{1,2}[./-]\d{2}(\D|$)", _parsed(text, short))
    return TimeForm(order.replace("-", " "), f"coalesce({four}, {two})", _NO_CLOCK, order)


_NO_CLOCK = "NOT contains(x, ':')"
_SPACED = "replace(replace(x, '/', ' '), '-', ' ')"
ANY_ISO = _when(r"^\d{4}-\d", f"CASE WHEN NOT regexp_matches(x, '{_IMPOSSIBLE}') THEN timezone('UTC', TRY_CAST(x AS TIMESTAMPTZ)) END")
_PLAIN_ISO = r"\d{4}-\d\d-\d\d([ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z?)?"
"""Most times look so, and are read at a third of the cost."""
ISO = TimeForm(
    "ISO 8601",
    f"CASE WHEN regexp_full_match(x, '{_PLAIN_ISO}') THEN TRY_CAST(x AS TIMESTAMP) ELSE {ANY_ISO} END",
    f"regexp_matches(x, '{DAY_ALONE}')",
)
"""With a zone at the end or without one; the one form that may carry a zone."""

_SECONDS = _when(r"^\d{9,10}(\.\d+)?$", "make_timestamp((x::DOUBLE * 1000000)::BIGINT)")
_MILLISECONDS = _when(r"^\d{12,13}$", "make_timestamp(x::BIGINT * 1000)")
_YEAR_FIRST = _when(r"^\d{4}[./]\d", _parsed("replace(x, '.', '/')", "%Y/%m/%d"))
_NAMED_FOUR = _when(r"^\d{1,2}[/ -]\pL{3,}[/ -]\d{4}(\D|$)", _parsed(_SPACED, "%d %b %Y", "%d %B %Y"))
_NAMED_TWO = _when(r"^\d{1,2}[/ -]\pL{3,}[/ -]\d{2}(\D|$)", _parsed(_SPACED, "%d %b %y"))
_SCRIPT = _when(
    r"^\pL{3} \pL{3} \d{1,2} \d{4} .*GMT[+-]\d{4}",
    "timezone('UTC', try_strptime(regexp_extract(x, ' (.* GMT[+-]\\d{4})', 1), '%b %d %Y %H:%M:%S GMT%z'))",
)
_MAILED = _when(
    r"^\pL{3}, \d{1,2} \pL{3} \d{4} \d\d:\d\d:\d\d (GMT|UTC|[+-]\d{4})$",
    "timezone('UTC', try_strptime(regexp_replace(substr(x, 6), '(GMT|UTC)$', '+0000'), '%d %b %Y %H:%M:%S %z'))",
)
_NAMED_FIRST = _when(r"^\pL{3,} \d", _parsed("replace(x, ',', '')", "%b %d %Y", "%B %d %Y"))

TIME_FORMS: tuple[TimeForm, ...] = (
    ISO,
    TimeForm("seconds since 1970", _SECONDS, "false", zoneless=True),
    TimeForm("milliseconds since 1970", _MILLISECONDS, "false", zoneless=True),
    TimeForm("as JavaScript prints dates", _SCRIPT, "false", zoneless=True),
    TimeForm("as mails and web servers print dates", _MAILED, "false", zoneless=True),
    TimeForm("year/month/day", _YEAR_FIRST, _NO_CLOCK),
    TimeForm("day Month year", f"coalesce({_NAMED_FOUR}, {_NAMED_TWO})", _NO_CLOCK),
    TimeForm("Month day, year", _NAMED_FIRST, _NO_CLOCK),
    _slashed(DAY_FIRST, "%d/%m/%Y", "%d/%m/%y"),
    _slashed(MONTH_FIRST, "%m/%d/%Y", "%m/%d/%y"),
)
"""Tried in this order."""


def _read(sql: str, text: str) -> str:
    return re.sub(r"\bx\b", lambda _: text, sql)


def day_alone(form: TimeForm, text: str) -> str:
    """SQL: whether ``text`` is a day without a time."""
    return _read(form.day_alone, text)


def read_time(form: TimeForm, text: str) -> str:
    """SQL: what ``text`` says in this form, as a TIMESTAMP without regard to zones; NULL when it says nothing. ``text`` is a column's name."""
    return _read(form.sql, text)


def sane(moment: str) -> str:
    """SQL: a moment that somebody may have meant: neither the year 19 nor 9999. ``moment`` is a column's name."""
    return f"CASE WHEN {moment} BETWEEN {_EARLIEST} AND {_LATEST} THEN {moment} END"


def clean_number(text: str) -> str:
    """SQL: a number's text without currency, spaces, per cent; a minus before it where it stood behind or in brackets."""
    bare = f"regexp_replace({text}, '[\\s\\x{{00A0}}\\x{{202F}}\\x{{2009}}''’%€$£¥]|^[A-Z]{{3}}|[A-Z]{{3}}$', '', 'g')"
    return f"regexp_replace(regexp_replace(replace({bare}, '−', '-'), '^\\((.*)\\)$', '-\\1'), '^([^-].*)-$', '-\\1')"


_DOLLARS = (
    "USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "XCD",
    "MXN", "ARS", "CLP", "COP", "CUP", "DOP", "BRL", "UYU", "NIO", "TOP", "WST", "CVE", "BOB",
)  # fmt: skip
"""Dollars, and pesos and others that are written with their sign."""
_POUNDS = ("GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SDG", "SSP", "SYP")


def currency(text: str) -> str:
    """SQL: a currency's code in capitals (ISO 4217); NULL for what is none."""
    known = ", ".join(f"'{code}'" for code in sorted(CURRENCIES))
    return f"CASE WHEN upper({text}) IN ({known}) THEN upper({text}) WHEN {text} = '€' THEN 'EUR' END"


def no_amount(text: str, code: str) -> str:
    """SQL: whether a number's text says another currency than ``code``, the row's own."""
    named = f"regexp_extract({text}, '[A-Z]{{3}}')"
    signs = {"€": ("EUR",), "$": _DOLLARS, "£": _POUNDS, "¥": ("JPY", "CNY")}
    wrong = " OR ".join(f"(contains({text}, '{sign}') AND {code} NOT IN ({', '.join(map(repr, codes))}))" for sign, codes in signs.items())
    return f"coalesce(({named} <> '' AND {named} <> {code}) OR {wrong}, false)"


_GROUPED = {POINT: r"^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$", COMMA: r"^[-+]?\d{1,3}(\.\d{3})+(,\d*)?$"}
_BARE = {POINT: r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$", COMMA: r"^[-+]?(\d+,?\d*|,\d+)$"}


def number(text: str, decimal: str, sql_type: str, fit: str = "") -> str:
    """SQL: a number written with this decimal sign, in this type; NULL when it is none, or no whole number where one is wanted.

    Plain numbers, which most are, are cast as they stand; only the others are cleaned and looked at, and must be ``fit``.
    """
    written = _written(text, decimal, sql_type)
    written = f"CASE WHEN {fit} THEN {written} END" if fit else written
    if decimal == POINT:
        return f"CASE WHEN {_plain(text, sql_type)} THEN {text}::{sql_type} ELSE {written} END"
    return written


def _plain(text: str, sql_type: str) -> str:
    digits = r"\d{1,18}" if sql_type == "BIGINT" else r"-?\d{1,18}(\.\d+)?"
    return f"regexp_full_match({text}, '{digits}')"


def _written(text: str, decimal: str, sql_type: str) -> str:
    clean = clean_number(text)
    bare = f"replace({clean}, ',', '')" if decimal == POINT else f"replace(replace({clean}, '.', ''), ',', '.')"
    kind = "DECIMAL(38,12)" if sql_type == "BIGINT" else sql_type
    value = f"CASE WHEN regexp_matches({clean}, '{_BARE[decimal]}|{_GROUPED[decimal]}') THEN TRY_CAST({bare} AS {kind}) END"
    if sql_type == "DOUBLE":
        return f"CASE WHEN isfinite({value}) THEN {value} END"
    return f"CASE WHEN ({value}) = trunc({value}) AND ({value}) >= 0 THEN TRY_CAST({value} AS BIGINT) END" if sql_type == "BIGINT" else value


def number_evidence(clean: str) -> tuple[str, str, str]:
    """SQL conditions: a cleaned number can only have a decimal point; only a decimal comma; a comma that may be either."""
    point = r"(,\d{3})+\.|,\d{3},\d{3}|^[-+]?0?\.\d|^[-+]?\d+\.(\d{1,2}|\d{4,})$|^[-+]?\d{4,}\."
    comma = r"(\.\d{3})+,|\.\d{3}\.\d{3}|^[-+]?0?,\d|^[-+]?\d+,(\d{1,2}|\d{4,})$|^[-+]?\d{4,},"
    either = r"^[-+]?[1-9]\d{0,2},\d{3}$"
    return tuple(f"regexp_matches({clean}, '{pattern}')" for pattern in (point, comma, either))  # type: ignore[return-value]  # three of three
