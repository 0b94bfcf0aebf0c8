"""Work items with their transitions, as Jira's search answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from quarterdeck.demo.calendar import day_of
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.exports.ground import DAY, Ground, seconds
from quarterdeck.demo.story import Told
from quarterdeck.demo.stream import Pull

_KINDS, _SHARES = ("Story", "Task", "Bug", "Incident follow-up"), (0.42, 0.25, 0.27, 0.06)
_PLANNED = 14
_LYING = 8
"""How many times slower the last items of an epic come than the others."""


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """The tracker's items, those that were finished and those that wait."""
    pulls = [pull for history in ground.histories.values() for pull in history.pulls if pull.merged.at >= seconds(ground.since)]
    chance = ground.chance.of("items")
    done = [_done(ground, pull, chance) for pull in sorted(pulls, key=lambda one: (one.merged.at, one.ticket))]
    yield "jira/items.json", ground.wrapped("issues", [*done, *_waiting(ground, chance), *_epics(ground)])


def _stamp(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def _done(ground: Ground, pull: Pull, chance: Chance) -> dict[str, object]:
    """An item whose change was merged: it waited, was worked on, sometimes blocked, reviewed, and done."""
    name = ground.story.people[pull.author].name
    begun = pull.opened.at - chance.between(DAY // 6, 3 * DAY)
    created = begun - int(DAY * (0.5 + chance.unit() ** 3 * 90))
    steps = [("status", begun, "To Do", "In Progress")]
    if chance.yes(0.12):
        held = begun + (pull.opened.at - begun) // 3
        steps += [("Flagged", held, "", "Impediment"), ("Flagged", held + (pull.opened.at - begun) // 2, "Impediment", "")]
    steps += [("status", pull.opened.at, "In Progress", "In Review"), ("status", pull.merged.at, "In Review", "Done")]
    kind = chance.weighted(_KINDS, _SHARES)
    told = _item(pull.ticket, pull.title, kind, created, name, ("Done", "done"), pull.repository)
    fields = (dict(told["fields"]) if isinstance(told["fields"], Mapping) else {}) | _epic(ground, pull) | _sprints(ground, pull) | _due(ground, pull)
    resolved = {"resolution": {"name": "Done"}, "resolutiondate": _stamp(pull.merged.at), "updated": _stamp(pull.merged.at)}
    histories = [
        {"id": str(at), "author": {"displayName": name}, "created": _stamp(at), "items": [{"field": field, "fromString": old, "toString": new}]}
        for field, at, old, new in steps
    ]
    return {**told, "fields": {**fields, **resolved}, "changelog": {"histories": histories}}


def _item(key: str, title: str, kind: str, created: int, name: str | None, status: tuple[str, str], component: str) -> dict[str, object]:
    return {
        "id": str(10_000 + Chance(key).below(89_999)),
        "key": key,
        "self": f"https://halyard.atlassian.example/rest/api/3/issue/{key}",
        "fields": {
            "summary": title,
            "issuetype": {"name": kind},
            "project": {"key": key.partition("-")[0]},
            "status": {"name": status[0], "statusCategory": {"key": status[1]}},
            "created": _stamp(created),
            "updated": _stamp(created),
            "assignee": {"displayName": name} if name else None,
            "priority": {"name": "Medium"},
            "labels": [],
            "components": [{"name": component}],
        },
    }


def _epic(ground: Ground, pull: Pull) -> dict[str, object]:
    """The epic that a finished item belongs to, where one ran in its repository."""
    for told in ground.operations["epics"]:
        begun, over = seconds(told["from"]), seconds(told["to"]) + DAY
        lain = seconds(told.get("lying", told["to"])) + DAY
        if told["repository"] == pull.repository and begun <= pull.merged.at < lain:
            share = told["share"] if pull.merged.at < over else told["share"] / _LYING
            if ground.chance.of(f"epics/{told['key']}/{pull.ticket}").yes(share):
                return {"parent": _parent(told)}
    return {}


def _parent(told: Told) -> dict[str, object]:
    return {"key": told["key"], "fields": {"summary": told["title"], "issuetype": {"name": "Epic"}}}


def _epics(ground: Ground) -> Iterator[dict[str, object]]:
    """The epics themselves, and what waits in them."""
    for told in ground.operations["epics"]:
        chance, begun = ground.chance.of(f"epics/{told['key']}"), seconds(told["from"])
        over = not told["open"]
        status = ("Done", "done") if over else ("In Progress", "indeterminate")
        epic = _item(told["key"], told["title"], "Epic", begun - 20 * DAY, None, status, told["repository"])
        fields = dict(epic["fields"]) if isinstance(epic["fields"], Mapping) else {}
        ended = {"resolution": {"name": "Done"}, "resolutiondate": _stamp(seconds(told.get("lying", told["to"])) + DAY)} if over else {}
        yield {**epic, "fields": fields | ended}
        for count in range(told["open"]):
            created = begun + int(chance.unit() * (seconds(ground.story.ends) - begun))
            waits = _item(f"{told['key']}{count + 1}", f"{told['title']}, part {count + 1}", "Story", created,
                          None, ("To Do", "new"), told["repository"])  # fmt: skip
            fields = dict(waits["fields"]) if isinstance(waits["fields"], Mapping) else {}
            yield {**waits, "fields": fields | {"parent": _parent(told)}}


def _sprints(ground: Ground, pull: Pull) -> dict[str, object]:
    """The sprint in which a finished item ended, and the one before where it went over."""
    over = ground.operations["sprints"].get(pull.repository)
    if over is None:
        return {}
    number = (pull.merged.at - seconds(ground.since)) // (14 * DAY) + 1
    late = ground.chance.of(f"sprints/{pull.ticket}").yes(over) and number > 1
    team = next(one.team for one in ground.story.repositories if one.name == pull.repository)
    return {"customfield_10020": [_sprint(ground, team, one) for one in ([number - 1] if late else []) + [number]]}


def _sprint(ground: Ground, team: str, number: int) -> dict[str, object]:
    begun = seconds(ground.since) + (number - 1) * 14 * DAY
    state = "active" if begun + 14 * DAY > seconds(ground.story.ends) else "closed"
    return {
        "id": 400 + number,
        "name": f"{team.capitalize()} sprint {number}",
        "state": state,
        "boardId": 12,
        "startDate": _stamp(begun),
        "endDate": _stamp(begun + 14 * DAY),
    }


def _due(ground: Ground, pull: Pull) -> dict[str, object]:
    """The day on which a finished item was due: some days after it was done, or before."""
    told = ground.operations["due"].get(pull.repository)
    chance = ground.chance.of(f"due/{pull.ticket}")
    if told is None or not chance.yes(told["told"]):
        return {}
    worse = told.get("worse")
    kept = chance.yes(worse["kept"] if worse and day_of(pull.merged.at) >= worse["from"] else told["kept"])
    return {"duedate": str(day_of(pull.merged.at + (chance.between(0, 6) if kept else -chance.between(1, 16)) * DAY))}


def _waiting(ground: Ground, chance: Chance) -> Iterator[dict[str, object]]:
    """Items that nobody has begun, or that were begun long ago and rest."""
    end = seconds(ground.story.ends)
    for told in ground.story.repositories:
        if told.merges == "direct" or not ground.histories[told.name].pulls or ground.histories[told.name].pulls[-1].merged.at < end - 90 * DAY:
            continue
        for count in range(_PLANNED):
            noun = chance.pick(list(told.nouns))
            title = f"Let {told.verbs[count % len(told.verbs)].replace('_', ' ')} work for each {noun}"
            begun = chance.yes(0.3)
            created = end - chance.between(3, 400) * DAY
            status = ("In Progress", "indeterminate") if begun else ("To Do", "new")
            there = [one.who for one in told.work if ground.story.people[one.who].there(ground.story.ends) and one.last >= ground.story.ends]
            who = ground.story.people[chance.pick(there)].name if begun else None
            item = _item(f"{told.tickets}-{90_000 + 100 * sorted(ground.histories).index(told.name) + count}", title, "Story", created, who, status, told.name)
            moved = created + chance.between(1, 20) * DAY
            change = {"id": "1", "created": _stamp(min(moved, end)), "items": [{"field": "status", "fromString": "To Do", "toString": "In Progress"}]}
            yield {**item, "changelog": {"histories": [change] if begun else []}}
