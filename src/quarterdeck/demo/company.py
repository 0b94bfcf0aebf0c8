"""The company's own record: what its people decided and wrote, as the files of a workspace, and the history of that workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from quarterdeck.demo.chance import Chance
from quarterdeck.demo.story import Human, Story
from quarterdeck.demo.stream import History

_SECTION = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_COMMITS = (
    ("", date(2026, 1, 12), "ines", "Write down who we are: teams, people, systems"),
    ("2-money", date(2026, 2, 16), "jonas", "Vendors, contracts and the budget of 2026"),
    ("4-judgement", date(2026, 9, 7), "ines", "Decisions, risks, controls and policies"),
    ("3-plans", date(2026, 10, 26), "ines", "Objectives, initiatives and promises as of this week"),
)
"""In which order the parts of the record were written down, when, and by whom."""


def workspace(story: Story, texts: Mapping[str, str], seed: int) -> History:
    """The workspace as a repository: each part of the record is a commit."""
    chance = Chance(f"{seed}/company")
    history = History("company")
    parts = {path.removeprefix("records/").removesuffix(".txt"): text for path, text in sorted(texts.items()) if path.startswith("records/")}
    tip = 0
    for part, day, who, message in _COMMITS:
        files = dict(_sections(story, parts["1-company"])) | dict(_people(story)) if not part else dict(_sections(story, parts[part]))
        told: dict[str, bytes | None] = {path: text.encode() for path, text in sorted(files.items())}
        human = story.people[who]
        signed = (human.signature(day), human.place.at_work(day, chance))
        tip = history.commit(told, signed, signed, f"{message}\n", [tip] if tip else [], {})
    return history


def _sections(story: Story, text: str) -> Iterator[tuple[str, str]]:
    """Path and text of each record; every one says that the company is invented."""
    listed = "\n".join(f"  - ../repositories/{one.name}" for one in story.repositories)
    pieces = _SECTION.split(text.replace("<<repositories>>", listed))
    for path, body in zip(pieces[1::2], pieces[2::2], strict=True):
        yield path, f"{body.strip()}\n\n> {story.notice}\n" if path.endswith(".md") else _noted(story, body)


def _noted(story: Story, body: str) -> str:
    return f"# {story.name} is an invented company.\n{body.strip()}\n"


def _people(story: Story) -> Iterator[tuple[str, str]]:
    """Teams and people, as the story has them."""
    yield "README.md", f"# The record of {story.name}\n\n> {story.notice}\n\nOne folder for each kind of record, one file for each record.\n"
    for human in story.people.values():
        yield f"people/{human.id}.yaml", _noted(story, _person(story, human))
    for team in story.teams:
        members = [human for human in story.people.values() if human.team == team.id and human.there(story.ends)]
        lead = next(human for human in members if human.role == "Team lead")
        listed = ", ".join(f"person/{human.id}" for human in members)
        yield (
            f"teams/{team.id}.yaml",
            _noted(
                story,
                f"name: {team.name}\ntype: {team.type}\nmission: {team.mission}\nlead: person/{lead.id}\nmembers: [{listed}]\nchannel: '#{team.id}'\n"
                + (f"vendor: vendor/{team.vendor}\n" if team.vendor else ""),
            ),
        )


def _person(story: Story, human: Human) -> str:
    lines = [f"name: {human.name}", f"role: {human.role}", f"level: {human.level}", f"location: {human.place.name.capitalize()}"]
    lines += ["employment: contractor"] if human.role == "Contractor" else []
    lines += [f"started: {human.starts}"] + ([f"left: {human.ends}"] if human.ends else [])
    lines += [f"skills: [{', '.join(human.skills)}]", f"emails: [{', '.join(dict.fromkeys([human.email, *(email for _, _, email in human.before)]))}]"]
    boss = _manager(story, human)
    return "\n".join(lines + ([f"manager: person/{boss}"] if boss else [])) + "\n"


def _manager(story: Story, human: Human) -> str:
    """The lead of the team; leads report to the vice president, everybody else at the top to the chief technology officer."""
    if human.id == "ines":
        return ""
    if human.team == "leadership":
        return "ines"
    if human.role == "Team lead":
        return "jonas"
    return next(one.id for one in story.people.values() if one.team == human.team and one.role == "Team lead")
