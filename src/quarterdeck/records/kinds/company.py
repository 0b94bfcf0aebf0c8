"""The company itself: ``quarterdeck.yaml`` at the root of the workspace, which is also what marks the root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Record, Remark
from quarterdeck.records.values import Colour, Count, Currency, Rate, Saying, Words

SCHEMA_VERSION = 1
"""The version of all record kinds together; a workspace of another one is refused with what to do."""

Stage = Literal["idea", "seed", "early", "growth", "scale-up", "mature", "public"]
Month = Literal["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]

Paper = Literal["a4", "letter"]
Language = Literal["en", "de"]


def _is_day(said: str) -> bool:
    """Whether it is `MM-DD` (of a leap year as well) or `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(f"2028-{said}" if len(said) == len("12-25") else said).isoformat().endswith(said)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Company(Record):
    """The company, and the settings of its workspace."""

    kind: ClassVar[str] = "company"
    folder: ClassVar[str] = ""

    schema: Annotated[Count, "The version of the record kinds that this workspace is written in: 1."]
    company: Annotated[Words, "The company's name."]
    currency: Annotated[Currency, "The currency that amounts are told in (ISO 4217)."]
    fiscal_year_starts: Annotated[Month, "The month in which the fiscal year begins; quarters (2026-Q1) count from it."] = "january"
    stage: Annotated[Stage | None, "How far the company is."] = None
    industry: Annotated[Words, "What it lives from."] = ""
    mission: Annotated[Words, "What it is there for."] = ""
    employees: Annotated[Count | None, "How many people work for it."] = None
    countries: Annotated[tuple[Words, ...], "Where it works, as two letters (ISO 3166)."] = ()
    time_zone: Annotated[Words, "The time zone of its working hours, as in the tz database: `Europe/Berlin`."] = ""
    holidays: Annotated[tuple[Words, ...], "Days on which nobody works, beside Saturday and Sunday: `12-25` for each year, `2027-03-26` for one."] = ()
    repositories: Annotated[tuple[Words, ...], "Its git repositories: addresses, or paths from the workspace."] = ()
    repositories_file: Annotated[Words, "A file in the workspace with more of them, one a line."] = ""
    assumptions: Annotated[Mapping[Words, Saying], "Assumptions of your own in short: `loaded_engineer_cost: 90k..120k EUR`."] = field(default_factory=dict)
    exchange_rates: Annotated[
        Mapping[Currency, Rate], "What one unit of another currency is worth in the company's: `USD: 0.86..0.93 EUR`. Without one they are not added up."
    ] = field(default_factory=dict)

    logo: Annotated[Words, "The logo for its reports: an SVG or PNG file in the workspace."] = ""
    accent: Annotated[Colour, "Its colour, for what can be acted on in reports: '#0a527c', in quotation marks. Made darker where nobody could read it."] = ""
    language: Annotated[Language | None, "The language of its reports; en without it. What has no translation yet stays English."] = None
    paper: Annotated[Paper | None, "The size of paper of its reports; a4 without it."] = None

    @property
    def label(self) -> str:
        """The company's name."""
        return self.company

    def faults(self) -> Iterator[Remark]:
        """A version that this program does not know; a rate that leads elsewhere."""
        if self.schema != SCHEMA_VERSION:
            mend = "Update Quarterdeck" if self.schema > SCHEMA_VERSION else f"Write schema: {SCHEMA_VERSION}"
            yield Remark("schema", f"the workspace is written in version {self.schema} of the record kinds, and this program reads {SCHEMA_VERSION}", mend)
        for place, day in enumerate(self.holidays):
            if not _is_day(day):
                yield Remark(f"holidays/{place}", f"{day!r} is no day", "Write for instance 12-25, or 2027-03-26 for one year")
        for currency, worth in self.exchange_rates.items():
            if worth.currency != self.currency or currency == self.currency:
                yield Remark(f"exchange_rates/{currency}", f"a rate tells what one unit is worth in {self.currency}", f"Write for instance 0.9 {self.currency}")
