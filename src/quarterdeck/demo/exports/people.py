"""The roster, and answers to the survey, told by team and without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quarterdeck.demo.exports.ground import Ground, login

_HIGHEST = 4
_ZONES = {
    "hamburg": "Europe/Berlin", "rotterdam": "Europe/Amsterdam", "lisbon": "Europe/Lisbon", "warsaw": "Europe/Warsaw", "bengaluru": "Asia/Kolkata",
}  # fmt: skip


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Every export of this module."""
    columns = ("employee id", "name", "email", "github", "team", "role", "level", "location", "time zone", "employment", "fte", "start date", "end date")
    yield "roster.csv", ground.table(columns, _roster(ground))
    asked = ("survey", "respondent", "question", "value", "lowest", "highest", "team", "answered on")
    yield "survey.csv", ground.table(asked, _answers(ground))


def _roster(ground: Ground) -> Iterator[Sequence[object]]:
    for number, human in enumerate(ground.story.people.values(), 1):
        engaged = "contractor" if human.role == "Contractor" else "employee"
        place = human.place.name
        yield (
            f"H{number:03}", human.name, human.email, login(human), human.team, human.role, human.level, place.capitalize(), _ZONES[place], engaged,
            "0.8" if human.id in {"hannah", "lucia", "nora"} else "1", human.starts, human.ends or "",
        )  # fmt: skip


def _answers(ground: Ground) -> Iterator[Sequence[object]]:
    survey = ground.operations["survey"]
    for name, day in survey["rounds"]:
        for team, mean in survey["teams"].items():
            chance = ground.chance.of(f"survey/{name}/{team}")
            there = sum(human.team == team and human.there(day) for human in ground.story.people.values())
            for person in range(there):
                for question in survey["questions"]:
                    told = _HIGHEST - mean if question.startswith("Can") else mean
                    value = min(_HIGHEST, max(0, round(chance.normal(told, 0.8))))
                    yield (name, f"{team}-{person + 1}", question, value, 0, _HIGHEST, team, day)
