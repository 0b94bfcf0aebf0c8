"""Answers to interview questions: what somebody said about something that no machine can see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.records.record import Record, Remark, future
from quarterdeck.records.values import Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """What was answered, by whom, and when."""

    kind: ClassVar[str] = "answer"
    folder: ClassVar[str] = "answers"

    question: Annotated[Words, "The question, by its id or in words."]
    answer: Annotated[Words, "What was said."]
    by: Annotated[Ref, To("person", "stakeholder", "team"), "Who said it."]
    when: Annotated[Day, "The day on which it was said."]
    about: Annotated[tuple[Annotated[Ref, To()], ...], "The records that it is about."] = ()
    interviewer: Annotated[Ref | None, To("person"), "Who asked."] = None

    @property
    def label(self) -> str:
        """The question."""
        return self.question

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Something that nobody has said yet."""
        yield from future("when", self.when, as_of, "was said on {day}, which is still to come")
