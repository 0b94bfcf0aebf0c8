"""Compose files: services with their checks, limits, copies and what they depend on.

Source: the Compose specification, https://docs.docker.com/reference/compose-file/. Such files often serve development only: that is for the
reader of the rows to tell, by `restarts` and by their names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.readiness.gathered import SILENCES, Draft, Gathered
from quarterdeck.sources.readiness.images import hosts, outside, pinned
from quarterdeck.sources.readiness.yaml_files import at, fields, items, parts, read, text, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quarterdeck.evidence.files import FileContent

_BACKUP = re.compile(r"(?:^|[^a-z])(?:backups?|pgbackrest|barman|restic|borgmatic|borg|duplicity|volsync|walg|wal-g)(?:$|[^a-z])", re.IGNORECASE)
_EVERY = re.compile(r"(?:^|_)(?:SCHEDULE|CRON|CRON_EXPRESSION|CRON_TIME)$")
_KEPT = re.compile(r"(?:KEEP|RETENTION)(?:_[A-Z]+)*_?DAYS$|^(?:BACKUP_)?(?:KEEP|RETENTION)_DAYS")


def read_compose(file: FileContent, gathered: Gathered) -> None:
    """Every service of a compose file."""
    for part in parts(file):
        document = read(part, SILENCES)
        if isinstance(document, Problem):
            if "{{" in part.text or "<%" in part.text:
                gathered.sign(file, part.before + 1, "unread", "compose", file.name, value="a template")
            else:
                gathered.problems.append(document)
            continue
        for name, held in fields(at(document.data, "services")).items():
            row = _service(file, part.line(document, "services", name), name, fields(held))
            _copies(file, row, fields(held), gathered)
            gathered.drafts.append(Draft(row, patch=row.image is None and "build" not in fields(held)))


def _service(file: FileContent, line: int, name: str, held: dict[str, object]) -> Workload:
    image = text(held.get("image"))
    checked = "healthcheck" in held and not _switched_off(at(held, "healthcheck"))
    limits, kept = at(held, "deploy", "resources", "limits"), at(held, "deploy", "resources", "reservations")
    needs = fields(held.get("depends_on")) or dict.fromkeys(text(one) for one in items(held.get("depends_on")))
    links = {text(one).partition(":")[0] for one in items(held.get("links"))}
    said = list(_variables(held.get("environment")))
    called = {host for key, value in said for host in hosts(key, value)}
    names = (name, text(held.get("container_name")), text(held.get("hostname")))
    return Workload(
        file.repository, file.path, line, "compose", "service", name, name, image or None, pinned(image),
        whole_number(at(held, "deploy", "replicas")) or whole_number(held.get("scale")),
        serves=bool(items(held.get("ports")) or items(held.get("expose"))), liveness=checked or None, readiness=checked or None,
        cpu_request=text(at(kept, "cpus")) or None, cpu_limit=text(at(limits, "cpus")) or text(held.get("cpus")) or None,
        memory_request=text(at(kept, "memory")) or text(held.get("mem_reservation")) or None,
        memory_limit=text(at(limits, "memory")) or text(held.get("mem_limit")) or None,
        restarts=text(held.get("restart")) or text(at(held, "deploy", "restart_policy", "condition")) or None,
        reached_as=tuple(dict.fromkeys(one for one in names if one)), calls=tuple(sorted({*needs, *links, *called})),
        elsewhere=(), outside=tuple(sorted({host for _, value in said for host in outside(value)})),
    )  # fmt: skip


def _copies(file: FileContent, row: Workload, held: dict[str, object], gathered: Gathered) -> None:
    """A service that exists to make backups, told by its image or name; how long they are kept, where a variable says it in plain figures."""
    if not _BACKUP.search(f"{row.name} {(row.image or '').partition(':')[0]}"):
        return
    said = dict(_variables(held.get("environment")))
    every = next((value for key, value in said.items() if _EVERY.search(key) and value), "")
    kept = next((f"{value} days" for key, value in said.items() if _KEPT.search(key) and value.isdigit()), "")
    gathered.sign(file, row.line, "backup", "compose", row.name, value=every)
    if kept:
        gathered.sign(file, row.line, "retention", "compose", row.name, value=kept)


def _switched_off(check: object) -> bool:
    """Whether a check says that there is none: `disable: true`, or the test `NONE`."""
    test = at(check, "test")
    return text(at(check, "disable")) in {"true", "True", "yes"} or "NONE" in {text(test), *(text(one) for one in items(test)[:1])}


def _variables(environment: object) -> Iterator[tuple[str, str]]:
    """Variables as a mapping, or as a list of `KEY=value`."""
    for key, value in fields(environment).items():
        yield key, text(value)
    for one in items(environment):
        key, _, value = text(one).partition("=")
        yield key, value
