"""GitLab CI: `.gitlab-ci.yml` and the local files that it includes → jobs.

Follows docs.gitlab.com, "CI/CD YAML syntax reference": hidden jobs, `extends`, `default`, `!reference`, `rules`, `only`.
What comes from elsewhere (other projects, addresses, unknown templates) is one row without a job: something is there,
but not known what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.judge import Judge, Told, add, evidence, flag
from quarterdeck.sources.pipelines.kinds import FOUR, Kind
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat, read
from quarterdeck.sources.pipelines.steps import Said, environments, steps, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quarterdeck.evidence.files import FileContent

SYSTEM = "gitlab-ci"
ROOT = ".gitlab-ci.yml"
RESERVED = frozenset(
    {
        "stages",
        "variables",
        "default",
        "include",
        "workflow",
        "image",
        "services",
        "cache",
        "before_script",
        "after_script",
        "spec",
        "types",
    }
)
"""Top-level keys that are no jobs; `pages` is one."""
TEMPLATES: tuple[tuple[str, Kind], ...] = (
    ("auto-devops", Kind.TESTS | Kind.CHECKS | Kind.BUILDS | Kind.DEPLOYS),
    ("sast", Kind.CHECKS),
    ("secret-detection", Kind.CHECKS),
    ("dependency-scanning", Kind.CHECKS),
    ("container-scanning", Kind.CHECKS),
    ("license-scanning", Kind.CHECKS),
    ("code-quality", Kind.CHECKS),
    ("dast", Kind.CHECKS),
    ("api-fuzzing", Kind.TESTS),
    ("coverage-fuzzing", Kind.TESTS),
    ("jobs/test", Kind.TESTS),
    ("jobs/build", Kind.BUILDS),
    ("jobs/deploy", Kind.DEPLOYS),
)
"""GitLab's own templates and components, by a part of their name, and what their jobs do."""
_DEFAULT_TRIGGERS = ("push", "tag")
_ONLY = {
    "branches": "push",
    "tags": "tag",
    "merge_requests": "pull_request",
    "schedules": "schedule",
    "web": "manual",
    "api": "api",
    "triggers": "api",
    "pushes": "push",
    "pipelines": "call",
    "external_pull_requests": "pull_request",
    "chat": "manual",
}
_SOURCES = {
    "merge_request_event": "pull_request",
    "push": "push",
    "schedule": "schedule",
    "web": "manual",
    "api": "api",
    "trigger": "api",
    "pipeline": "call",
    "parent_pipeline": "call",
    "external_pull_request_event": "pull_request",
    "chat": "manual",
}
_SOURCE = re.compile(r"\$CI_PIPELINE_SOURCE\s*(==|!=|=~)\s*([\"'/])(.*?)\2")
_DEEPEST = 10
_MOST_LINES = 5_000


@dataclass
class GitLab:
    """Reads the GitLab pipeline among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    released: list[ReleaseStep] = field(default_factory=list)
    _jobs: dict[str, tuple[str, Fields]] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)
    _global: dict[str, Node] = field(default_factory=dict)
    _elsewhere: list[PipelineJob] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def rows(self) -> list[PipelineJob]:
        """Every job that is not hidden, in the order of paths and lines, then what is included from elsewhere."""
        if ROOT not in self.files:
            return []
        self._take(ROOT, 0)
        rows = [self._row(name) for name in self._jobs if not name.startswith(".")]
        return sorted(rows, key=lambda row: (row.path != ROOT, row.path, row.line)) + self._elsewhere

    def _take(self, path: str, depth: int) -> None:
        """Merge one file and, before it, what it includes: later definitions of a job win, key by key."""
        if path in self._seen or depth > _DEEPEST:
            return
        self._seen.add(path)
        file = self.files[path]
        node, problems = read(file)
        self.problems.extend(problems)
        if not isinstance(node, Fields):
            if not problems:
                self._problem(file, 1, "the file holds no jobs", "Write jobs, or delete the file")
            return
        for include in node.items("include"):
            self._include(file, include, depth)
        for name, value in node.values.items():
            if name in RESERVED:
                self._global[name] = value
            elif isinstance(value, Fields):
                _, known = self._jobs.get(name, (path, Fields()))
                self._jobs[name] = (path, _merged(known, value))
                self._lines[name] = node.lines[name]
            elif not name.startswith("."):
                self._problem(
                    file,
                    node.lines[name],
                    f"'{name}' is neither a job nor a keyword",
                    "Write a mapping, or start the name with a dot",
                )

    def _include(self, file: FileContent, include: Node, depth: int) -> None:
        local, other = "", ""
        if isinstance(include, Text):
            local, other = ("", include.text) if include.text.startswith("http") else (include.text, "")
        elif isinstance(include, Fields):
            local = include.text("local")
            other = next(
                (f"{key}: {include.text(key)}" for key in ("template", "component", "project", "remote") if key in include.values),
                "",
            )
        pattern = local.lstrip("/")
        found = sorted(path for path in self.files if path == pattern or ("*" in pattern and fnmatchcase(path, pattern)))
        for path in found:
            self._take(path, depth + 1)
        if not found and (pattern or other):
            self._foreign(file, include.line, other or f"local: {local}")

    def _foreign(self, file: FileContent, line: int, told: str) -> None:
        """Jobs that somebody else defines: known for GitLab's own templates, else only that they are there."""
        name = told.lower().replace("_", "-")
        own = told.startswith(("template:", "component:"))
        kind = next((kind for part, kind in TEMPLATES if own and part in name), None)
        if kind is None:
            self._elsewhere.append(PipelineJob(file.repository, file.path, line, SYSTEM, None, (), None, None, None, None, None))
            return
        tests, checks, deploys, builds = ((part in kind) for part in FOUR)
        job = told.partition(": ")[2]
        triggers = self._workflow_triggers() or _DEFAULT_TRIGGERS
        self._elsewhere.append(PipelineJob(file.repository, file.path, line, SYSTEM, job, triggers, tests, checks, builds, deploys, told[:120]))

    def _problem(self, file: FileContent, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(file.place(line), what, mend, ("pipeline_jobs",)))

    def _row(self, name: str) -> PipelineJob:
        path = self._jobs[name][0]
        job = self._whole(name, 0)
        told: Told = {}
        if "trigger" in job.values:
            told[Kind.OPAQUE] = "trigger"
        default = self._global.get("default")
        for key in ("before_script", "script", "after_script"):
            inherited = (default.values.get(key) if isinstance(default, Fields) else None) or self._global.get(key)
            lines = list(self._lines_of(job.values.get(key, None if key == "script" else inherited), 0))
            add(told, self.judge.script("\n".join(lines[:_MOST_LINES])))
        tests, checks, deploys, builds = (flag(told, kind) for kind in FOUR)
        line = self._lines[name]
        repository = self.files[path].repository
        row = PipelineJob(repository, path, line, SYSTEM, name, self._triggers(job), tests, checks, builds, deploys, evidence(told))
        asked = "when: manual" if "manual" in row.triggers and (job.text("when") == "manual" or "rules" in job.values) else ""
        words = [*texts(Fields({key: job.values[key] for key in ("script", "variables") if key in job.values}))]
        said = Said(tuple(environments(job.values.get("environment"))), tuple(words), asked if deploys or "environment" in job.values else "")
        self.released.extend(steps(row, said))
        return row

    def _whole(self, name: str, depth: int) -> Fields:
        """The job with what it extends, its own keys on top; unknown and circular names are left out."""
        _, own = self._jobs.get(name, ("", Fields()))
        result = Fields(line=own.line)
        for parent in own.items("extends") if depth < _DEEPEST else ():
            if isinstance(parent, Text) and parent.text != name:
                result = _merged(result, self._whole(parent.text, depth + 1))
        return _merged(result, own)

    def _lines_of(self, node: Node | None, depth: int) -> Iterator[str]:
        """Script lines with `!reference [job, key]` put in."""
        if isinstance(node, Items) and node.tag == "!reference":
            names = list(flat(node))
            target = self._whole(names[0], 0) if names and depth < _DEEPEST else Fields()
            if len(names) > 1:
                yield from self._lines_of(target.values.get(names[1]), depth + 1)
        elif isinstance(node, Items):
            for item in node.items:
                yield from self._lines_of(item, depth)
        elif isinstance(node, Text):
            yield node.text

    def _workflow_triggers(self) -> tuple[str, ...]:
        workflow = self._global.get("workflow")
        return self._by_rules(workflow.items("rules"), ()) if isinstance(workflow, Fields) else ()

    def _triggers(self, job: Fields) -> tuple[str, ...]:
        usual = self._workflow_triggers() or _DEFAULT_TRIGGERS
        if "rules" in job.values:
            return self._by_rules(job.items("rules"), usual)
        if "only" in job.values:
            node = job.values["only"]
            refs = list(flat(node.values.get("refs") if isinstance(node, Fields) else node))
            named = tuple(dict.fromkeys(_ref(ref) for ref in refs)) or usual
        else:
            named = usual
        excepted = job.values.get("except")
        for ref in flat(excepted.values.get("refs") if isinstance(excepted, Fields) else excepted):
            named = tuple(name for name in named if ref not in _ONLY or name != _ONLY[ref])
        return tuple(dict.fromkeys((*named, "manual"))) if job.text("when") == "manual" else () if job.text("when") == "never" else named

    def _by_rules(self, rules: tuple[Node, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for rule in self._rules(rules, 0):
            if rule.text("when") == "never":
                continue
            condition = rule.text("if")
            named = _by_condition(condition) or usual
            found.extend((*named, "manual") if rule.text("when") == "manual" else named)
        return tuple(dict.fromkeys(found))

    def _rules(self, rules: tuple[Node, ...], depth: int) -> Iterator[Fields]:
        for rule in rules:
            if isinstance(rule, Fields):
                yield rule
            elif isinstance(rule, Items) and depth < _DEEPEST:
                names = list(flat(rule)) if rule.tag == "!reference" else []
                target = self._whole(names[0], 0).items(names[1]) if len(names) > 1 else rule.items if not rule.tag else ()
                yield from self._rules(target, depth + 1)


def _ref(ref: str) -> str:
    """A word of `only`: GitLab's keywords, else the name of a branch."""
    return _ONLY.get(ref, "tag" if re.match(r"/\^?v?\\?d|/\^v", ref) else "push")


def _by_condition(condition: str) -> tuple[str, ...]:
    """What the `if` of a rule compares: `$CI_PIPELINE_SOURCE`, else the presence of a tag, a merge request or a branch."""
    named: list[str] = []
    for operator, quote, value in _SOURCE.findall(condition):
        if operator != "!=":
            named.extend(_SOURCES[part] for part in (re.findall(r"\w+", value) if quote == "/" else [value]) if part in _SOURCES)
    if named:
        return tuple(dict.fromkeys(named))
    if re.search(r"\$CI_COMMIT_TAG\b(?!\s*==\s*null)", condition):
        named.append("tag")
    if "$CI_MERGE_REQUEST" in condition:
        named.append("pull_request")
    if re.search(r"\$CI_COMMIT_(BRANCH|REF_NAME)\b(?!\s*==\s*null)", condition) and not named:
        named.append("push")
    return tuple(named)


def _merged(below: Fields, above: Fields) -> Fields:
    """Both mappings, ``above`` winning, mappings merged key by key, as `extends` does."""
    values = dict(below.values)
    for key, value in above.values.items():
        old = values.get(key)
        values[key] = _merged(old, value) if isinstance(old, Fields) and isinstance(value, Fields) else value
    return Fields(values, {**below.lines, **above.lines}, above.line)
