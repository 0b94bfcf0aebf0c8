"""Pull requests, reviews and pipeline runs as GitHub tells them; deployments as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from quarterdeck.demo.calendar import day_of
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.exports.ground import DAY, Ground, login, seconds, stamp
from quarterdeck.demo.story import Told
from quarterdeck.demo.stream import Pull

_API = "https://api.github.example/repos"
_COLUMNS = ("id", "repository", "service", "environment", "started at", "deployed at", "status", "commit", "version", "actor", "rollback", "hotfix")
_RUNS_SINCE = date(2026, 7, 1)


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Every export of this module: path and text."""
    yield "deployments.csv", ground.table(_COLUMNS, deployments(ground))
    pulls = [pull for history in ground.histories.values() for pull in history.pulls if pull.merged.at >= seconds(ground.since)]
    yield "github/pulls.json", ground.listed(_pull(ground, pull) for pull in pulls)
    yield "github/reviews.json", ground.listed(_reviews(ground, pulls))
    yield "github/runs.json", ground.wrapped("workflow_runs", _runs(ground, pulls))


def _number(*parts: object) -> int:
    """A number like those that hosts give, the same each time."""
    return 1_000_000_000 + Chance("/".join(map(str, parts))).below(8_000_000_000)


def _person(ground: Ground, who: str) -> dict[str, object]:
    human = ground.story.people[who]
    return {"login": login(human), "id": _number("user", who), "type": "User"}


def _pull(ground: Ground, pull: Pull) -> dict[str, object]:
    ids, repository = ground.ids[pull.repository], ground.full_name(pull.repository)
    return {
        "url": f"{_API}/{repository}/pulls/{pull.number}",
        "id": _number(pull.repository, pull.number),
        "html_url": f"https://github.example/{repository}/pull/{pull.number}",
        "number": pull.number,
        "state": "closed",
        "title": f"{pull.ticket}: {pull.title}",
        "user": _person(ground, pull.author),
        "body": "",
        "created_at": stamp(pull.opened.at),
        "updated_at": stamp(pull.merged.at),
        "closed_at": stamp(pull.merged.at),
        "merged_at": stamp(pull.merged.at),
        "merge_commit_sha": ids[pull.marks[-1]],
        "merged_by": _person(ground, pull.reviewer),
        "labels": [],
        "draft": False,
        "requested_reviewers": [],
        "requested_teams": [],
        "commits": max(1, len(pull.marks) - 1),
        "changed_files": pull.files,
        "head": {"ref": pull.ticket.lower(), "sha": _head(ids, pull)},
        "base": {"ref": "main", "sha": ids[pull.marks[0]], "repo": {"full_name": repository}},
    }


def _head(ids: Mapping[int, str], pull: Pull) -> str:
    """The last commit of a pull request before it was merged."""
    return ids[pull.marks[-2] if len(pull.marks) > 1 else pull.marks[-1]]


def _reviews(ground: Ground, pulls: Sequence[Pull]) -> Iterator[dict[str, object]]:
    """One or two reviews of each pull request; none where nobody else could give one, or somebody would not wait."""
    chance, unreviewed = ground.chance.of("reviews"), ground.operations["unreviewed"]
    for pull in pulls:
        if pull.reviewer == pull.author or chance.yes(unreviewed.get(pull.repository, unreviewed["usual"])):
            continue
        open_for = pull.merged.at - pull.opened.at
        states = ["APPROVED"] if chance.yes(0.72) else ["CHANGES_REQUESTED", "APPROVED"]
        for count, state in enumerate(states):
            share = (0.35 + 0.5 * chance.unit()) * (count + 1) / len(states)
            yield {
                "id": _number("review", pull.repository, pull.number, count),
                "user": _person(ground, pull.reviewer),
                "body": "",
                "state": state,
                "pull_request_url": f"{_API}/{ground.full_name(pull.repository)}/pulls/{pull.number}",
                "submitted_at": stamp(pull.opened.at + int(open_for * share)),
                "commit_id": ground.ids[pull.repository][pull.marks[0]],
            }


def _runs(ground: Ground, pulls: Sequence[Pull]) -> Iterator[dict[str, object]]:
    """The checks of each pull request of the last months: now and then they fail and are started again."""
    chance, wavering, red = ground.chance.of("runs"), ground.operations["wavering"], ground.operations["merged_red"]
    for pull in pulls:
        if pull.opened.at < seconds(_RUNS_SINCE):
            continue
        late = chance.yes(red.get(pull.repository, 0.0))
        again = chance.yes(wavering.get(pull.repository, wavering["usual"])) and pull.merged.at - pull.opened.at > DAY // 4
        for attempt in (1, 2) if again and not late else (1,):
            begun = pull.opened.at + 60 + (attempt - 1) * 3_900
            yield {
                "id": _number("run", pull.repository, pull.number),
                "name": "checks",
                "run_number": pull.number,
                "run_attempt": attempt,
                "workflow_id": _number("workflow", pull.repository),
                "path": ".github/workflows/checks.yml",
                "event": "pull_request",
                "status": "completed",
                "conclusion": "failure" if (again or late) and attempt == 1 else "success",
                "head_branch": pull.ticket.lower(),
                "head_sha": _head(ground.ids[pull.repository], pull),
                "created_at": stamp(begun - 8),
                "run_started_at": stamp(begun),
                "updated_at": stamp(begun + chance.between(150, 900)),
                "actor": _person(ground, pull.author),
                "repository": {"full_name": ground.full_name(pull.repository)},
                "html_url": f"https://github.example/{ground.full_name(pull.repository)}/actions/runs/{pull.number}",
            }


def deployments(ground: Ground) -> Iterator[Sequence[object]]:
    """What reached production: releases, or merges where a team tags none; failures, and the earlier version put back."""
    for name, told in ground.operations["deployments"].items():
        chance = ground.chance.of(f"deployments/{name}")
        history, before = ground.histories[name], ""
        told_pulls = [(pull.merged.at, pull.marks[-1], f"build {pull.number}", pull.reviewer) for pull in history.pulls]
        tagged = [(one.at.at, one.mark, one.tag, one.who) for one in history.releases]
        for at, mark, version, who in told_pulls[:: told.get("every", 2)] if told.get("untagged") else tagged:
            if at >= seconds(ground.since):
                yield from _deployed(ground, name, told, chance, (at, ground.ids[name][mark], version, who), before)
            before = version


def _deployed(ground: Ground, name: str, told: Told, chance: Chance, what: tuple[int, str, str, str], before: str) -> Iterator[Sequence[object]]:
    at, commit, version, who = what
    actor = "github-actions" if who == "automation" else login(ground.story.people[who])
    begun = at + chance.between(240, 5_400)
    done = begun + chance.between(120, 900)
    failed = chance.yes(_failing(told, day_of(at)))
    where = (ground.full_name(name), name, "production")
    yield from _tried(ground, name, told, begun, (commit, version, actor))
    yield (f"{name}-{version}", *where, stamp(begun), stamp(done), "failed" if failed else "succeeded", commit, version, actor, "no", "no")
    if not failed:
        return
    low, high = told["restored"]
    back = done + 60 * chance.between(low, high)
    yield (f"{name}-{version}-back", *where, stamp(back - 90), stamp(back), "succeeded", "", before, actor, "yes", "yes")
    mended = back + chance.between(DAY // 8, DAY)
    yield (f"{name}-{version}-again", *where, stamp(mended - 200), stamp(mended), "succeeded", commit, f"{version}-1", actor, "no", "yes")


def _tried(ground: Ground, name: str, told: Told, begun: int, what: tuple[str, str, str]) -> Iterator[Sequence[object]]:
    """The same version in staging, some hours before; none where a team goes past it."""
    commit, version, actor = what
    chance = ground.chance.of(f"staging/{name}/{version}")
    if chance.yes(told.get("untried", 0.0)):
        return
    there = begun - chance.between(40, 200) * 60
    where = (ground.full_name(name), name, "staging")
    yield (f"{name}-{version}-staging", *where, stamp(there - 300), stamp(there), "succeeded", commit, version, actor, "no", "no")


def _failing(told: Mapping[str, object], day: date) -> float:
    """The chance of failure on a day, with the stretches in which it was worse."""
    worse = told.get("worse")
    for stretch in worse if isinstance(worse, list) else ():
        if stretch["from"] <= day <= stretch["to"]:
            return float(stretch["fails"])
    fails = told["fails"]
    assert isinstance(fails, float)
    return fails
