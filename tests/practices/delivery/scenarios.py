r"""Event logs in Markdown: what happened, then what the measures, the joins and the findings say of it.

Under each heading one block ``given``, an event a line, cells apart by two spaces or more; times are UTC unless they name an offset.

    period     2026-01-01  2026-03-31                        the days that are measured, both included
    commit     a  2026-02-02 09:00  on z  path web/app.py     on the commit before it in the block unless it says `on`; by `bot`
    tag        v1.0  a  2026-02-03 10:00
    deploy     d1  2026-02-03 10:00  a  service web  failed  rollback  planned      states and marks in any order, `-` for no commit
    status     d1  2026-02-03 10:05  succeeded
    incident   i1  2026-02-03 11:00  2026-02-03 12:00  service web  change d1       `-` for an end that is not there; `by a change`, `by no change`
    pull       7  2026-02-01 09:00  2026-02-02 09:00  merge a  by ann
    review     7  2026-02-02 08:00  ben  approved
    item       SHOP-1  2026-02-01 09:00  kind Bug
    move       SHOP-1  2026-02-01 09:00  To Do > In Progress
    run        checks  2026-02-02 09:00  12  a  failed  attempt 2  event push      a pipeline's run of so many minutes on a commit
    job        release  on tag  deploys                       of a pipeline at the head; `on push` and `tests` otherwise; `unclear`: whether it deploys
    step       way back  helm rollback shop                   what that pipeline's jobs say about releasing
    rule       branch main  approvals 2  bypass administrators     of a file of settings; `environment production` with who must approve it
    uses       launchdarkly-node-server-sdk                   a package that a manifest declares
    rollout    shop  canary                                   a manifest that brings a part of the users first
    owner      /.github/  @acme/core                          a rule of CODEOWNERS
    record     teams/till.yaml  name: Till\nlead: person/ann    `quarterdeck.yaml` adds to what is there
    epic       E-1  2026-01-05  items 12  done 1 0 2  came 0 1  cut 2    items from a Monday on, so many done and new in each week; each new one is cut
    pace       2026-01-05  items  2 3 4  times 8              so many done in each week from a Monday on, again and again; `items` or `commits`

A line with a cell ``times 20`` is told so often, each time a day later, with 0, 1, 2 … in place of ``{n}``.

and one block ``says``: each line must be among what is told (`looking.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.evidence.code import Commit, FileChange, Repository, SideCommit, Tag
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PipelineRun, PullRequest, Review
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.evidence.incidents import Incident
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Row
from tests.practices.scenarios import Scenario, cells_of, moment, record_file
from tests.practices.scenarios import scenarios as told_in

REPOSITORY = "shop"
_SHOP, _ITEM = re.compile(r"\bshop\b"), re.compile(r"\b([A-Z]+)-(?=\d|\{n\})")


def scenarios(file: str) -> Iterator[Scenario]:
    """Every scenario of a Markdown file of this folder."""
    return told_in(Path(__file__).parent / file)


def _later(cell: str, days: int) -> str:
    """The cell on a later day, with that number in place of ``{n}``."""
    if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", cell):
        return str(datetime.fromisoformat(cell) + timedelta(days=days))
    return cell.replace("{n}", str(days))


def _after(word: str, cells: Sequence[str]) -> str | None:
    return next((cell.removeprefix(f"{word} ") for cell in cells if cell.startswith(f"{word} ")), None)


@dataclass
class Told:
    """The evidence that the lines stand for."""

    mark: str = ""
    """What sets its repository, tools and commits apart from those of others that are looked at beside it."""
    period: Period = field(default_factory=lambda: Period(date(2026, 1, 1), date(2027, 1, 1)))
    rows: dict[type[Row], list[Row]] = field(default_factory=dict)
    tip: str = ""
    records: dict[str, str] = field(default_factory=dict)

    @property
    def repository(self) -> str:
        """The repository that it tells of, as it is called here."""
        return REPOSITORY + self.mark

    @property
    def named(self) -> str:
        """As exports call it."""
        return f"acme/{self.repository}"

    @property
    def tool(self) -> str:
        """Where it was exported from."""
        return f"csv{self.mark}"

    def every(self, given: str) -> None:
        """What all lines tell, with a head for its repository."""
        for line in given.splitlines():
            if line.strip():
                self.line(self.set_apart(line))
        if not self.tip:
            self.line("commit  a  2020-01-01 09:00")
        self.add(Repository(self.repository, self._oid(self.tip), datetime.combine(self.period.end, datetime.min.time()), "main", "sha1", shallow=False))

    def set_apart(self, line: str) -> str:
        """The line with its repository and the ids of its work items marked."""
        return _ITEM.sub(rf"\1{self.mark.upper()}-", _SHOP.sub(self.repository, line)) if self.mark else line

    def _oid(self, name: str) -> str:
        """A name of a commit as a whole object id: `a` is `a000…`."""
        return f"{name}{self.mark}".ljust(40, "0")

    def add(self, row: Row) -> None:
        """One row more of its table."""
        self.rows.setdefault(type(row), []).append(row)

    def line(self, line: str) -> None:
        """What one line tells."""
        kind, *cells = cells_of(line)
        times = _after("times", cells) if kind != "pace" else None
        for count in range(int(times or 1)):
            getattr(self, f"_{kind}")(*([_later(cell, count) for cell in cells if not cell.startswith("times ")] if times else cells))

    def _period(self, first: str, last: str) -> None:
        self.period = Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))

    def _commit(self, oid: str, at: str, *more: str) -> None:
        when, on = moment(at), _after("on", more)
        parents = tuple((self.tip if on is None else on).split())
        by = "dependabot[bot]" if "by bot" in more else "Ann Lee"
        email, subject = "bot@example.org" if "by bot" in more else "ann@example.org", _after("says", more) or "Change"
        if "aside" in more:
            self.add(SideCommit(self.repository, self._oid(oid), tuple(map(self._oid, parents)), when))
            return
        self.add(Commit(self.repository, self._oid(oid), tuple(map(self._oid, parents)), by, email, when, by, email, when, subject, (), ()))
        if len(parents) < 2:  # a merge changes no file by itself
            self.add(FileChange(self.repository, self._oid(oid), _after("path", more) or "app.py", "M", None, 1, 1))
        self.tip = oid

    def _tag(self, name: str, oid: str, at: str) -> None:
        self.add(Tag(self.repository, name, self._oid(oid), moment(at), "Ann Lee", "ann@example.org"))

    def _deploy(self, key: str, at: str, oid: str, *more: str) -> None:
        status = next((word for word in more if word in {"succeeded", "failed", "cancelled", "running", "untold"}), "succeeded")
        begun = _after("begun", more)
        self.add(
            Deployment(
                (_after("tool", more) or "csv") + self.mark,
                key, moment(at), moment(begun) if begun else None, None if "no repository" in more else _after("repository", more) or self.named,
                _after("service", more), _after("environment", more) or "production", None, None if status == "untold" else status,
                None if oid == "-" else self._oid(oid), _after("version", more), rollback=_said(more, "rollback", "no rollback"),
                unplanned=_said(more, "hotfix", "planned"),
            )
        )  # fmt: skip

    def _status(self, key: str, at: str, status: str) -> None:
        self.add(DeploymentStatus(self.tool, f"{key} {status}", key, moment(at), status))

    def _incident(self, key: str, at: str, until: str, *more: str) -> None:
        over = None if until == "-" else moment(until)
        self.add(
            Incident(self.tool, key, moment(at), service=_after("service", more) or self.repository, resolved_at=over, change=_after("change", more),
                     caused_by_change=_said(more, "by a change", "by no change"))
        )  # fmt: skip

    def _pull(self, number: str, opened: str, merged: str, *more: str) -> None:
        head, brought = _after("head", more), _after("merge", more)
        self.add(
            PullRequest(
                self.tool, _after("repository", more) or self.named, int(number), moment(opened), _after("title", more), _after("by", more) or "ann",
                merged_at=None if merged == "-" else moment(merged), branch=_after("branch", more), head_commit=head and self._oid(head),
                merge_commit=brought and self._oid(brought), first_commit_at=_when("begun", more), ready_at=_when("ready", more),
            )
        )  # fmt: skip

    def _review(self, number: str, at: str, reviewer: str, verdict: str) -> None:
        self.add(Review(self.tool, f"{number} {reviewer} {at}", self.named, int(number), moment(at), reviewer, verdict))

    def _item(self, key: str, at: str, *more: str) -> None:
        self.add(
            WorkItem(self.tool, key, moment(at), _after("title", more), _after("kind", more), status=_after("status", more), stage=_after("stage", more),
                     started_at=_when("started", more), resolved_at=_when("resolved", more), parent=_after("parent", more), project=_after("project", more),
                     components=tuple((_after("component", more) or "").split()),
                     sprints=tuple(filter(None, (_after("sprints", more) or "").split(", "))),
                     due_on=date.fromisoformat(due) if (due := _after("due", more)) else None)
        )  # fmt: skip

    def _run(self, pipeline: str, at: str, minutes: str, oid: str, *more: str) -> None:
        status = next((word for word in more if word in {"failed", "cancelled", "running"}), "succeeded")
        begun, attempt = moment(at), int(_after("attempt", more) or 1)
        self.add(
            PipelineRun(self.tool, f"{pipeline} {oid} {at}", attempt, begun, begun, begun + timedelta(minutes=float(minutes)), self.named, pipeline, None,
                        _after("event", more) or "push", status, None, self._oid(oid))
        )  # fmt: skip

    def _job(self, name: str, *more: str) -> None:
        self.add(
            PipelineJob(self.repository, ".github/workflows/ci.yml", 1, "github-actions", name, (_after("on", more) or "push",), "tests" in more, False, False,
                        None if "unclear" in more else "deploys" in more, _after("says", more))
        )  # fmt: skip

    def _step(self, kind: str, says: str) -> None:
        self.add(ReleaseStep(self.repository, ".github/workflows/ci.yml", 1, "github-actions", "release", kind, says))

    def _rule(self, what: str, *more: str) -> None:
        target, _, pattern = what.partition(" ")
        bypass = tuple(filter(None, [_after("bypass", more)]))
        may = tuple(filter(None, [_after("may", more)]))
        approvals = int(_after("approvals", more) or 0)
        self.add(
            BranchRule(self.repository, ".github/settings.yml", 1, "github", what, target, (pattern,), enforced=True, approvals=approvals, owners=None,
                       checks=(), may=may, bypass=bypass)
        )  # fmt: skip

    def _uses(self, package: str) -> None:
        self.add(
            Dependency(self.repository, "package.json", 3, "declared", "package.json", "npm", package, "^1", None, f"pkg:npm/{package}", "direct", "runtime")
        )

    def _rollout(self, name: str, how: str) -> None:
        self.add(ReadinessSign(self.repository, "k8s/shop.yaml", 1, "gradual rollout", "kubernetes", name, None, how))

    def _owner(self, pattern: str, *owners: str) -> None:
        line = len(self.rows.get(CodeOwner, [])) + 1
        self.add(CodeOwner(self.repository, "CODEOWNERS", line, pattern, owners))

    def _record(self, *cells: str) -> None:
        path, text = record_file([*cells])
        self.records[path] = text

    def _pace(self, monday: str, what: str, counts: str, times: str) -> None:
        for week, count in enumerate(counts.split() * int(times.removeprefix("times "))):
            for number_ in range(int(count)):
                at = f"{date.fromisoformat(monday) + timedelta(days=7 * week + number_ % 7)} 12:00"
                key = f"{monday.replace('-', '')}{week:03}{number_:02}"
                if what == "items":
                    self._item(f"SHOP-{key}", at, "component shop", "stage done", f"resolved {at}")
                else:
                    self._commit(key, at)

    def _epic(self, key: str, monday: str, *more: str) -> None:
        first, weeks = date.fromisoformat(monday), int(_after("weeks", more) or 200)
        left, came = ([*map(int, (_after(word, more) or "0").split())] for word in ("done", "came"))
        open_ = [f"{key}-{number_}" for number_ in range(int(_after("items", more) or 0))]
        born = dict.fromkeys(open_, f"{first} 09:00")
        ends: dict[str, str] = {}
        for week in range(weeks):
            at = f"{first + timedelta(days=7 * week + 2)} 12:00"
            for _ in range(min(left[week % len(left)], len(open_))):
                ends[open_.pop(0)] = at
            for number_ in range(came[week % len(came)] if open_ else 0):
                born[f"{key}-{week}.{number_}"] = at
                open_.append(f"{key}-{week}.{number_}")
        for item, at in born.items():
            self._item(item, at, f"parent {key}", "component shop", *((f"resolved {ends[item]}", "stage done") if item in ends else ("stage in_progress",)))

    def _move(self, key: str, at: str, change: str) -> None:
        old, _, new = change.partition(" > ")
        fields = "flagged" if "blocked" in {old, new} else "status"
        old, new = ("" if fields == "flagged" and word != "blocked" else word for word in (old, new))
        self.add(WorkItemTransition(self.tool, key, fields, moment(at), new, old))


def _when(word: str, cells: Sequence[str]) -> datetime | None:
    told = _after(word, cells)
    return moment(told) if told else None


def _said(cells: Sequence[str], yes: str, no: str) -> bool | None:
    return True if yes in cells else False if no in cells else None
