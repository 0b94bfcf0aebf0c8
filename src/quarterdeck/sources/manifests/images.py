"""Container images as products of endoflife.date with a version.

An official image, or one from a publisher who keeps the official version numbers, stands for its product; any other image stands for
itself, by its whole name. A tag tells the version by its first numbers (``3.11-slim`` → ``3.11``) or, for products that have them, by a
code name (``bookworm-slim`` → ``bookworm``); ``latest`` and its like tell none. Many tags also name the release of the operating system that the
image stands on (``3.12-slim-bookworm``, ``20-alpine3.18``): that is a second thing to be kept up to date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PRODUCTS: Mapping[str, str] = MappingProxyType(
    {
        "alpine": "alpine-linux",
        "amazoncorretto": "amazon-corretto",
        "amazonlinux": "amazon-linux",
        "cassandra": "apache-cassandra",
        "couchbase": "couchbase-server",
        "couchdb": "apache-couchdb",
        "docker": "docker-engine",
        "golang": "go",
        "groovy": "apache-groovy",
        "httpd": "apache-http-server",
        "kafka": "apache-kafka",
        "jetty": "eclipse-jetty",
        "maven": "apache-maven",
        "mongo": "mongodb",
        "node": "nodejs",
        "oraclelinux": "oracle-linux",
        "postgres": "postgresql",
        "rails": "ruby-on-rails",
        "rockylinux": "rocky-linux",
        "sonarqube": "sonarqube-community",
        "spark": "apache-spark",
        "vault": "hashicorp-vault",
    }
)
"""Official image → endoflife.date's identifier, where the two differ."""

PUBLISHED: Mapping[str, str] = MappingProxyType(
    {
        "apache/activemq-classic": "apache-activemq",
        "apache/airflow": "apache-airflow",
        "apache/kafka": "apache-kafka",
        "clickhouse/clickhouse-server": "clickhouse",
        "cockroachdb/cockroach": "cockroachdb",
        "grafana/grafana": "grafana",
        "grafana/loki": "grafana-loki",
        "hashicorp/consul": "consul",
        "hashicorp/terraform": "terraform",
        "hashicorp/vault": "hashicorp-vault",
        "jenkins/jenkins": "jenkins",
        "opensearchproject/opensearch": "opensearch",
        "postgis/postgis": "postgresql",
        "prom/prometheus": "prometheus",
        "quay.io/keycloak/keycloak": "keycloak",
        "quay.io/prometheus/prometheus": "prometheus",
        "valkey/valkey": "valkey",
        "docker.elastic.co/elasticsearch/elasticsearch": "elasticsearch",
        "docker.elastic.co/kibana/kibana": "kibana",
        "docker.elastic.co/logstash/logstash": "logstash",
        "mcr.microsoft.com/mssql/server": "mssqlserver",
    }
)
"""Image of a known publisher → the product whose version numbers its tags bear."""

_OFFICIAL = re.compile(
    r"(?:(?:(?:docker\.io|registry\.hub\.docker\.com|index\.docker\.io|public\.ecr\.aws/docker|mirror\.gcr\.io)/)?library/|docker\.io/)?(?:(?:amd64|i386|arm32v\d|arm64v8|ppc64le|riscv64|s390x|windows-amd64)/)?"
)
_SAME_NUMBERS = re.compile(
    r"(?:bitnami|bitnamilegacy|cimg|circleci)/(?=(?:elasticsearch|go|golang|kafka|mariadb|memcached|mongo|mongodb|"
    r"mysql|nginx|node|php|postgres|postgresql|python|rabbitmq|redis|ruby|rust|valkey)$)"
)
_DOTNET = re.compile(r"mcr\.microsoft\.com/dotnet/(?:sdk|aspnet|runtime|runtime-deps)$")
_RHEL = re.compile(r"registry\.(?:access\.)?redhat\.(?:com|io)/(?:ubi\d+/ubi(?:-\w+)?|ubi\d+|rhel\d+(?:/rhel)?)$")
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)(?=$|[^0-9.])", re.IGNORECASE | re.ASCII)
_COMMIT = re.compile(r"(?=\d*[a-f])[0-9a-f]{7,64}")
_CODENAME = re.compile(r"([a-z]+)(?:[-_].*)?", re.IGNORECASE)
_WITH_CODENAMES = frozenset({"debian", "ubuntu", "nodejs"})
_FLOATING = re.compile(
    r"latest|stable|lts|edge|slim|alpine|current|mainline|main|master|nightly|devel|rolling|(?:old)*stable|testing|unstable|sid|"
    r"experimental|onbuild|dev|backports"
)
_DEBIAN = re.compile(r"jessie|stretch|buster|bullseye|bookworm|trixie|forky")
"""Code names of Debian, which say nothing of other products that stand on it (``node:bookworm``)."""
_UBUNTU = re.compile(r"trusty|xenial|bionic|focal|hirsute|impish|jammy|kinetic|lunar|mantic|noble|oracular|plucky|questing|resolute")
"""Code names of Ubuntu that are no words of other products."""
_SYSTEM = re.compile(r"(alpine|debian|ubuntu|rockylinux|almalinux|oraclelinux|amazonlinux|ubi|rhel)-?(\d+(?:\.\d+)*)(?=$|[-_.])", re.IGNORECASE | re.ASCII)
_SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "alpine": "alpine-linux",
        "rockylinux": "rocky-linux",
        "oraclelinux": "oracle-linux",
        "amazonlinux": "amazon-linux",
        "ubi": "rhel",
    }
)
"""How tags write an operating system → endoflife.date's identifier, where the two differ."""
_TWO_NUMBERS = frozenset({"postgresql", "debian"})
"""Products whose exact releases have two numbers: PostgreSQL since 10, Debian's point releases."""


@dataclass(frozen=True, slots=True)
class Image:
    """What an image reference says. ``version`` is None where it names none; ``pinned`` for a digest or an exact release."""

    product: str
    version: str | None
    pinned: bool
    system: tuple[str, str] | None = None
    """The operating system that it stands on and its release, where its tag names both."""


def read_image(reference: str) -> Image:
    """The product and version of ``[host/]name[:tag][@digest]``. The name of an unknown image stays whole."""
    named, _, digest = reference.partition("@")
    head, slash, last = named.rpartition("/")
    last, _, tag = last.partition(":")
    name = f"{head}{slash}{last}"
    product = _product(name.lower()) or reference
    version = _version(product, tag)
    return Image(product, version, bool(digest) or _is_release(product, version, tag), _system(product, last, tag))


def _product(name: str) -> str:
    if name in PUBLISHED:
        return PUBLISHED[name]
    if name.removeprefix("docker.io/") in PUBLISHED:
        return PUBLISHED[name.removeprefix("docker.io/")]
    if _DOTNET.match(name):
        return "dotnet"
    if _RHEL.match(name):
        return "rhel"
    official = _SAME_NUMBERS.sub("", _OFFICIAL.sub("", name, count=1), count=1)
    return PRODUCTS.get(official, official) if "/" not in official else name


def _version(product: str, tag: str) -> str | None:
    number = _NUMBER.match(tag)
    if number and not _COMMIT.fullmatch(tag):
        return number.group(1)
    word = _CODENAME.fullmatch(tag)
    if word is None or product not in _WITH_CODENAMES:
        return None
    name = word.group(1).lower()
    is_other = _FLOATING.fullmatch(name) or (_DEBIAN.fullmatch(name) and product != "debian")
    return None if is_other else name


def _system(product: str, name: str, tag: str) -> tuple[str, str] | None:
    """The release of the operating system that a tag names beside the product's version; distroless images name it in their name."""
    if product in {"debian", "ubuntu", "alpine-linux", "rhel"}:
        return None
    for word in re.split(r"[-_.]", tag.lower()):
        for system, names in (("debian", _DEBIAN), ("ubuntu", _UBUNTU)):
            if names.fullmatch(word):
                return system, word
    written = _SYSTEM.search(tag) or (_SYSTEM.search(name) if "distroless" in product else None)
    if written is None or (written.start() and written.string[written.start() - 1].isalnum()):
        return None
    system = written.group(1).lower()
    return _SYSTEMS.get(system, system), written.group(2)


def _is_release(product: str, version: str | None, tag: str) -> bool:
    """An exact release: all its numbers, and no word for a moving pre-release right after them."""
    if version is None or re.match(r"v?[\d.]+-?(?:rc|dev|nightly|snapshot)\b", tag, re.IGNORECASE):
        return False
    has_two, has_three = version.count(".") == 1, version.count(".") > 1
    return has_three or (has_two and product in _TWO_NUMBERS and not version.startswith(("8.", "9.")))
