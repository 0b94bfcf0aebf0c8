"""Azure Pipelines: `azure-pipelines.yml` and the like, with the templates of the same repository → jobs.

Follows learn.microsoft.com, "YAML schema reference for Azure Pipelines". Expressions are not evaluated: what stands under `${{ if … }}` is taken as
there, and a template's parameters are put in where they are plain. Templates of other repositories are a job of which nothing is known. Who must
approve a deployment to an environment stands in Azure, in no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.azure_tasks import told_by_task
from quarterdeck.sources.pipelines.judge import Judge, Told, add, evidence, flag
from quarterdeck.sources.pipelines.kinds import FOUR, Kind
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat, read
from quarterdeck.sources.pipelines.recognised import system_of
from quarterdeck.sources.pipelines.shell import inside
from quarterdeck.sources.pipelines.steps import Said, steps, texts

SYSTEM = "azure-pipelines"
UNTOLD = "untold"
_SCRIPTS = ("script", "bash", "pwsh", "powershell")
_PARAMETER = re.compile(r"\$\{\{\s*parameters\.([\w-]+)\s*\}\}")
_TOP = ("stages", "jobs", "steps", "extends")
_STARTS = ("trigger", "pr", "schedules", "pool", "resources", "name")
_DEEPEST = 5
_REASON = re.compile(r"(eq|ne)\(\s*variables\[?\.?'?Build\.Reason'?\]?\s*,\s*'(\w+)'\s*\)", re.IGNORECASE)
_REASONS = {"PullRequest": "pull_request", "Schedule": "schedule", "Manual": "manual", "IndividualCI": "push", "BatchedCI": "push", "ResourceTrigger": "call"}
_BRANCH = re.compile(r"(?:eq|startsWith)\(\s*variables\[?\.?'?Build\.SourceBranch(?:Name)?'?\]?\s*,\s*'(refs/tags|[^']*)", re.IGNORECASE)
_MOST_JOBS = 400


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: its file, and the parameters that were given to it as a template."""

    path: str
    given: Mapping[str, str]


@dataclass
class Azure:
    """Reads the pipelines among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    released: list[ReleaseStep] = field(default_factory=list)
    _read: dict[str, Fields | None] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    """Files that another one uses as a template: they are no pipelines of their own."""

    def rows(self) -> list[PipelineJob]:
        """Every job of every pipeline, each once, in the order of paths and lines."""
        paths = [path for path in sorted(self.files) if system_of(path) == SYSTEM]
        made = {path: self._rows_of(path) for path in sorted(paths, key=lambda path: (path.count("/"), path)) if self._starts_here(path)}
        rows = {(row.path, row.line, row.job): row for path, found in made.items() if path not in self._taken for row in found}
        self.released = [step for step in dict.fromkeys(self.released) if (step.path, step.line, step.job) in rows]
        return list(rows.values())

    def _starts_here(self, path: str) -> bool:
        """Whether a file is a pipeline: it holds work, and is not a template by its looks."""
        node = self._file(path)
        if node is None or not any(key in node.values for key in _TOP):
            return False
        return "parameters" not in node.values or any(key in node.values for key in _STARTS)

    def _file(self, path: str) -> Fields | None:
        if path not in self._read:
            node, problems = read(self.files[path])
            self.problems.extend(problems)
            self._read[path] = node if isinstance(node, Fields) else None
        return self._read[path]

    def _rows_of(self, path: str) -> list[PipelineJob]:
        root = self._file(path)
        assert root is not None, "asked for before"
        starts = triggers(root)
        place = _Place(path, _defaults(root))
        if "extends" in root.values:
            used = root.fields("extends")
            return [row for inner, where in self._template(used, place, 0) for row in self._whole(inner, where, starts, 0)] or [
                self._unknown(path, used.line, used.text("template"), starts)
            ]
        return list(self._whole(root, place, starts, 0))[:_MOST_JOBS]

    def _whole(self, root: Fields, place: _Place, starts: tuple[str, ...], depth: int) -> Iterator[PipelineJob]:
        """The jobs of a file: of its stages, its own, or its steps as one job."""
        if "stages" in root.values:
            for stage, where in self._each("stages", root.values["stages"], place, depth):
                name = stage.text("stage")
                narrowed = narrow(starts, stage.text("condition"))
                for job, inner in self._each("jobs", stage.values.get("jobs"), where, depth):
                    yield self._job(job, inner, narrowed, name)
        elif "jobs" in root.values:
            for job, inner in self._each("jobs", root.values["jobs"], place, depth):
                yield self._job(job, inner, starts, "")
        elif "steps" in root.values:
            yield self._job(root, place, starts, "")

    def _each(self, kind: str, node: Node | None, place: _Place, depth: int) -> Iterator[tuple[Fields, _Place]]:
        """The stages or jobs of a list, with those under conditions and in templates."""
        for item in node.items if isinstance(node, Items) else ():
            if not isinstance(item, Fields):
                continue
            if "template" in item.values:
                found = list(self._template(item, place, depth))
                for root, where in found:
                    yield from self._each(kind, root.values.get(kind), where, depth + 1)
                if not found and kind == "jobs":
                    yield item, place
                elif not found:
                    yield Fields({"stage": Text(item.text("template"), item.line), "jobs": Items((item,), item.line)}, {}, item.line), place
            elif any(key.startswith("${{") for key in item.values):
                for inner in item.values.values():
                    yield from self._each(kind, inner, place, depth)
            else:
                yield item, place

    def _template(self, used: Fields, place: _Place, depth: int) -> Iterator[tuple[Fields, _Place]]:
        """The template that is used, if it stands in this repository, with what it is given."""
        written = _filled(used.text("template"), place.given).removesuffix("@self")
        folder = place.path.rpartition("/")[0]
        path = inside("", written.lstrip("/")) if written.startswith("/") else inside(folder, written)
        if "@" in written or path not in self.files or depth >= _DEEPEST:
            return
        node = self._file(path)
        self._taken.add(path)
        if node is not None:
            told = {name: _filled(value.text, place.given) for name, value in used.fields("parameters").values.items() if isinstance(value, Text)}
            yield node, _Place(path, {**_defaults(node), **told})

    def _unknown(self, path: str, line: int, name: str, starts: tuple[str, ...]) -> PipelineJob:
        return PipelineJob(self.files[path].repository, path, line or 1, SYSTEM, name, starts, None, None, None, None, None)

    def _job(self, job: Fields, place: _Place, starts: tuple[str, ...], stage: str) -> PipelineJob:
        if "template" in job.values:
            return self._unknown(place.path, job.line, job.text("template"), starts)
        told: Told = {}
        listed = list(self._steps(job, place))
        lines: list[str] = []
        asks = ""
        for step, where in listed:
            add(told, self._step(step, where))
            lines += [_filled(line, where.given) for line in texts(step)]
            asks = asks or (f"task: {step.text('task')}" if step.text("task").startswith("Manual") else "")
        name = _filled(job.text("deployment") or job.text("job") or job.text("displayName") or stage or "job", place.given)
        tests, checks, deploys, builds = (flag(told, kind) for kind in FOUR)
        narrowed = narrow(starts, job.text("condition"))
        row = PipelineJob(self.files[place.path].repository, place.path, job.line or 1, SYSTEM, name, narrowed, tests, checks, builds, deploys, evidence(told))
        where_to = job.values.get("environment") if "deployment" in job.values else None
        named = [where_to.text("name")] if isinstance(where_to, Fields) else list(flat(where_to))
        strategy = job.fields("strategy")
        lines += [f"strategy: {key}" for key in ("canary", "rolling") if key in strategy.values] if "deployment" in job.values else []
        said = Said(tuple(_filled(one, place.given) for one in named), tuple(lines), asks)
        self.released.extend(steps(row, said))
        if "deployment" in job.values and "canary" in strategy.values:
            self.released.append(ReleaseStep(row.repository, row.path, row.line, SYSTEM, name, "gradual", "strategy: canary"))
        return row

    def _steps(self, job: Fields, place: _Place) -> Iterator[tuple[Fields, _Place]]:
        """The steps of a job, with those of the life cycle of a deployment."""
        yield from self._each("steps", job.values.get("steps"), place, 0)
        strategy = job.fields("strategy")
        for way in ("runOnce", "rolling", "canary"):
            cycle = strategy.fields(way)
            for hook in ("preDeploy", "deploy", "routeTraffic", "postRouteTraffic"):
                yield from self._each("steps", cycle.fields(hook).values.get("steps"), place, 0)
            for ending in ("failure", "success"):
                yield from self._each("steps", cycle.fields("on").fields(ending).values.get("steps"), place, 0)

    def _step(self, step: Fields, place: _Place) -> Told:
        if "template" in step.values:
            return {Kind.OPAQUE: step.text("template")}
        folder = _folder(_filled(step.text("workingDirectory"), place.given))
        for key in _SCRIPTS:
            if key in step.values:
                return self.judge.script(_filled(step.text(key), place.given), folder)
        if "task" in step.values:
            inputs = Fields({name: _put_in(value, place.given) for name, value in step.fields("inputs").values.items()}, {}, step.line)
            return told_by_task(step.text("task"), inputs, self.judge)
        return {}


def triggers(root: Fields) -> tuple[str, ...]:
    """What starts a pipeline. Without `trigger` every push does; without `pr` that is up to the hosting service, and not told."""
    found: list[str] = []
    trigger = root.values.get("trigger")
    if trigger is None or not _none(trigger):
        named = trigger.values if isinstance(trigger, Fields) else {}
        found += ["tag"] if "tags" in named else []
        found += ["push"] if "tags" not in named or "branches" in named else []
    pull = root.values.get("pr")
    found += ["pull_request"] if pull is not None and not _none(pull) else []
    found += ["schedule"] if root.items("schedules") else []
    found += ["call"] if root.fields("resources").items("pipelines") else []
    if not found:
        found = ["manual"] if pull is not None else ["manual", UNTOLD]
    return tuple(found)


def _none(node: Node) -> bool:
    return isinstance(node, Text) and node.text.lower() in {"none", "", "null"}


def narrow(starts: tuple[str, ...], condition: str) -> tuple[str, ...]:
    """What a condition on the reason of a build or its branch leaves; `or` and all else narrow nothing; `false` leaves none."""
    text = condition.strip()[:2_000]
    if text.lower() == "false":
        return ()
    if re.search(r"\bor\(|\bnot\(", text):
        return starts
    for operator, reason in _REASON.findall(text):
        named = _REASONS.get(reason)
        if named:
            starts = (named,) if operator.lower() == "eq" else tuple(start for start in starts if start != named)
    branch = _BRANCH.search(text)
    if branch and starts:
        tag = branch[1].startswith("refs/tags")
        starts = ("tag",) if tag else tuple(start for start in starts if start not in {"pull_request", "tag"})
    return starts


def _defaults(root: Fields) -> dict[str, str]:
    """The plain defaults of a template's parameters, in either way of writing them."""
    node = root.values.get("parameters")
    if isinstance(node, Items):
        return {one.text("name"): one.text("default") for one in node.items if isinstance(one, Fields) and one.text("default")}
    return {name: value.text for name, value in node.values.items() if isinstance(value, Text)} if isinstance(node, Fields) else {}


def _filled(text: str, given: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda found: given.get(found[1], found[0]), text)


def _put_in(node: Node, given: Mapping[str, str]) -> Node:
    return Text(_filled(node.text, given), node.line) if isinstance(node, Text) else node


def _folder(written: str) -> str:
    """A folder of the repository: variables of the agent stand for its root."""
    plain = re.sub(r"^\$\((?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory|Pipeline\.Workspace|Agent\.BuildDirectory)\)/?", "", written)
    return "" if plain.startswith(("/", "$", "~")) else inside("", plain)
