"""First drafts of a workspace's records, from what the evidence shows. Each is marked and says from what: a person confirms it or throws it away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from quarterdeck.derived.vendors import UsedPackage, VendorUse, vendors_used
from quarterdeck.kernel.subject import stable_id
from quarterdeck.records.emitting import document
from quarterdeck.records.events import Tree
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.record import Record
from quarterdeck.records.schema import SCHEMAS, file_name
from quarterdeck.records.values import LONGEST_ID
from quarterdeck.reports.render.plain import clean

if TYPE_CHECKING:
    import duckdb

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_STORES = {
    "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "mongodb": "MongoDB", "mongo": "MongoDB", "redis": "Redis", "valkey": "Valkey",
    "elasticsearch": "Elasticsearch", "opensearch": "OpenSearch", "rabbitmq": "RabbitMQ", "kafka": "Apache Kafka", "apache-kafka": "Apache Kafka",
    "apache-cassandra": "Apache Cassandra", "memcached": "Memcached", "mssqlserver": "Microsoft SQL Server", "influxdb": "InfluxDB", "neo4j": "Neo4j",
}  # fmt: skip
"""Services that keep data, as endoflife.date names them, and what people call them."""
_STATUSES = frozenset({"proposed", "accepted", "rejected", "deprecated", "superseded"})
_NAMED = 4
ACTIVE_COMMITS = 3
"""Whoever made fewer commits in the year is more likely a guest than staff."""

Value = str | date | bool | Sequence[str] | Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to write: where, below the workspace, and what."""

    path: str
    text: str


def drafts(connection: duckdb.DuckDBPyConnection, as_of: date) -> list[Draft]:
    """Systems, people, vendors and decisions, from the evidence in view; the same evidence gives the same drafts."""
    uses = _vendors(connection)
    return [*_systems(connection, uses), *_people(connection, as_of), *_vendor_drafts(uses), *_decisions(connection)]


def _vendors(connection: duckdb.DuckDBPyConnection) -> list[VendorUse]:
    chosen = connection.execute(
        "SELECT DISTINCT repository, path, ecosystem, name FROM dependencies WHERE kind = 'declared' AND relation <> 'transitive' AND scope <> 'development'"
    ).fetchall()
    files = connection.execute("SELECT repository, path FROM files WHERE role <> 'vendored'").fetchall()
    return vendors_used([UsedPackage(*row) for row in chosen], files)


def _vendor_drafts(uses: Sequence[VendorUse]) -> list[Draft]:
    found = []
    for vendor in dict.fromkeys(use.vendor for use in uses):
        signs: dict[str, list[str]] = {}
        for use in (use for use in uses if use.vendor is vendor):
            where = _where(use.repository, use.path)
            signs.setdefault(use.repository, []).append(f"{use.sign} in {where}" if use.sign.startswith("package") else where)
        ordered = [sign for row in zip_longest(*signs.values()) for sign in row if sign]  # one of each repository, then the rest
        keys: dict[str, Value] = {"name": vendor.name, "provides": vendor.provides, "website": vendor.website}
        found.append(_yaml(Vendor, vendor.id, keys, _listed(ordered)))
    return found


def _where(repository: str, path: str) -> str:
    return f"{repository}/{path}"


def _systems(connection: duckdb.DuckDBPyConnection, uses: Sequence[VendorUse]) -> list[Draft]:
    """A system for each repository with code that runs; a container for each folder of it that has an image and a manifest of its own."""
    ask = connection.execute
    lines = ask(
        "SELECT repository, language, sum(lines)::BIGINT FROM files WHERE is_code AND role = 'production' AND lines > 0 GROUP BY ALL ORDER BY 1, 3 DESC, 2"
    ).fetchall()
    heads = dict(ask("SELECT repository, head_at::DATE FROM repositories").fetchall())
    stores = ask("SELECT DISTINCT repository, product, version FROM runtimes WHERE how = 'compose' ORDER BY ALL").fetchall()
    parts = ask(
        """
        SELECT DISTINCT r.repository, regexp_extract(r.path, '^(.*)/[^/]*$', 1) AS folder FROM runtimes r
        WHERE r.how = 'base image' AND contains(r.path, '/') AND EXISTS (
            FROM dependencies d WHERE d.repository = r.repository AND regexp_extract(d.path, '^(.*)/[^/]*$', 1) = regexp_extract(r.path, '^(.*)/[^/]*$', 1))
        ORDER BY ALL
        """
    ).fetchall()
    found = []
    for repository in dict.fromkeys(name for name, _, _ in lines):
        name = slug(repository)
        languages = [f"{language} ({count} lines)" for where, language, count in lines if where == repository]
        held = {product: version or "" for where, product, version in stores if where == repository and product in _STORES}
        keys: dict[str, Value] = {
            "name": repository,
            "repositories": [repository],
            "data_stores": [{"name": _STORES[product], "technology": f"{_STORES[product]} {version}".strip()} for product, version in held.items()],
            "vendors": [f"vendor/{use}" for use in dict.fromkeys(u.vendor.id for u in uses if u.repository == repository)],
        }
        found.append(_yaml(System, name, keys, f"repository {repository}, newest commit of {heads.get(repository)}: {_listed(languages)}"))
        for _, folder in (part for part in parts if part[0] == repository):
            keys = {"name": PurePosixPath(folder).name, "level": "container", "part_of": f"system/{name}", "repositories": [repository]}
            found.append(_yaml(System, slug(f"{repository} {folder}"), keys, f"the image and the manifest in {_where(repository, folder)}"))
    return found


def _people(connection: duckdb.DuckDBPyConnection, as_of: date) -> list[Draft]:
    """Whoever committed in the year and is no guest. Bots and agents are nobody's colleague."""
    told = connection.execute(
        f"""
        SELECT p.person, p.name, min(w.authored_at)::DATE, max(w.authored_at)::DATE, list_sort(list_distinct(list(w.repository)))
        FROM people p JOIN work w USING (person) WHERE p.kind = 'human' GROUP BY ALL
        HAVING count(*) FILTER (w.authored_at >= DATE '{as_of}' - INTERVAL 1 YEAR AND NOT w.merge) >= {ACTIVE_COMMITS} ORDER BY p.name, p.person
        """
    ).fetchall()
    signed = connection.execute("SELECT person, name, email, certain FROM signatures ORDER BY person, email, name").fetchall()
    ids = [slug(name) for _, name, _, _, _ in told]
    found = []
    for (person, name, first, last, repositories), short in zip(told, ids, strict=True):
        emails = list(dict.fromkeys(email for whose, _, email, certain in signed if whose == person and certain and email))
        perhaps = [f"{other} <{email}>" for whose, other, email, certain in signed if whose == person and not certain]
        remarks = [f"Perhaps theirs too, by the name alone; if so, add its address: {one}" for one in dict.fromkeys(perhaps)]
        keys: dict[str, Value] = {"name": name, "emails": emails}
        identifier = short if ids.count(short) == 1 else f"{short}-{person[:6]}"
        found.append(_yaml(Person, identifier, keys, f"commits in {_listed(repositories)}, {first} to {last}", remarks))
    return found


def _decisions(connection: duckdb.DuckDBPyConnection) -> list[Draft]:
    told = connection.execute("SELECT repository, path, title, status, decided_on FROM decision_documents ORDER BY ALL").fetchall()
    found = []
    for repository, path, title, status, day in told:
        heading = " ".join(title.split()) or PurePosixPath(path).stem
        keys: dict[str, Value] = {"name": heading, "status": status if status in _STATUSES else "proposed", **({"date": day} if day else {})}
        remarks = [] if status in _STATUSES else [f"The document says: {status}" if status else "The document names no status: give it"]
        front = _keys(Decision, {**keys, "drafted": True, "drafted_from": _where(repository, path)}, remarks, modeline=False)
        text = f"---\n{front}---\n\n# {_prose(heading)}\n\nThe text stands in {_prose(path)} of {_prose(repository)}.\n"
        found.append(Draft(f"{Decision.folder}/{slug(f'{repository} {PurePosixPath(path).stem}')}.md", text))
    return list({draft.path: draft for draft in found}.values())


def _prose(text: str) -> str:
    """Somebody's words as Markdown shows them: on one line, with nothing that steers."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", shown)


def _listed(parts: Sequence[str]) -> str:
    """The first few, and how many more."""
    named = list(dict.fromkeys(parts))
    more = len(named) - _NAMED
    return ", ".join([*named[:_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _yaml(kind: type[Record], identifier: str, keys: Mapping[str, Value], drafted_from: str, remarks: Iterable[str] = ()) -> Draft:
    whole: dict[str, Value] = {**keys, "drafted": True, "drafted_from": drafted_from}
    return Draft(f"{kind.folder}/{identifier}.yaml", _keys(kind, whole, remarks))


def _keys(kind: type[Record], keys: Mapping[str, Value], remarks: Iterable[str] = (), *, modeline: bool = True) -> str:
    first = f"# yaml-language-server: $schema=../{SCHEMAS}/{file_name(kind)}\n" if modeline else ""
    said = "".join(f"# {clean(remark)}\n" for remark in remarks)
    return f"{first}{document({key: _tree(value) for key, value in keys.items() if value})}{said}"


def _tree(value: Value) -> Tree:
    """As records hold it: texts, without what no YAML can write (a name in a commit may hold anything)."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | date):
        return _UNWRITABLE.sub("\ufffd", str(value))
    return [{key: _tree(said) for key, said in one.items()} if isinstance(one, Mapping) else _tree(one) for one in value]


def slug(name: str) -> str:
    """A record's id from any name: small letters, digits and hyphens; a hash where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 8].strip("-")
    return short or f"x-{stable_id(name)[:6]}"
