"""Incidents with their timelines and who was on call, as PagerDuty tells them; a vendor asked from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.demo.calendar import day_of
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.exports.delivery import deployments
from quarterdeck.demo.exports.ground import DAY, Ground, seconds, stamp
from quarterdeck.demo.story import Told

_WEEK, _HOUR = 7, 3_600


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong: when, for how long, and what the story says of it."""

    number: int
    at: int
    noticed: int
    restored: int
    title: str
    told: Told
    called: str
    change: str = ""
    """The deployment that caused it, where the story says that one did."""


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Incidents, their log, shifts, and what was asked from outside."""
    shifts = list(_shifts(ground))
    faults = _faults(ground, shifts)
    yield "pagerduty/incidents.json", ground.wrapped("incidents", [_incident(ground, fault) for fault in faults])
    yield "pagerduty/log-entries.json", ground.wrapped("log_entries", [entry for fault in faults for entry in _entries(ground, fault)])
    yield "pagerduty/oncalls.json", ground.wrapped("oncalls", [_shift(ground, *shift) for shift in shifts])
    yield "probes.csv", ground.table(("subject", "location", "timestamp", "up"), _probes(ground))


Shift = tuple[str, str, date]
"""Team, person, and the Monday on which the week begins."""


def _shifts(ground: Ground) -> Iterator[Shift]:
    for team, weights in sorted(ground.operations["on-call"].items()):
        chance = ground.chance.of(f"on-call/{team}")
        monday = ground.since - timedelta(days=ground.since.weekday())
        while monday <= ground.story.ends:
            there = [who for who in weights if ground.story.people[who].there(monday)]
            yield team, chance.weighted(there, [float(weights[who]) for who in there]), monday
            monday += timedelta(days=_WEEK)


def _faults(ground: Ground, shifts: list[Shift]) -> list[Fault]:
    """All incidents in order of time, numbered."""
    found: list[tuple[int, int, int, str, Told]] = []
    for index, told in enumerate(ground.operations["incidents"]):
        chance = ground.chance.of(f"incidents/{index}")
        at = seconds(ground.since) + int(chance.unit() * told["every"] * DAY)
        while at < seconds(ground.story.ends):
            low, high = told["minutes"]
            moment = at + chance.between(0, DAY)
            title = told["title"].replace("{place}", chance.pick(ground.operations["places"]["names"]))
            found.append((moment, moment + chance.between(120, 1_500), moment + 60 * chance.between(low, high), title, told))
            worse = told.get("worse")
            every = worse["every"] if worse and day_of(at) >= worse["from"] else told["every"]
            at += int(every * DAY * (0.55 + 0.9 * chance.unit()))
    on_call = {(team, monday): who for team, who, monday in shifts}
    shipped = [(str(row[2]), str(row[5]), str(row[0])) for row in deployments(ground) if row[3] == "production" and row[6] == "succeeded" and row[10] == "no"]
    return [
        Fault(number, at, noticed, max(restored, noticed + 600), title, told, on_call[told["team"], _monday(at)], _change(shipped, told, at))
        for number, (at, noticed, restored, title, told) in enumerate(sorted(found, key=lambda one: (one[0], one[3])), 1)
    ]


def _change(shipped: list[tuple[str, str, str]], told: Told, at: int) -> str:
    """The service's last deployment before it went wrong."""
    before = [(when, key) for service, when, key in shipped if service == told["service"] and when <= stamp(at)] if told.get("by_change") else []
    return max(before)[1] if before else ""


def _monday(at: int) -> date:
    day = day_of(at)
    return day - timedelta(days=day.weekday())


_REVIEWED = "P1"
"""How grave an incident is whose begin somebody looks for afterwards."""


def _id(fault: Fault) -> str:
    return f"Q{Chance(f'incident {fault.number}').below(36**6):08X}"


def _team(ground: Ground, team: str) -> str:
    return next(one.name for one in ground.story.teams if one.id == team)


def _incident(ground: Ground, fault: Fault) -> dict[str, object]:
    name, told = ground.story.people[fault.called].name, fault.told
    return {
        "id": _id(fault),
        "incident_number": fault.number,
        "title": fault.title,
        "status": "resolved",
        "urgency": "low" if told["severity"] == "P3" else "high",
        "priority": {"summary": told["severity"]},
        "service": {"summary": told["service"]},
        "created_at": stamp(fault.at),
        "last_status_change_at": stamp(fault.restored),
        "resolved_at": stamp(fault.restored),
        "acknowledgements": [{"at": stamp(fault.noticed), "acknowledger": {"summary": name}}],
        "assignments": [{"at": stamp(fault.at), "assignee": {"summary": name}}],
        "teams": [{"summary": _team(ground, told["team"])}],
        "alert_counts": {"all": 1 + Chance(f"alerts {fault.number}").below(9)},
        "html_url": f"https://halyard.pagerduty.example/incidents/{_id(fault)}",
        "custom_fields": [
            {"name": "change_related", "type": "field_value", "value": bool(told.get("by_change"))},
            *([{"name": "caused_by_deployment", "type": "field_value", "value": fault.change}] if fault.change else []),
            *([{"name": "impact_start", "type": "field_value", "value": stamp(_felt(fault))}] if told["severity"] == _REVIEWED else []),
        ],
    }


def _felt(fault: Fault) -> int:
    """When users began to feel it, as the review of a grave incident found: some minutes before the first alert."""
    return fault.at - 60 * (2 + Chance(f"felt {fault.number}").below(14))


def _entries(ground: Ground, fault: Fault) -> Iterator[dict[str, object]]:
    name, told = ground.story.people[fault.called].name, fault.told
    caused = " A release caused it." if told.get("by_change") else ""
    steps = [
        ("trigger", fault.at, fault.title),
        ("notify", fault.at + 20, f"Notified {name}"),
        ("acknowledge", fault.noticed, f"Acknowledged by {name}"),
        ("annotate", fault.restored - 120, f"Cause: {told['cause']}.{caused}"),
        ("resolve", fault.restored, f"Resolved by {name}"),
    ]
    for sort, at, words in steps:
        yield {
            "id": f"R{Chance(f'{fault.number} {sort}').below(36**6):08X}",
            "type": f"{sort}_log_entry",
            "summary": words,
            "created_at": stamp(at),
            "agent": {"summary": "Wachturm" if sort in {"trigger", "notify"} else name},
            "user": {"summary": name},
            "incident": {"id": _id(fault)},
        }


def _shift(ground: Ground, team: str, who: str, monday: date) -> dict[str, object]:
    human = ground.story.people[who]
    return {
        "escalation_policy": {"summary": f"{_team(ground, team)} on call"},
        "escalation_level": 1,
        "schedule": {"summary": f"{_team(ground, team)}, week by week"},
        "user": {"summary": human.name, "email": human.email},
        "start": stamp(seconds(monday) + 8 * 3600),
        "end": stamp(seconds(monday) + 8 * 3600 + _WEEK * DAY),
    }


def _probes(ground: Ground) -> Iterator[tuple[str, str, str, str]]:
    """A vendor asked every hour; it did not answer for as long as the story says."""
    told = ground.operations["probes"]
    first, last = int(told["away"]["from"].timestamp()), int(told["away"]["to"].timestamp())
    for at in range(seconds(told["since"]), seconds(ground.story.ends) + DAY, _HOUR):
        yield told["subject"], told["location"], stamp(at), "no" if first <= at < last else "yes"
