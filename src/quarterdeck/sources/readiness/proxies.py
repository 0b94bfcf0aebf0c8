"""What stands before services as nginx or Envoy: times, retries, rate limits and caches, found by their directives without reading all of it.

Source: nginx' modules proxy and limit_req, and Envoy's route and cluster configuration, as far as directives are named below (known, not opened here).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent
    from quarterdeck.sources.readiness.gathered import Gathered

_NGINX = (
    ("timeout", re.compile(r"^[ \t]*((?:proxy|fastcgi|uwsgi|grpc)_(?:read|send|connect)_timeout[ \t]+[^;#\n]+)", re.MULTILINE)),
    ("retry", re.compile(r"^[ \t]*((?:proxy|fastcgi|uwsgi|grpc)_next_upstream(?:_tries)?[ \t]+(?!off\b)[^;#\n]+)", re.MULTILINE)),
    ("rate limit", re.compile(r"^[ \t]*(limit_(?:req|conn)[ \t]+[^;#\n]+)", re.MULTILINE)),
    ("cache", re.compile(r"^[ \t]*((?:proxy|fastcgi|uwsgi)_cache[ \t]+(?!off\b)[^;#\n]+)", re.MULTILINE)),
)
_ENVOY = (
    (
        "timeout",
        re.compile(r"^[ \t]*(?:-[ \t]+)?((?:timeout|idle_timeout|request_timeout|connect_timeout):[ \t]*[\"']?[\d.]+m?s?[\"']?)[ \t]*(?:#.*)?$", re.MULTILINE),
    ),
    ("retry", re.compile(r"^[ \t]*(retry_policy|num_retries):", re.MULTILINE)),
    ("circuit breaker", re.compile(r"^[ \t]*(circuit_breakers|outlier_detection):", re.MULTILINE)),
    ("rate limit", re.compile(r"^[ \t]*(?:-[ \t]+)?(rate_limits|token_bucket):", re.MULTILINE)),
)


def read_proxy(file: FileContent, gathered: Gathered) -> None:
    """A row for each directive; nothing of a YAML file that does not configure Envoy."""
    nginx = not file.path.endswith((".yaml", ".yml"))
    if not nginx and b"static_resources" not in file.data and b"route_config" not in file.data:
        return
    source = file.text
    for kind, pattern in _NGINX if nginx else _ENVOY:
        for found in pattern.finditer(source):
            line = source.count("\n", 0, found.start(1)) + 1
            gathered.sign(file, line, kind, "nginx" if nginx else "envoy", file.name, value=" ".join(found[1].split()))
