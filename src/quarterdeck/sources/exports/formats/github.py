"""GitHub's REST API, as `gh api --paginate` saves it: deployments and their statuses, pulls, reviews, workflow runs, issues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Element, Told, at, names_at, text_at
from quarterdeck.sources.exports.formats.format import ElementFormat, Origin, has
from quarterdeck.sources.exports.kinds.delivery import DEPLOYMENT, DEPLOYMENT_STATUS, PIPELINE_RUN, PULL_REQUEST, REVIEW, WORK_ITEM

_REPOSITORY = re.compile(r"/repos/([^/]+/[^/?#]+)")
_PAGE = re.compile(r"^https?://[^/]+/([^/]+/[^/]+)/(?:pull|issues|actions)/")


def _repository(element: Element) -> str | None:
    """`owner/name`, from whichever address of the object tells it."""
    told = text_at(element, "repository.full_name") or text_at(element, "base.repo.full_name")
    if told:
        return told
    for path, pattern in (("repository_url", _REPOSITORY), ("url", _REPOSITORY), ("pull_request_url", _REPOSITORY), ("html_url", _PAGE)):
        found = pattern.search(text_at(element, path) or "")
        if found:
            return found[1]
    return None


def _deployment(element: Element) -> Iterator[Told]:
    yield Told(DEPLOYMENT, {
        "tool": "github", "id": element.get("id"), "repository": _repository(element), "environment": text_at(element, "environment"),
        "production": element.get("production_environment"), "deployed_at": element.get("created_at"), "started_at": element.get("created_at"),
        "commit": element.get("sha"), "version": element.get("ref"), "actor": text_at(element, "creator.login"), "url": element.get("url"),
    })  # fmt: skip


def _status(element: Element) -> Iterator[Told]:
    yield Told(DEPLOYMENT_STATUS, {
        "tool": "github", "id": element.get("id"), "deployment": (text_at(element, "deployment_url") or "").rpartition("/")[2], "status": element.get("state"),
        "reached_at": element.get("created_at"), "environment": element.get("environment"), "actor": text_at(element, "creator.login"),
    })  # fmt: skip


def _pull(element: Element) -> Iterator[Told]:
    state = "merged" if element.get("merged_at") else element.get("state")
    yield Told(PULL_REQUEST, {
        "tool": "github", "repository": _repository(element), "number": element.get("number"), "title": element.get("title"), "state": state,
        "author": text_at(element, "user.login"), "draft": element.get("draft"), "created_at": element.get("created_at"), "merged_at": element.get("merged_at"),
        "closed_at": element.get("closed_at"), "merged_by": text_at(element, "merged_by.login"), "base": text_at(element, "base.ref"),
        "branch": text_at(element, "head.ref"), "head_commit": text_at(element, "head.sha"), "merge_commit": element.get("merge_commit_sha"),
        "commits": element.get("commits"), "added": element.get("additions"), "deleted": element.get("deletions"),
        "files_changed": element.get("changed_files"), "comments": element.get("comments"), "labels": names_at(element, "labels", "name"),
        "reviewers": (*names_at(element, "requested_reviewers", "login"), *names_at(element, "requested_teams", "slug")), "url": element.get("html_url"),
    })  # fmt: skip


def _review(element: Element) -> Iterator[Told]:
    if element.get("state") == "PENDING":
        return  # begun and not submitted: nobody but its author sees it
    yield Told(REVIEW, {
        "tool": "github", "id": element.get("id"), "repository": _repository(element),
        "number": (text_at(element, "pull_request_url") or "").rpartition("/")[2], "reviewer": text_at(element, "user.login"),
        "verdict": element.get("state"), "submitted_at": element.get("submitted_at"), "commit": element.get("commit_id"),
    })  # fmt: skip


def _run(element: Element) -> Iterator[Told]:
    done = element.get("status") == "completed"
    yield Told(PIPELINE_RUN, {
        "tool": "github", "id": element.get("id"), "attempt": element.get("run_attempt"), "repository": _repository(element), "pipeline": element.get("name"),
        "path": element.get("path"), "event": element.get("event"), "status": element.get("conclusion") if done else element.get("status"),
        "branch": element.get("head_branch"), "commit": element.get("head_sha"), "created_at": element.get("created_at"),
        "started_at": element.get("run_started_at"), "finished_at": element.get("updated_at") if done else None,
        "actor": text_at(element, "triggering_actor.login") or text_at(element, "actor.login"), "url": element.get("html_url"),
    })  # fmt: skip


def _issue(element: Element) -> Iterator[Told]:
    if element.get("pull_request"):
        return
    repository, closed = _repository(element), element.get("closed_at")
    dropped = element.get("state_reason") in {"not_planned", "duplicate"}
    yield Told(WORK_ITEM, {
        "tool": "github", "id": f"{repository or ''}#{element.get('number')}", "project": repository, "title": element.get("title"),
        "kind": text_at(element, "type.name"), "status": element.get("state"), "stage": ("dropped" if dropped else "done") if closed else None,
        "resolution": element.get("state_reason"), "created_at": element.get("created_at"), "updated_at": element.get("updated_at"), "resolved_at": closed,
        "assignee": text_at(element, "assignee.login"), "reporter": text_at(element, "user.login"), "labels": names_at(element, "labels", "name"),
        "sprints": (text_at(element, "milestone.title"),), "due_on": (text_at(element, "milestone.due_on") or "")[:10], "url": element.get("html_url"),
    })  # fmt: skip


def _is_issue(element: Element) -> bool:
    return has("number", "state", "user", "comments", "labels", "html_url")(element) and "head" not in element and bool(at(element, "user.login"))


def _origin(page: str, folder: str, what: str) -> Origin:
    return Origin(f"https://docs.github.com/en/rest/{page}", f"https://github.com/{folder}", what)


_HUB4J = "hub4j/github-api/tree/79e0fc61d1c8ff61176bd11974b4a19bfe561293/src/test/resources/org/kohsuke/github"
_DEVLAKE = "apache/incubator-devlake/tree/420e494b4ede9a16c4bfb59de099c797bcd7f5f1/backend/plugins/github/e2e/raw_tables"
_RECORDED = "recorded answers of the API (MIT)"
_BOTH = "recorded answers of the API (MIT), and more in apache/incubator-devlake (Apache-2.0)"
FORMATS = (
    ElementFormat("github/deployments", "deployments", "GET /repos/OWNER/REPO/deployments", has("sha", "ref", "task", "environment", "statuses_url"),
                  _deployment, _origin("deployments/deployments#list-deployments", _HUB4J, _RECORDED)),
    ElementFormat("github/deployment-statuses", "deployments", "GET /repos/OWNER/REPO/deployments/ID/statuses: how each ended",
                  has("state", "deployment_url", "created_at"), _status, _origin("deployments/statuses#list-deployment-statuses", _HUB4J, _RECORDED)),
    ElementFormat("github/pulls", "pull-requests", "GET /repos/OWNER/REPO/pulls?state=all; single pulls tell sizes as well",
                  has("number", "head", "base", "created_at", "user"), _pull, _origin("pulls/pulls#list-pull-requests", _HUB4J, _BOTH)),
    ElementFormat("github/reviews", "reviews", "GET /repos/OWNER/REPO/pulls/NUMBER/reviews; those that nobody has submitted yet are left out",
                  has("state", "pull_request_url", "commit_id"), _review, _origin("pulls/reviews#list-reviews-for-a-pull-request", _HUB4J, _BOTH)),
    ElementFormat("github/workflow-runs", "pipeline-runs", "GET /repos/OWNER/REPO/actions/runs", has("workflow_id", "head_sha", "run_number"),
                  _run, _origin("actions/workflow-runs#list-workflow-runs-for-a-repository", _HUB4J, _BOTH)),
    ElementFormat("github/issues", "work-items", "GET /repos/OWNER/REPO/issues?state=all; pull requests among them are left out", _is_issue,
                  _issue, _origin("issues/issues#list-repository-issues", _DEVLAKE, "recorded answers of the API (Apache-2.0)")),
)  # fmt: skip
