"""Jira: the search API's JSON with the changelog, and the CSV export of an issue list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Element, Told, as_text, at, items_at, names_at, text_at
from quarterdeck.sources.exports.formats.format import ElementFormat, Origin, SheetFormat
from quarterdeck.sources.exports.kinds.delivery import TRANSITION, WORK_ITEM
from quarterdeck.sources.exports.said import Said

_CHANGES = {
    "status": "status", "flagged": "flagged", "assignee": "assignee", "sprint": "sprint", "story points": "points", "story point estimate": "points",
    "issuetype": "kind", "issue type": "kind", "epic link": "parent", "parent": "parent", "issueparentassociation": "parent", "resolution": "resolution",
    "priority": "priority",
}  # fmt: skip
"""Fields of a changelog, by the field of ours that they change."""
_OLD_SPRINT = re.compile(r"\bname=([^,\]]+)")


def _fits(element: Element) -> bool:
    return "key" in element and isinstance(element.get("fields"), dict)


def _read(element: Element) -> Iterator[Told]:
    fields = element["fields"]
    yield Told(WORK_ITEM, {
        "tool": "jira", "id": element.get("key"), "project": text_at(fields, "project.key"), "title": text_at(fields, "summary"),
        "kind": text_at(fields, "issuetype.name"), "status": text_at(fields, "status.name"), "stage": text_at(fields, "status.statusCategory.key"),
        "resolution": text_at(fields, "resolution.name"), "created_at": text_at(fields, "created"), "updated_at": text_at(fields, "updated"),
        "resolved_at": text_at(fields, "resolutiondate"), "due_on": text_at(fields, "duedate"), "parent": text_at(fields, "parent.key"),
        "assignee": text_at(fields, "assignee.displayName"), "reporter": text_at(fields, "reporter.displayName"),
        "priority": text_at(fields, "priority.name"), "labels": names_at(fields, "labels"), "components": names_at(fields, "components", "name"),
        "releases": names_at(fields, "fixVersions", "name"), "sprints": _sprints(fields), "blocked_by": tuple(_blockers(fields)), "url": element.get("self"),
    })  # fmt: skip
    for history in items_at(element, "changelog.histories"):
        yield from _changes(element, history)


def _changes(element: Element, history: object) -> Iterator[Told]:
    actor = text_at(history, "author.displayName") or text_at(history, "author.name")
    for item in items_at(history, "items"):
        field = _CHANGES.get((text_at(item, "field") or "").lower())
        if field:
            yield Told(TRANSITION, {
                "tool": "jira", "item": element.get("key"), "field": field, "changed_at": at(history, "created"), "from_value": text_at(item, "fromString"),
                "to_value": text_at(item, "toString"), "actor": actor,
            })  # fmt: skip


def _sprints(fields: object) -> tuple[str, ...]:
    """The sprints: a field whose number differs from site to site, known by what is in it."""
    found: list[str] = []
    for name, value in fields.items() if isinstance(fields, dict) else ():
        if name.startswith("customfield_") and isinstance(value, list):
            for part in value:
                if isinstance(part, dict) and {"name", "state"} <= set(part) and ("boardId" in part or "startDate" in part):
                    found.append(as_text(part["name"]) or "")
                elif isinstance(part, str) and "service.sprint.Sprint@" in part and (told := _OLD_SPRINT.search(part)):
                    found.append(told[1])
    return tuple(found)


def _blockers(fields: object) -> Iterator[str]:
    for link in items_at(fields, "issuelinks"):
        blocker = text_at(link, "inwardIssue.key")
        if blocker and (text_at(link, "type.inward") or "").lower() == "is blocked by":
            yield blocker


_SHEET = {
    "Issue key": "id", "Issue id": "", "Summary": "title", "Issue Type": "kind", "Status": "status", "Status Category": "stage", "Project key": "project",
    "Resolution": "resolution", "Created": "created_at", "Updated": "updated_at", "Resolved": "resolved_at", "Due date": "due_on", "Due Date": "due_on",
    "Assignee": "assignee", "Reporter": "reporter", "Priority": "priority", "Labels": "labels", "Component/s": "components", "Components": "components",
    "Fix Version/s": "releases", "Fix versions": "releases", "Sprint": "sprints", "Custom field (Story Points)": "points",
    "Custom field (Story point estimate)": "points", "Parent": "", "Parent key": "parent", "Custom field (Epic Link)": "parent",
    "Inward issue link (Blocks)": "blocked_by", "Project name": "", "Project type": "", "Creator": "",
}  # fmt: skip

_DEVLAKE = "https://github.com/apache/incubator-devlake/tree/420e494b4ede9a16c4bfb59de099c797bcd7f5f1/backend/plugins/jira/e2e/raw_tables"
_POINZ = "https://github.com/Zuehlke/poinz/blob/94febfc/server/test/testJiraIssueExport.csv"
FORMATS = (
    ElementFormat(
        "jira/search", "work-items", "GET /rest/api/3/search/jql?fields=*all&expand=changelog, with every transition; older sites: /rest/api/2/search",
        _fits, _read,
        Origin("https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/", _DEVLAKE,
               "recorded issues with their changelogs (Apache-2.0)"),
    ),
    SheetFormat(
        "jira/csv", "work-items", "Export issues as CSV (all fields); its times have no zone, so --time-zone says yours. It has no transitions",
        frozenset({"Issue key", "Summary", "Issue Type", "Status", "Created"}), Said(columns=_SHEET, constants={"tool": "jira"}),
        Origin("https://support.atlassian.com/jira-software-cloud/docs/export-your-search-results/", _POINZ,
               "an export of a site (MIT); one of another site, of 2026, with 200 columns was read as well"),
    ),
)  # fmt: skip
