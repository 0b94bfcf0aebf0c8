"""All findings: filtered, sorted, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.record.discussing import Task, talk_of
from quarterdeck.app.record.watching import Held
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import plain
from quarterdeck.reports.groups import called
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_ROWS = 100
_NOBODY = "nobody"
_OWNER = re.compile(r"nobody|(?:person|team)/[a-z0-9-]{1,120}")
ENDED = {
    "open": "to act on", "accepted": "accepted", "met": "in order", "not_assessed": "not assessed", "not_applicable": "does not apply", "all": "all",
}  # fmt: skip
"""How findings can have ended, as the filter offers it."""
_SORTED: dict[str, Callable[[Finding], Any]] = {
    "severity": lambda f: (f.severity.rank if f.severity else 9, -(f.money.range.p50 if f.money else 0)),
    "money": lambda f: -(f.money.range.p50 if f.money else -1),
    "subject": lambda f: plain((called(f.subject),)).casefold(),
    "finding": lambda f: f.judgement.name,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see; anything unknown is as if it had not been said."""

    ended: str = "open"
    practice: str = ""
    severity: str = ""
    words: str = ""
    sort: str = "severity"
    owner: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: Request) -> Asked:
        """From the address."""
        told = request.query_params
        number = told.get("page", "")
        return cls(
            _known(told.get("ended", ""), ENDED, "open"),
            _known(told.get("practice", ""), [practice.name for practice in PRACTICES], ""),
            _known(told.get("severity", ""), list(Severity), ""),
            told.get("words", "")[:200],
            _known(told.get("sort", ""), _SORTED, "severity"),
            told.get("owner", "") if _OWNER.fullmatch(told.get("owner", "")) else "",
            int(number) if re.fullmatch("[1-9][0-9]{0,5}", number) else 1,
        )

    def address(self, **other: object) -> str:
        """The address that shows the same but for ``other``."""
        said = {
            "ended": self.ended,
            "practice": self.practice,
            "severity": self.severity,
            "words": self.words,
            "sort": self.sort,
            "owner": self.owner,
            "page": self.page,
            **other,
        }
        usual = {"ended": "open", "sort": "severity", "page": 1}
        return "/findings?" + urlencode({name: value for name, value in said.items() if value and usual.get(name) != value})


def _known(word: str, words: Any, otherwise: str) -> str:  # noqa: ANN401  # anything that knows what it holds
    return word if word in words else otherwise


@ROUTES.get("/findings", dependencies=READ)
def findings(request: Request) -> HTMLResponse:
    """The findings that were asked for."""
    shown, asked = house_of(request).now, Asked.of(request)
    since = house_of(request).accepted_since(shown.run)
    tasks = _tasks(house_of(request).workspace)
    found = [one for one in chosen(shown, asked) if not asked.owner or _given(tasks.get(one.id, ()), asked.owner)]
    last = max(1, -(-len(found) // _ROWS))
    at = min(asked.page, last)
    return page(
        request, "findings.html.jinja", here=Place("/findings", "Findings"), asked=asked, ended=ENDED, practices=PRACTICES, severities=list(Severity),
        rows=found[(at - 1) * _ROWS : at * _ROWS], count=len(found), judgements=len({one.judgement.name for one in found}), at=at, last=last, since=since,
        accepted=shown.run.accepted, tasks=tasks,
        owners=_owners(tasks),
        called=lambda finding: plain((called(finding.subject),)), sentence=lambda finding: plain(finding.verdict.sentence),
    )  # fmt: skip


def _tasks(workspace: Held | None) -> Mapping[str, Sequence[Task]]:
    """Who has taken what on, by the finding's id."""
    return workspace.once("talk", lambda: talk_of(workspace.records)).tasks if workspace else {}


def _given(tasks: Sequence[Task], owner: str) -> bool:
    return not tasks if owner == _NOBODY else any(str(one.action.owner) == owner for one in tasks)


def _owners(tasks: Mapping[str, Sequence[Task]]) -> list[tuple[str, str]]:
    """Everybody who has taken something on, by name."""
    found = {(str(task.action.owner), task.owner) for given in tasks.values() for task in given}
    return sorted(found, key=lambda one: one[1].casefold())


def chosen(shown: Shown, asked: Asked) -> Sequence[Finding]:
    """The findings that fit, in the order that was asked for."""
    key = ("chosen", asked.ended, asked.practice, asked.severity, asked.sort)
    found = shown.drawn(key, lambda: _sorted(shown, asked))
    words = asked.words.casefold().split()
    if not words:
        return found
    texts = _texts(shown)
    return [finding for finding in found if all(word in texts[finding.id] for word in words)]


def draw(_house: House, shown: Shown) -> None:
    """Make what this page is made of: the order in which it opens, and what words are looked for in."""
    chosen(shown, Asked())
    _texts(shown)


def _texts(shown: Shown) -> Mapping[str, str]:
    return shown.drawn(("texts",), lambda: {finding.id: _text(finding) for finding in shown.findings.values()})


def _sorted(shown: Shown, asked: Asked) -> Sequence[Finding]:
    found = [
        finding for finding in shown.findings.values()
        if _ended(finding, shown, asked.ended)
        and asked.practice in {"", finding.practice}
        and asked.severity in {"", finding.severity.value if finding.severity else None}
    ]  # fmt: skip
    return sorted(found, key=_SORTED[asked.sort])


def _ended(finding: Finding, shown: Shown, ended: str) -> bool:
    accepted = finding.id in shown.run.accepted
    if ended in {"open", "accepted"}:
        return finding.verdict.outcome is Outcome.NOT_MET and accepted == (ended == "accepted")
    return ended in {"all", finding.verdict.outcome.value}


def _text(finding: Finding) -> str:
    return f"{finding.judgement.name} {finding.judgement.title} {finding.subject.key} {finding.id} {plain(finding.verdict.sentence)}".casefold()
