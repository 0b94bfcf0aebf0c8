"""What went wrong and who was called: incidents, their timelines, on-call shifts, probes. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line, Tool


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident, as the tool showed it when it was exported. Times that the export does not tell stay empty."""

    table: ClassVar[str] = "incidents"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "created_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool."]
    created_at: Annotated[datetime, "When it was opened in the tool (UTC)."]
    title: Annotated[str | None, "Its title."] = None
    service: Annotated[str | None, "The service that it was opened for, as the tool names it; the first where there are several."] = None
    affected: Annotated[tuple[str, ...], "Every service or component that it is said to affect."] = ()
    severity: Annotated[str | None, "Its severity, impact or priority as the tool or the company names it: `SEV1`, `P2`, `major`, …"] = None
    urgency: Annotated[str | None, "`high` or `low`, where the tool tells: whether somebody was woken."] = None
    status: Annotated[str | None, "`open`, `acknowledged`, `mitigated`, `resolved` or `scheduled` (planned maintenance); empty when the export does not say."] = None
    started_at: Annotated[datetime | None, "When the harm began (UTC), where somebody said so."] = None
    detected_at: Annotated[datetime | None, "When it was noticed (UTC), where told apart from the opening."] = None
    acknowledged_at: Annotated[datetime | None, "When somebody took it on (UTC)."] = None
    mitigated_at: Annotated[datetime | None, "When users no longer felt it (UTC), where told apart from the end."] = None
    resolved_at: Annotated[datetime | None, "When it was resolved (UTC)."] = None
    team: Annotated[str | None, "The team that it was given to."] = None
    responders: Annotated[tuple[str, ...], "The people it was assigned to."] = ()
    cause: Annotated[str | None, "The cause, as somebody wrote it."] = None
    change: Annotated[str | None, "The deployment, version, commit or pull request that it is said to come from."] = None
    caused_by_change: Annotated[bool | None, "True or false where somebody said whether a change caused it; empty when nobody did."] = None
    customers_affected: Annotated[bool | None, "True when customers felt it; empty when nobody said."] = None
    alerts: Annotated[int | None, "Alerts that were grouped into it."] = None
    postmortem: Annotated[str | None, "Where its review stands: an address or a document's name."] = None
    repository: Annotated[str | None, "The repository that it concerns, where the export tells."] = None
    labels: Annotated[tuple[str, ...], "Its labels or tags."] = ()
    url: Annotated[str | None, "Where the tool shows it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class IncidentUpdate:
    """An entry of an incident's timeline."""

    table: ClassVar[str] = "incident_updates"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "occurred_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool; where an export gives none, a hash of incident, kind, time, person and words."]
    incident: Annotated[str, "The incident's id."]
    occurred_at: Annotated[datetime, "When (UTC)."]
    kind: Annotated[str, "`triggered`, `notified`, `acknowledged`, `escalated`, `assigned`, `mitigated`, `resolved`, `reopened`, `snoozed`, `note`, or as the tool says."]
    actor: Annotated[str | None, "Who or what did it; for `notified` who was called."] = None
    words: Annotated[str | None, "What was said."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class OnCallShift:
    """A stretch of time in which a person was on call."""

    table: ClassVar[str] = "on_call_shifts"
    key: ClassVar[tuple[str, ...]] = ("schedule", "level", "person", "starts_at")
    happened: ClassVar[str] = "starts_at"
    whole: ClassVar[tuple[str, ...]] = ()
    schedule: Annotated[str, "The schedule or rotation."]
    level: Annotated[int, "The escalation level: 1 is called first."]
    person: Annotated[str, "Who was on call, as the tool names them."]
    starts_at: Annotated[datetime, "From when (UTC)."]
    ends_at: Annotated[datetime | None, "Until when (UTC); empty for one without an end."] = None
    team: Annotated[str | None, "The team, where the export tells."] = None
    service: Annotated[str | None, "The service or escalation policy, where the export tells."] = None
    time_zone: Annotated[str | None, "The person's time zone, where the export tells: nights are told by it."] = None
    tool: Annotated[str | None, "The tool that exported it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class UptimeProbe:
    """One check from outside whether something answers."""

    table: ClassVar[str] = "uptime_probes"
    key: ClassVar[tuple[str, ...]] = ("subject", "location", "probed_at")
    happened: ClassVar[str] = "probed_at"
    whole: ClassVar[tuple[str, ...]] = ()
    subject: Annotated[str, "What was checked: a service, a journey or an address."]
    location: Annotated[str, "From where; an empty text when the export does not say."]
    probed_at: Annotated[datetime, "When (UTC)."]
    up: Annotated[bool, "True when it answered as it should."]
    milliseconds: Annotated[float | None, "How long the answer took."] = None
    code: Annotated[int | None, "The answer's status code."] = None
    error: Annotated[str | None, "What went wrong, as the prober says."] = None
    file: FileName = ""
    line: Line = 0
