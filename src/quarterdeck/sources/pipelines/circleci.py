"""CircleCI: `.circleci/config.yml`, and configurations beside it that a setup workflow continues with → jobs.

Follows circleci.com/docs, "Configuration reference": workflows say which jobs run and after which approval; commands of the file are put in. Orbs
stand elsewhere: what their jobs and commands do is told by their names, or unknown. Conditions are met or not met with the parameters' defaults;
what is not understood is taken to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.judge import Judge, Told, add, evidence, flag
from quarterdeck.sources.pipelines.kinds import FOUR, Kind, words
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat, read
from quarterdeck.sources.pipelines.recognised import system_of
from quarterdeck.sources.pipelines.shell import inside
from quarterdeck.sources.pipelines.steps import Said, steps, texts

SYSTEM = "circleci"
_PLAIN = words("""
    checkout setup_remote_docker save_cache restore_cache store_artifacts store_test_results persist_to_workspace attach_workspace add_ssh_keys
    run-setup
""")
_PARAMETER = re.compile(r"<<\s*(?:pipeline\.)?parameters\.([\w-]+)\s*>>")
_DEEPEST = 4
_SERVICE = re.compile(r"(?:^|[/_-])(?:install|setup|cache|notify|status|login|auth|configure|with)(?:[/_-]|$)")
"""Words of an orb's command that prepares or tells, and does none of the four."""


@dataclass(slots=True)
class _Run:
    """How workflows run a job: what starts it, the approval before it, the words of its environment."""

    starts: dict[str, None] = field(default_factory=dict)
    asks: str = ""
    inputs: Fields = field(default_factory=Fields)


@dataclass
class CircleCI:
    """Reads the configurations among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    released: list[ReleaseStep] = field(default_factory=list)

    def rows(self) -> list[PipelineJob]:
        """Every job that the configurations define or take from an orb, in the order of paths and lines."""
        return [row for path in sorted(self.files) if system_of(path) == SYSTEM for row in self._rows_of(self.files[path])]

    def _rows_of(self, file: FileContent) -> list[PipelineJob]:
        node, problems = read(file)
        self.problems.extend(problems)
        if not isinstance(node, Fields) or not (node.fields("jobs").values or node.fields("workflows").values):
            return []
        jobs = node.fields("jobs")
        runs = _runs(node)
        rows = []
        for name, job in jobs.values.items():
            if isinstance(job, Fields) and job.text("type") != "approval":
                run = runs.get(name, _Run() if "workflows" in node.values else _Run({"push": None}))
                rows.append(self._row(file, jobs.lines[name], name, run, self._job(node, job, run.inputs), job))
        for name, run in runs.items():
            if name not in jobs.values:
                rows.append(self._row(file, run.inputs.line or 1, name, run, _foreign(name), run.inputs))
        return sorted(rows, key=lambda row: row.line)

    def _row(self, file: FileContent, line: int, name: str, run: _Run, told: Told, job: Fields) -> PipelineJob:
        tests, checks, deploys, builds = (flag(told, kind) for kind in FOUR)
        row = PipelineJob(file.repository, file.path, line, SYSTEM, name, tuple(run.starts), tests, checks, builds, deploys, evidence(told))
        where = [value for key in ("environment", "stage", "env") if (value := run.inputs.text(key) or job.text(key))]
        self.released.extend(steps(row, Said(tuple(where), tuple(texts(Items(job.items("steps"), line))), run.asks if deploys or where else "")))
        return row

    def _job(self, config: Fields, job: Fields, given: Fields) -> Told:
        told: Told = {}
        for step in (*given.items("pre-steps"), *job.items("steps"), *given.items("post-steps")):
            add(told, self._step(config, step, _values(job, given), job.text("working_directory"), 0))
        return told

    def _step(self, config: Fields, step: Node, values: Mapping[str, str], folder: str, depth: int) -> Told:
        if isinstance(step, Text):
            return self._command(config, step.text, Fields(), values, folder, depth)
        told: Told = {}
        for name, value in step.values.items() if isinstance(step, Fields) else ():
            if name == "run":
                script = value.text if isinstance(value, Text) else value.text("command") if isinstance(value, Fields) else ""
                own = value.text("working_directory") if isinstance(value, Fields) else ""
                add(told, self.judge.script(_filled(script, values), _folder(_filled(own or folder, values))))
            elif name in {"when", "unless"} and isinstance(value, Fields):
                for inner in value.items("steps"):
                    add(told, self._step(config, inner, values, folder, depth))
            else:
                add(told, self._command(config, name, value if isinstance(value, Fields) else Fields(), values, folder, depth))
        return told

    def _command(self, config: Fields, name: str, given: Fields, values: Mapping[str, str], folder: str, depth: int) -> Told:
        """A command: of CircleCI, of the file, or of an orb."""
        if name in _PLAIN or name.startswith("<<"):
            return {}
        own = config.fields("commands").values.get(name)
        if isinstance(own, Fields) and depth < _DEEPEST:
            told: Told = {}
            inner = {**values, **_values(own, given)}
            for step in own.items("steps"):
                add(told, self._step(config, step, inner, folder, depth + 1))
            return told
        if _SERVICE.search(name) and "/" in name:
            return {}
        for key in ("command", "script", "run"):
            if given.text(key) and "/" in name:
                return self.judge.script(_filled(given.text(key), values), _folder(folder))
        return _foreign(name)


def _foreign(name: str) -> Told:
    """What a job or command of an orb does, by its name: `node/test`, `aws-ecr/build-and-push-image`; an approval does nothing."""
    orb, _, own = name.partition("/")
    told = told_by_name(own or orb)
    if not told and own in {"install", "setup"}:
        return {}
    return {**dict.fromkeys(told, name), Kind.OPAQUE: name}


def _folder(written: str) -> str:
    """A folder of the repository; the usual `~/repo` and what begins with `/` or a variable is its root."""
    return "" if re.match(r"[~/$]|<<", written) else inside("", written)


def _values(holder: Fields, given: Fields) -> dict[str, str]:
    """The parameters of a job or a command: as given, else their defaults."""
    found = {name: value.text("default") for name, value in holder.fields("parameters").values.items() if isinstance(value, Fields)}
    return {**found, **{name: value.text for name, value in given.values.items() if isinstance(value, Text)}}


def _filled(script: str, values: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda found: values.get(found[1]) or found[0], script)


def _runs(config: Fields) -> dict[str, _Run]:
    """Each job that a workflow runs, by its name; approvals go to all that wait for them."""
    found: dict[str, _Run] = {}
    for workflow in config.fields("workflows").values.values():
        if isinstance(workflow, Fields):
            starts = _starts(config, workflow)
            listed = list(_listed(workflow))
            asked = _asked(listed)
            for name, inputs in listed:
                if inputs.text("type") == "approval":
                    continue
                run = found.setdefault(name, _Run(inputs=inputs))
                run.starts |= dict.fromkeys(_filtered(starts, inputs.fields("filters")))
                run.asks = run.asks or asked.get(inputs.text("name") or name, "")
    return found


def _listed(workflow: Fields) -> Iterator[tuple[str, Fields]]:
    for item in workflow.items("jobs"):
        if isinstance(item, Text):
            yield item.text, Fields(line=item.line)
        elif isinstance(item, Fields):
            for name, inputs in item.values.items():
                yield name, Fields(inputs.values if isinstance(inputs, Fields) else {}, {}, item.lines.get(name, item.line))


def _asked(listed: list[tuple[str, Fields]]) -> dict[str, str]:
    """For each job of a workflow the approval that it waits for, straight or through others."""
    called = {inputs.text("name") or name: inputs for name, inputs in listed}
    asked = {name: f"type: approval ({name})" for name, inputs in called.items() if inputs.text("type") == "approval"}
    for _ in called:
        before = len(asked)
        for name, inputs in called.items():
            told = next((asked[needed] for needed in flat(inputs.values.get("requires")) if needed in asked), "")
            if told and name not in asked:
                asked[name] = told
        if len(asked) == before:
            break
    return asked


def _starts(config: Fields, workflow: Fields) -> tuple[str, ...]:
    """What starts a workflow: a schedule, or a push, unless the defaults of the pipeline's parameters keep it from running."""
    triggers = [trigger for trigger in workflow.items("triggers") if isinstance(trigger, Fields)]
    if any("schedule" in trigger.values for trigger in triggers):
        return ("schedule",)
    for key, wanted in (("when", True), ("unless", False)):
        condition = workflow.values.get(key)
        if condition is None:
            continue
        if "scheduled_pipeline" in " ".join(flat(condition)) and wanted and not (isinstance(condition, Fields) and "not" in condition.values):
            return ("schedule",)
        if _holds(config, condition) is (not wanted):
            return ("api",)
    return ("push",)


def _holds(config: Fields, condition: Node) -> bool | None:
    """Whether a condition holds with the defaults of the parameters; None where that cannot be told."""
    if isinstance(condition, Text):
        told = _default(config, condition.text)
        return None if told is None else told not in {"", "false", "null", "0"}
    if not isinstance(condition, Fields) or len(condition.values) != 1:
        return None
    ((name, node),) = condition.values.items()
    parts = node.items if isinstance(node, Items) else (node,)
    inner = [_holds(config, one) for one in parts]
    sides = [_default(config, one.text) if isinstance(one, Text) else None for one in parts]
    answers: dict[str, bool | None] = {
        "not": None if inner[:1] in ([], [None]) else not inner[0],
        "and": False if False in inner else None if None in inner else True,
        "or": True if True in inner else None if None in inner else False,
        "equal": None if None in sides else len(set(sides)) == 1,
    }
    return answers.get(name)


def _default(config: Fields, written: str) -> str | None:
    """A text as it stands, or the default of the parameter that it names; None for other values of the pipeline."""
    named = _PARAMETER.fullmatch(written.strip())
    if named:
        parameter = config.fields("parameters").values.get(named[1])
        return parameter.text("default") if isinstance(parameter, Fields) else None
    return None if "<<" in written else written


def _filtered(starts: tuple[str, ...], filters: Fields) -> tuple[str, ...]:
    """A job runs for no tag unless its filters name some, and for tags alone where they leave out every branch."""
    if "push" not in starts or "tags" not in filters.values:
        return starts
    branches = filters.fields("branches")
    none = any(re.fullmatch(r"/\^?\.\*\$?/", ignored) for ignored in flat(branches.values.get("ignore")))
    return tuple(name for name in (*starts, "tag") if name != "push" or not none)
