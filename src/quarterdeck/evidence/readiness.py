"""What files say about how something runs and what keeps it up: workloads, and signs of readiness. Nothing of it was seen running."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class Workload:
    """A container that a file tells to run: of a Kubernetes workload, of a service in a compose file, or what a chart's values tell of one."""

    table: ClassVar[str] = "workloads"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line of the container, or of the service."]
    tool: Annotated[str, "`kubernetes`, `compose` or `helm` (values of a chart: what its templates make of them is not known)."]
    kind: Annotated[str, "`Deployment`, `StatefulSet`, `DaemonSet`, `CronJob`, `Job`, `Pod`, …; `service` in a compose file, `values` of a chart."]
    name: Annotated[str, "The name of the workload, without that of its namespace."]
    container: Annotated[str, "The container's name; the workload's again where it has none of its own."]
    image: Annotated[str | None, "The image as written; empty where it is built here or the file gives none."]
    pinned: Annotated[str | None, "`digest`, `version`, or `floating` (`latest`, a word, or no tag); empty where a variable decides, or there is no image."]
    replicas: Annotated[int | None, "Copies that the file asks for, the most of all overlays; empty where it does not say (Kubernetes then runs one)."]
    serves: Annotated[bool, "Whether it opens a port, or a Service of the repository leads to it."]
    liveness: Annotated[bool | None, "Whether it is restarted when a check fails; empty where the file cannot tell."]
    readiness: Annotated[bool | None, "Whether it gets requests only while a check says that it is ready (a start-up check counts); empty where the file cannot tell."]
    cpu_request: Annotated[str | None, "The processor time that is kept for it, as written: `250m`."]
    cpu_limit: Annotated[str | None, "The processor time that it may use at most."]
    memory_request: Annotated[str | None, "The memory that is kept for it, as written: `128Mi`."]
    memory_limit: Annotated[str | None, "The memory that it may use at most."]
    restarts: Annotated[str | None, "When it is started again, as a compose file says: `always`, `unless-stopped`, `on-failure`, `no`."]
    reached_as: Annotated[tuple[str, ...], "The names under which others in the repository reach it: itself, or the Services that lead to it."]
    calls: Annotated[tuple[str, ...], "Names of hosts in its variables and arguments that are names of others in the repository; or what a compose file says that it depends on."]
    elsewhere: Annotated[tuple[str, ...], "Names of hosts there that nothing in the repository bears: another repository may, or none."]
    outside: Annotated[tuple[str, ...], "Hosts on the internet that its variables and arguments give an address of: `api.example.com`."]


@dataclass(frozen=True, slots=True)
class ReadinessSign:
    """Something in a file that keeps a system up, or shows that somebody thought of it."""

    table: ClassVar[str] = "readiness_signs"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "Its line."]
    kind: Annotated[
        str,
        "`alert`, `dashboard`, `load test`, `autoscaling`, `gradual rollout`, `disruption budget`, `backup`, `no backup` (switched off), `retention`, `several zones`, "
        "`deletion protection`, `cache`, `rate limit`, `timeout`, `retry`, `circuit breaker`, `health check`, `database`; `unread` for a file that only its tool can read. "
        "What a file sets to nothing (a time of 0, scaling to one copy at most) is no sign.",
    ]
    tool: Annotated[str, "What reads the file: `kubernetes`, `compose`, `helm`, `terraform`, `prometheus`, `grafana`, `k6`, `locust`, `jmeter`, `gatling`, `nginx`, `envoy`."]
    name: Annotated[str, "Its name, or its address in Terraform: `aws_db_instance.orders`."]
    about: Annotated[str | None, "The name of what it is for, where the file tells."]
    value: Annotated[str | None, "What the file sets: `7 days`, `2 to 10`; empty where it sets none, or a variable decides."]
