"""GitLab's REST API: merge requests, pipelines, deployments, issues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Element, Told, names_at, text_at
from quarterdeck.sources.exports.formats.format import ElementFormat, Origin, has
from quarterdeck.sources.exports.kinds.delivery import DEPLOYMENT, PIPELINE_RUN, PULL_REQUEST, WORK_ITEM

_PAGE = re.compile(r"^https?://[^/]+/(.+?)(?:/-)?/(?:merge_requests|issues|pipelines|jobs|work_items)/")


def _project(element: Element) -> str | None:
    """`group/project`, from the full reference or the page's address."""
    for path in ("web_url", "deployable.pipeline.web_url"):
        found = _PAGE.match(text_at(element, path) or "")
        if found:
            return found[1]
    full = text_at(element, "references.full") or ""
    return re.split(r"[!#]", full)[0] or text_at(element, "project_id")


def _merge_request(element: Element) -> Iterator[Told]:
    yield Told(PULL_REQUEST, {
        "tool": "gitlab", "repository": _project(element), "number": element.get("iid"), "title": element.get("title"), "state": element.get("state"),
        "author": text_at(element, "author.username"), "draft": element.get("draft"), "created_at": element.get("created_at"),
        "ready_at": element.get("prepared_at"), "merged_at": element.get("merged_at"), "closed_at": element.get("closed_at") or element.get("merged_at"),
        "merged_by": text_at(element, "merge_user.username") or text_at(element, "merged_by.username"), "base": element.get("target_branch"),
        "branch": element.get("source_branch"), "head_commit": element.get("sha"), "comments": element.get("user_notes_count"),
        "merge_commit": element.get("merge_commit_sha") or element.get("squash_commit_sha"), "labels": names_at(element, "labels", "name"),
        "reviewers": names_at(element, "reviewers", "username"), "url": element.get("web_url"),
    })  # fmt: skip


def _pipeline(element: Element) -> Iterator[Told]:
    ended = element.get("status") in {"success", "failed", "canceled", "skipped"}
    yield Told(PIPELINE_RUN, {
        "tool": "gitlab", "id": element.get("id"), "repository": _project(element), "pipeline": element.get("name"), "event": element.get("source"),
        "status": element.get("status"), "branch": element.get("ref"), "commit": element.get("sha"), "created_at": element.get("created_at"),
        "started_at": element.get("started_at"), "finished_at": element.get("finished_at") or (element.get("updated_at") if ended else None),
        "actor": text_at(element, "user.username"), "url": element.get("web_url"),
    })  # fmt: skip


def _deployment(element: Element) -> Iterator[Told]:
    finished = text_at(element, "deployable.finished_at") or element.get("finished_at")
    tier = text_at(element, "environment.tier")
    yield Told(DEPLOYMENT, {
        "tool": "gitlab", "id": element.get("id"), "repository": _project(element), "environment": text_at(element, "environment.name"),
        "production": tier == "production" if tier else None, "status": element.get("status"), "deployed_at": finished or element.get("created_at"),
        "started_at": text_at(element, "deployable.started_at") or element.get("created_at"), "commit": element.get("sha"), "version": element.get("ref"),
        "actor": text_at(element, "user.username"), "pipeline_run": text_at(element, "deployable.pipeline.id"),
    })  # fmt: skip


def _issue(element: Element) -> Iterator[Told]:
    project = _project(element)
    yield Told(WORK_ITEM, {
        "tool": "gitlab", "id": f"{project or ''}#{element.get('iid')}", "project": project, "title": element.get("title"),
        "kind": element.get("issue_type") or element.get("type"), "status": element.get("state"), "stage": "done" if element.get("closed_at") else None,
        "created_at": element.get("created_at"), "updated_at": element.get("updated_at"), "resolved_at": element.get("closed_at"),
        "due_on": element.get("due_date"), "parent": text_at(element, "epic.title"), "assignee": text_at(element, "assignee.username"),
        "reporter": text_at(element, "author.username"), "priority": element.get("severity"), "points": element.get("weight"),
        "labels": names_at(element, "labels", "name"), "sprints": (text_at(element, "milestone.title"), text_at(element, "iteration.title")),
        "url": element.get("web_url"),
    })  # fmt: skip


def _origin(page: str) -> Origin:
    what = "recorded answers of the API (Apache-2.0); the documents' own examples in gitlabhq/gitlabhq, doc/api (CC BY-SA 4.0), were read beside them"
    devlake = "apache/incubator-devlake/tree/420e494b4ede9a16c4bfb59de099c797bcd7f5f1/backend/plugins/gitlab/e2e/raw_tables"
    return Origin(f"https://docs.gitlab.com/api/{page}", f"https://github.com/{devlake}", what)


FORMATS = (
    ElementFormat("gitlab/merge-requests", "pull-requests", "GET /projects/ID/merge_requests", has("iid", "source_branch", "target_branch", "state"),
                  _merge_request, _origin("merge_requests/#list-project-merge-requests")),
    ElementFormat("gitlab/pipelines", "pipeline-runs", "GET /projects/ID/pipelines; single pipelines tell start and end as well",
                  has("id", "sha", "ref", "status", "source", "web_url"), _pipeline, _origin("pipelines/#list-project-pipelines")),
    ElementFormat("gitlab/deployments", "deployments", "GET /projects/ID/deployments", has("iid", "sha", "ref", "environment", "status"),
                  _deployment, _origin("deployments/#list-project-deployments")),
    ElementFormat("gitlab/issues", "work-items", "GET /projects/ID/issues",
                  lambda element: has("iid", "title", "state", "author")(element) and "source_branch" not in element,
                  _issue, _origin("issues/#list-project-issues")),
)  # fmt: skip
