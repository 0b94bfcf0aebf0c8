"""Answers to interview questions: what somebody said about something that no machine can see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from quarterdeck.records.record import Record
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
