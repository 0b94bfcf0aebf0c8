"""What stands behind a key: words, numbers, amounts, days, references; each read from text, with what to write instead when it cannot be.

Every scalar of a record is text as it was written (``3.10`` stays ``3.10``, ``NO`` stays ``NO``); the field says how to read it. A reader
raises ``UnusableError``, and brings the JSON Schema by which an editor completes and checks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from quarterdeck.assumptions.currencies import unknown_currency
from quarterdeck.assumptions.spoken import Spoken, UnusableError, read_numbers
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

ID = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
"""How ids are spelled: they are file names on every system, and nothing else."""
LONGEST_ID = 120
_ID = re.compile(ID)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_NUMBER = r"[-+]?\d[\d.,]*\s*[%kKmM]?"
_SPAN = rf"{_NUMBER}(\s*\.\.\s*{_NUMBER}){{0,2}}"


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of a record: ``team/payments``. The workspace that holds it is told by the context."""

    kind: str
    id: str

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the company's fiscal year: ``2026-Q4``."""

    year: int
    number: int

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time or of work as a range, in the unit that was written, and in days (of the calendar for time, of work for effort)."""

    range: Range
    unit: str
    days: Range


@dataclass(frozen=True, slots=True)
class Private:
    """An amount that no report may show: it prints as nothing. Only a computation whose result tells nobody's may ask for it."""

    amount: Money

    def __repr__(self) -> str:
        """Never the amount."""
        return "(private)"


class Reader:
    """How the text behind a key becomes a value; pydantic finds its hooks here, and is loaded only when records are."""

    def __init__(self, read: Callable[[str], object], schema: Mapping[str, object]) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> object:
        """Validate with `read` alone."""
        from pydantic import PlainValidator  # noqa: PLC0415  # 0.2 s, which only loading records needs

        return PlainValidator(self._read).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, Any]:
        """What an editor knows of the value."""
        return dict(self.schema)

    def _read(self, said: object) -> object:
        if not isinstance(said, str):
            raise UnusableError(f"{'a list' if isinstance(said, list) else 'a group of keys'} stands where one value belongs", self._example())
        return self.read(said)

    def _example(self) -> str:
        examples = self.schema.get("examples")
        return f"write it on one line, for instance {examples[0]}" if isinstance(examples, list) else "write it on one line"


def read_id(said: str) -> str:
    """An id as files and references spell it."""
    if _ID.fullmatch(said) and len(said) <= LONGEST_ID:
        return said
    near = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:LONGEST_ID].strip("-")
    raise UnusableError(f"{said!r} is no id", f"write small letters, digits and hyphens{f', for instance {near}' if near else ''}")


def read_ref(said: str) -> Ref:
    """``kind/id``; whether there is such a record is asked when all are loaded."""
    kind, slash, name = said.partition("/")
    if not slash:
        raise UnusableError(f"{said!r} is no reference", f"write kind and id, for instance team/{said if _ID.fullmatch(said) else 'payments'}")
    return Ref(kind, read_id(name))


def read_someone(said: str) -> Ref | str:
    """Somebody by reference (`person/anna`), or by name where they have no record."""
    known = re.fullmatch(rf"(?:person|team|stakeholder)/({ID})", said)
    return read_ref(said) if known else read_words(said)


def read_saying(said: str) -> str:
    """A number, a range or an amount, kept in the words in which it was said."""
    read_numbers(said)
    return said.strip()


def read_words(said: str) -> str:
    """Words on one line or several; blank ones are none."""
    if not said.strip():
        raise UnusableError("nothing stands here", "write what it is, or take the key away")
    return said.strip()


def read_yes_no(said: str) -> bool:
    """True or false."""
    known = {"true": True, "yes": True, "false": False, "no": False}
    if said.lower() not in known:
        raise UnusableError(f"{said!r} is neither yes nor no", "write true or false")
    return known[said.lower()]


def read_count(said: str) -> int:
    """A whole number of things."""
    if not re.fullmatch(r"\d{1,12}", said, re.ASCII):
        raise UnusableError(f"{said!r} is no whole number", "write digits alone, for instance 12")
    return int(said)


def read_number(said: str) -> float:
    """One number, below zero too: ``40%`` is 0.4, ``1.2M`` 1,200,000."""
    spoken = read_numbers(said)
    if spoken.unit:
        raise UnusableError(f"{said!r} carries a unit", "write the number alone; the unit has a key of its own")
    if len(spoken.numbers) > 1:
        raise UnusableError(f"{said!r} is a range", "write one number")
    return spoken.numbers[0]


def read_chance(said: str) -> Range:
    """A probability or a share, as one number or a range: ``5%..20%``."""
    spoken = read_numbers(said)
    if spoken.unit:
        raise UnusableError(f"{said!r} is no chance: it carries the unit {spoken.unit!r}", "write a share, for instance 5%..20%")
    if not 0 <= spoken.range.p10 <= spoken.range.p90 <= 1:
        raise UnusableError(f"{said!r} does not lie between 0% and 100%", "write a share, for instance 5%..20% or 0.05..0.2")
    return spoken.range


def read_money(said: str) -> Money:
    """An amount with its currency: ``1200 EUR``, ``40k..180k EUR``."""
    spoken = _unit(said, "an amount names its currency", "write for instance 40k..180k EUR")
    if not re.fullmatch(r"[A-Za-z]{3}", spoken.unit):
        raise UnusableError(f"{said!r} is no amount of money: {spoken.unit!r} is no currency", "write three letters, for instance 40k..180k EUR")
    near = unknown_currency(spoken.unit)
    if near:
        raise UnusableError(f"{said!r} is no amount of money: there is no currency {spoken.unit!r}", near)
    if spoken.range.p10 < 0:
        raise UnusableError(f"{said!r} is below zero", "write the amount without a sign")
    return Money(spoken.range, spoken.unit.upper())


def read_rate(said: str) -> Money:
    """What one unit of a currency is worth: as money, and never with three digits after one point or comma, which could be thousands: ``0.86..0.93 EUR``."""
    unsure = re.search(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])", said)
    if unsure:
        bare = re.sub(r"[.,]", "", unsure[0])
        raise UnusableError(f"{unsure[0]!r} could be a fraction or {bare}", f"write {unsure[0].replace(',', '.')}0, or {bare}")
    return read_money(said)


_TIME = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25}
_EFFORT = {"person-day": 1.0, "person-week": 5.0, "person-month": 220 / 12, "person-year": 220.0}
"""A year of a person's work is 220 days: 52 weeks without weekends, holidays and leave."""


def read_duration(said: str) -> Span:
    """A stretch of time: ``90 days``, ``3..6 months``."""
    return _span(said, _TIME, "a stretch of time", "90 days, 3 months or 1..2 years")


def read_outage(said: str) -> Span:
    """How long something may be away: ``4 hours``, ``15 minutes``."""
    return _span(said, {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0}, "a stretch of time", "4 hours, 15 minutes or 2 days")


def read_effort(said: str) -> Span:
    """An amount of work: ``20..60 person-days``."""
    return _span(said, _EFFORT, "an effort", "20..60 person-days or 3..6 person-months")


def _span(said: str, units: Mapping[str, float], what: str, example: str) -> Span:
    spoken = _unit(said, f"{what} names its unit", f"write for instance {example}")
    unit = spoken.unit.lower().removesuffix("s").replace(" ", "-")
    if unit not in units:
        near = difflib.get_close_matches(unit, units, 1)
        raise UnusableError(
            f"{said!r} is not {what}: the unit {spoken.unit!r} is not one of {', '.join(f'{u}s' for u in units)}",
            f"did you mean {near[0]}s?" if near else f"write for instance {example}",
        )
    if spoken.range.p10 < 0:
        raise UnusableError(f"{said!r} is below zero", "write it without a sign")
    days = Range(*(end * units[unit] for end in (spoken.range.p10, spoken.range.p50, spoken.range.p90)))
    return Span(spoken.range, f"{unit}s", days)


def _unit(said: str, what: str, mend: str) -> Spoken:
    try:
        spoken = read_numbers(said)
    except UnusableError as error:
        raise UnusableError(error.what, mend if "no number" in error.what else error.mend) from error
    if not spoken.unit:
        raise UnusableError(f"{said!r} has no unit: {what}", mend)
    return spoken


def read_day(said: str) -> date:
    """A day that exists: ``2026-11-21``."""
    try:
        day = date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UnusableError(f"{said!r} is no day", f"write a day that exists between {_FIRST_YEAR} and {_LAST_YEAR}, as 2026-11-21")
    return day


def read_quarter(said: str) -> Quarter:
    """A quarter of the fiscal year: ``2026-Q4``."""
    match = _QUARTER.fullmatch(said)
    if not match:
        raise UnusableError(f"{said!r} is no quarter", "write it as 2026-Q4")
    return Quarter(int(match[1]), int(match[2]))


def read_currency(said: str) -> str:
    """A currency by its three letters (ISO 4217)."""
    if not re.fullmatch(r"[A-Za-z]{3}", said, re.ASCII):
        raise UnusableError(f"{said!r} is no currency", "write its three letters, for instance EUR")
    near = unknown_currency(said)
    if near:
        raise UnusableError(f"there is no currency {said!r}", near)
    return said.upper()


def read_colour(said: str) -> str:
    """A colour in six hexadecimal digits, with or without ``#``."""
    if not re.fullmatch(r"#?[0-9a-fA-F]{6}", said, re.ASCII):
        raise UnusableError(f"{said!r} is no colour", "write six hexadecimal digits in quotation marks, for instance '#0a527c'")
    return f"#{said.removeprefix('#').lower()}"


def _pattern(pattern: str, *examples: str) -> dict[str, object]:
    """A text of one shape. Editors by yaml-language-server say `patternErrorMessage` in place of the pattern."""
    say = f"Write it as {' or '.join(examples)}"
    return {"type": "string", "pattern": f"^{pattern}$", "patternErrorMessage": say, "examples": list(examples)}


Words = Annotated[str, Reader(read_words, {"type": "string", "minLength": 1})]
Version = Annotated[str, Reader(read_words, {"type": ["string", "number"], "examples": ["3.13"]})]
Saying = Annotated[str, Reader(read_saying, {"type": ["string", "number"], "examples": ["90k..120k EUR", "5%..15%"]})]
Someone = Annotated[Ref | str, Reader(read_someone, {"type": "string", "minLength": 1, "examples": ["person/anna-lind", "Anna Lind"]})]
Id = Annotated[str, Reader(read_id, _pattern(ID, "payments"))]
YesNo = Annotated[bool, Reader(read_yes_no, {"type": "boolean"})]
Count = Annotated[int, Reader(read_count, {"type": "integer", "minimum": 0})]
Number = Annotated[float, Reader(read_number, {"type": ["number", "string"], "examples": [40, "40%", "1.2M"]})]
Chance = Annotated[Range, Reader(read_chance, {"type": ["string", "number"], "examples": ["5%..20%", "99.9%"]})]
Amount = Annotated[Money, Reader(read_money, _pattern(rf"{_SPAN}\s*[A-Za-z]{{3}}", "40k..180k EUR", "1200 EUR"))]
Rate = Annotated[Money, Reader(read_rate, _pattern(rf"{_SPAN}\s*[A-Za-z]{{3}}", "0.86..0.93 EUR"))]
PrivateAmount = Annotated[Private, Reader(lambda said: Private(read_money(said)), _pattern(rf"{_SPAN}\s*[A-Za-z]{{3}}", "70k..90k EUR"))]
Duration = Annotated[Span, Reader(read_duration, _pattern(rf"{_SPAN}\s*(day|week|month|quarter|year)s?", "90 days", "3..6 months"))]
Outage = Annotated[Span, Reader(read_outage, _pattern(rf"{_SPAN}\s*(minute|hour|day|week)s?", "4 hours", "15 minutes"))]
Effort = Annotated[Span, Reader(read_effort, _pattern(rf"{_SPAN}\s*person[- ](day|week|month|year)s?", "20..60 person-days"))]
Day = Annotated[date, Reader(read_day, {"type": "string", "format": "date", "examples": ["2026-11-21"]})]
FiscalQuarter = Annotated[Quarter, Reader(read_quarter, _pattern(r"\d{4}-Q[1-4]", "2026-Q4"))]
Colour = Annotated[str, Reader(read_colour, _pattern("#?[0-9a-fA-F]{6}", "#0a527c"))]
Currency = Annotated[str, Reader(read_currency, _pattern("[A-Za-z]{3}", "EUR"))]


_EXAMPLES = {"person": "anna-lind", "stakeholder": "board", "vendor": "aws", "decision": "0007-one-database", "technology": "postgresql", "policy": "backups"}


class To(Reader):
    """A reference to a record of one of some kinds; of any kind where none is named."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds
        spelled = f"({'|'.join(kinds)})" if kinds else "[a-z-]+"
        super().__init__(self._of_kind, _pattern(f"{spelled}/{ID}", *(f"{kind}/{_EXAMPLES.get(kind, 'payments')}" for kind in kinds or ("system",))))

    def _of_kind(self, said: str) -> Ref:
        ref = read_ref(said)
        if self.kinds and ref.kind not in self.kinds:
            wanted = " or ".join(self.kinds)
            raise UnusableError(f"{said!r} refers to a {ref.kind}, and a {wanted} belongs here", f"write for instance {self.kinds[0]}/{ref.id}")
        return ref
