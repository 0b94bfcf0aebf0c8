"""Who works here and what they say: the roster, answers to surveys. Filled by `quarterdeck import`. Never salaries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A person on the payroll or under contract, as the personnel system shows them."""

    table: ClassVar[str] = "roster"
    key: ClassVar[tuple[str, ...]] = ("person",)
    happened: ClassVar[str] = "starts_on"
    whole: ClassVar[tuple[str, ...]] = ()
    person: Annotated[str, "Their id in the personnel system; where an export gives none, their e-mail, else their name."]
    name: Annotated[str | None, "Their name."] = None
    email: Annotated[str | None, "Their e-mail at work."] = None
    handles: Annotated[tuple[str, ...], "Names that they bear in other tools, for instance on GitHub."] = ()
    team: Annotated[str | None, "Their team."] = None
    role: Annotated[str | None, "What they do: their title or job family."] = None
    level: Annotated[str | None, "Their level, as the company names it."] = None
    location: Annotated[str | None, "Where they work from."] = None
    time_zone: Annotated[str | None, "Their time zone."] = None
    manager: Annotated[str | None, "Whom they report to: an id, an e-mail or a name, as the export has it."] = None
    employment: Annotated[str | None, "`employee`, `contractor`, `temporary`, `intern` or `vendor`; empty when the export does not say."] = None
    employer: Annotated[str | None, "The company that employs them, where it is another one."] = None
    fte: Annotated[float | None, "Share of a full-time week: 1 is full time."] = None
    cost_centre: Annotated[str | None, "The cost centre that bears them."] = None
    skills: Annotated[tuple[str, ...], "Skills, as the export names them."] = ()
    starts_on: Annotated[date | None, "Their first day."] = None
    ends_on: Annotated[date | None, "Their last day; empty while they stay."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One answer to one question of a survey. Reports never show fewer than a group."""

    table: ClassVar[str] = "survey_answers"
    key: ClassVar[tuple[str, ...]] = ("survey", "respondent", "question")
    happened: ClassVar[str] = "answered_on"
    whole: ClassVar[tuple[str, ...]] = ()
    survey: Annotated[str, "The survey and its round, for instance `engagement 2026-Q3`."]
    respondent: Annotated[str, "A name or a pseudonym; where the export gives none, a hash of the answer and a count among equal ones."]
    question: Annotated[str, "The question or its code."]
    answer: Annotated[str | None, "The answer as given; empty when it was left out."] = None
    value: Annotated[float | None, "The answer as a number, where it is one."] = None
    lowest: Annotated[float | None, "The lowest number that could be given, where the export tells."] = None
    highest: Annotated[float | None, "The highest number that could be given, likewise."] = None
    team: Annotated[str | None, "The respondent's team or group."] = None
    answered_on: Annotated[date | None, "When it was answered."] = None
    file: FileName = ""
    line: Line = 0
