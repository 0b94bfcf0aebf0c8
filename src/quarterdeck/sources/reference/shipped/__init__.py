"""The small table of support cycles that ships with Quarterdeck, so that a first run is never blind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

from quarterdeck.evidence.reference import SupportCycle

TABLE = "support_cycles.csv"
ORIGIN = "endoflife.date, MIT licence: the copy that ships with Quarterdeck"

PRODUCTS = (
    *("almalinux", "alpine-linux", "amazon-corretto", "amazon-linux", "angular", "apache-http-server", "apache-kafka"),
    *("azul-zulu", "bellsoft-liberica", "bun", "centos", "centos-stream", "debian", "deno", "django", "dotnet", "dotnetfx"),
    *("eclipse-temurin", "elasticsearch", "elixir", "erlang", "express", "fedora", "go", "gradle", "grafana", "haproxy"),
    *("ibm-semeru", "jquery", "kotlin", "kubernetes", "laravel", "mariadb", "memcached", "microsoft-build-of-openjdk", "mongodb"),
    *("mysql", "nextjs", "nginx", "nodejs", "openjdk-builds-from-oracle", "opensearch", "oracle-jdk", "oracle-linux", "perl"),
    *("php", "postgresql", "prometheus", "python", "rabbitmq", "react", "red-hat-build-of-openjdk", "redis", "rhel"),
    *("rocky-linux", "ruby", "ruby-on-rails", "rust", "sapmachine", "scala", "spring-boot", "spring-framework", "sqlite"),
    *("symfony", "terraform", "tomcat", "traefik", "ubuntu", "valkey", "vue", "yarn"),
)
"""What most companies run on, by endoflife.date's identifiers."""

_COLUMNS = ("product", "cycle", "released_on", "support_ends", "ends", "ended", "extended_ends", "latest")
_DATES = ("released_on", "support_ends", "ends", "extended_ends")


def read() -> bytes:
    """The shipped table as it lies in the package."""
    return files(__package__).joinpath(TABLE).read_bytes()


def written(cycles: Iterable[SupportCycle], as_of: date) -> str:
    """The table's text for the cycles of ``PRODUCTS``: a comment that says date and origin, a header, rows in given order."""
    out = io.StringIO()
    out.write(f"# Support cycles of common runtimes. As of {as_of}. Source: endoflife.date, MIT licence (see LICENCE.md here).\n")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    wanted = frozenset(PRODUCTS)
    for row in cycles:
        if row.product in wanted:
            table.writerow(["" if value is None else str(value) for value in (getattr(row, name) for name in _COLUMNS)])
    return out.getvalue()


def rows(data: bytes) -> tuple[tuple[SupportCycle, ...], date]:
    """The cycles of a table that ``written`` made, and its date. Raises ``ValueError`` for another: the package is damaged."""
    comment, _, table = data.decode("utf-8").partition("\n")
    as_of = date.fromisoformat(comment.partition("As of ")[2][:10])
    found = []
    for line in csv.DictReader(io.StringIO(table)):
        released, support, ends, extended = (date.fromisoformat(line[name]) if line[name] else None for name in _DATES)
        ended = {"True": True, "False": False, "": None}[line["ended"]]
        found.append(SupportCycle(line["product"], line["cycle"], released, support, ends, ended, extended, line["latest"] or None))
    return tuple(found), as_of
