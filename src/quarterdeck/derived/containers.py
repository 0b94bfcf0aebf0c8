"""The containers of the C4 model: what runs by itself or keeps data, as manifests, compose files and Terraform tell it, and which calls which.

Source: Brown: The C4 model for visualising software architecture, https://c4model.com/abstractions/container. What only tests start is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Container:
    """Something that runs by itself or keeps data: an application, a job, a database, a cache, a queue, a bucket, a function."""

    table: ClassVar[str] = "containers"
    repository: Annotated[str, "The repository whose files tell of it."]
    container: Annotated[str, "Its name, in small letters: of the workload, of the compose service, or of the resource in Terraform."]
    kind: Annotated[str, "`application`, `job`, `function`, `database`, `cache`, `queue` or `bucket`, by what it is made with."]
    runs: Annotated[str | None, "The image without its registry, or the type of the resource; empty where it is built here."]
    told_by: Annotated[str, "`kubernetes`, `compose`, `helm` or `terraform`."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "Its line."]
    offers: Annotated[tuple[str, ...], "Interfaces described in the repository that are called as it is: `shop.CartService`."]
    system: Annotated[str | None, "The system on record that it is, or is a part of: one that is called so, else the only one built from the repository."]


@dataclass(frozen=True, slots=True)
class ContainerCall:
    """A container that names another one, or a host on the internet, among its variables, arguments and dependencies."""

    table: ClassVar[str] = "container_calls"
    repository: Annotated[str, "The repository of the one that calls."]
    container: Annotated[str, "Who calls."]
    to_repository: Annotated[str | None, "The repository of what is called; empty for a host on the internet."]
    to_container: Annotated[str, "What is called: a container, or a host on the internet."]
    path: Annotated[str, "The file that says so."]
    line: Annotated[int, "The line of who calls."]


_ASIDE = r"(?i)(^|[/._-])(tests?|testing|ci|e2e|cypress|playwright|bench(mark)?s?|loadtest|load-test|stress)[/._-]"
_DATABASE = (
    r"^(bitnami-)?(postgres(ql)?|postgis|timescaledb.*|mysql|mariadb|percona.*|mongo(db)?|cassandra|scylla|cockroach(db)?|clickhouse(-server)?|elasticsearch(-oss)?|"
    r"opensearch|neo4j|influxdb|couchdb|couchbase|mssql|server-?mssql|oracle.*|dynamodb-local|dgraph|rethinkdb|solr|etcd|arangodb|qdrant|weaviate|"
    r"milvus|edgedb|ferretdb|tidb)([-_].*)?$"
)
_CACHE = r"^(redis(-stack(-server)?)?|valkey|memcached|dragonfly|keydb)([-_].*)?$"
_QUEUE = r"^(rabbitmq|(cp-)?kafka|redpanda|nats(-server)?|activemq.*|artemis|pulsar|mosquitto|emqx|nsq|beanstalkd|elasticmq)([-_].*)?$"
_BUCKET = r"^(minio|localstack-s3)$"
_BESIDE = "(exporter|[-_]ui$|express|back-?up|operator|proxy|commander|insight|admin|connect|init|client|setup|migrat|restore|dump|sidecar|manager|console)"
"""What is named after a store and is none."""

_CONTAINERS = f"""
CREATE TABLE containers AS
WITH told AS (
    SELECT repository, lower(regexp_extract(name, '[^/]*$')) AS container, kind AS how, regexp_extract(image, '([^/:@]+)(:[^/]*)?(@.*)?$', 1) AS runs,
        tool, path, line, CASE tool WHEN 'kubernetes' THEN 1 WHEN 'compose' THEN 2 ELSE 3 END AS rank
    FROM workloads WHERE NOT regexp_matches(path, '{_ASIDE}') AND regexp_matches(name, '[a-zA-Z]')
    UNION ALL
    SELECT repository, lower(regexp_extract(address, '\\.(.*)$', 1)), kind, regexp_extract(address, '^[^.]*'), tool, path, line, 4
    FROM infrastructure WHERE tool = 'terraform' AND kind IN ('database', 'cache', 'queue', 'bucket', 'function')
), one AS (
    SELECT *, CASE WHEN regexp_matches(lower(concat_ws(' ', runs, container)), '{_BESIDE}') THEN '' WHEN runs <> '' AND NOT regexp_matches(runs, '[$<]')
        THEN lower(runs) ELSE container END AS made FROM told
    QUALIFY row_number() OVER (PARTITION BY repository, container ORDER BY rank, lower(coalesce(runs, '')) <> container, path, line) = 1
), offered AS (
    SELECT o.repository, o.container, list(DISTINCT i.name ORDER BY i.name) AS offers FROM one o JOIN interface_descriptions i
        ON i.repository = o.repository AND {{plain}} = {{plain_name}}
    GROUP BY ALL
)
SELECT o.repository, o.container,
    CASE WHEN how IN ('database', 'cache', 'queue', 'bucket', 'function') THEN how
        WHEN regexp_matches(made, '{_DATABASE}') THEN 'database' WHEN regexp_matches(made, '{_CACHE}') THEN 'cache'
        WHEN regexp_matches(made, '{_QUEUE}') THEN 'queue' WHEN regexp_matches(made, '{_BUCKET}') THEN 'bucket'
        WHEN made <> '' AND regexp_matches(container, '(^|[-_])(db|database)$') THEN 'database'
        WHEN how IN ('Job', 'CronJob') THEN 'job' ELSE 'application' END AS kind,
    CASE WHEN runs <> '' AND NOT regexp_matches(runs, '[$<]') THEN runs END AS runs, tool AS told_by, path, line, coalesce(f.offers, []) AS offers, s.system
FROM one o LEFT JOIN offered f USING (repository, container) LEFT JOIN ({{systems}}) s USING (repository, container)
ORDER BY ALL
"""
_PLAIN = "regexp_replace(regexp_replace(lower({}), '[^a-z0-9]', '', 'g'), '(service|svc|server|api|v[0-9]+)+$', '')"
_CALLS = f"""
CREATE TABLE container_calls AS
WITH told AS (
    SELECT repository, lower(regexp_extract(name, '[^/]*$')) AS container, calls, elsewhere, outside, reached_as, path, line
    FROM workloads WHERE NOT regexp_matches(path, '{_ASIDE}')
), reached AS (
    SELECT DISTINCT t.repository, t.container, c.kind, t.name FROM (SELECT *, lower(unnest(reached_as)) AS name FROM told) t
    JOIN containers c USING (repository, container)
    QUALIFY rank() OVER (PARTITION BY t.repository, t.name ORDER BY t.container <> t.name) = 1
), abroad AS (
    SELECT name, min(repository) AS repository, min(container) AS container FROM reached WHERE kind IN ('application', 'function')
    GROUP BY name HAVING count(DISTINCT repository) = 1 AND count(DISTINCT container) = 1
), called AS (
    SELECT t.repository, t.container, r.repository AS to_repository, r.container AS to_container, path, line
    FROM (SELECT *, lower(unnest(calls)) AS name FROM told) t JOIN reached r ON r.repository = t.repository AND r.name = t.name
    UNION ALL
    SELECT t.repository, t.container, a.repository, a.container, path, line
    FROM (SELECT *, lower(unnest(elsewhere)) AS name FROM told) t JOIN abroad a ON a.name = t.name AND a.repository <> t.repository
    UNION ALL
    SELECT o.repository, o.container, NULL, o.host, o.path, o.line FROM (SELECT *, unnest(outside) AS host FROM told) o
    ANTI JOIN reached r ON r.repository = o.repository AND starts_with(o.host, r.name || '.')  -- with its namespace, as a cluster names it
        AND NOT contains(substr(o.host, length(r.name) + 2), '.')
)
SELECT c.* FROM called c SEMI JOIN containers k ON k.repository = c.repository AND k.container = c.container
WHERE c.to_repository IS DISTINCT FROM c.repository OR c.to_container <> c.container
QUALIFY row_number() OVER (PARTITION BY c.repository, c.container, c.to_repository, c.to_container ORDER BY path, line) = 1
ORDER BY ALL
"""
_SYSTEMS = """
    WITH living AS (
        SELECT record, lower(label) AS label, lower(substr(record, 8)) AS id, repositories FROM system_records WHERE lifecycle IS DISTINCT FROM 'retired'
    ), called AS (
        SELECT o.repository, o.container, min(l.record) AS system FROM one o JOIN (
            SELECT record, id AS name FROM living UNION SELECT record, label FROM living
            UNION SELECT record, lower(regexp_extract(unnest(repositories), '[^/]*$')) FROM living
        ) l ON l.name = o.container GROUP BY ALL HAVING count(DISTINCT l.record) = 1
    ), built AS (
        SELECT n.repository, min(l.record) AS system FROM (SELECT record, unnest(repositories) AS name FROM living) l JOIN repository_names n USING (name)
        WHERE n.repository IS NOT NULL GROUP BY ALL HAVING count(DISTINCT l.record) = 1
    )
    SELECT o.repository, o.container, coalesce(c.system, b.system) AS system FROM one o LEFT JOIN called c USING (repository, container)
    LEFT JOIN built b ON b.repository = o.repository
"""
_NO_SYSTEMS = "SELECT NULL::VARCHAR AS repository, NULL::VARCHAR AS container, NULL::VARCHAR AS system WHERE false"


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``containers`` and ``container_calls`` from files and, with ``recorded``, the systems of the record; at once empty where no file tells any."""
    if connection.execute("SELECT NOT EXISTS (FROM workloads) AND NOT EXISTS (FROM infrastructure)").fetchone() == (True,):
        connection.execute(f"{declared(Container).ddl}; {declared(ContainerCall).ddl}")
        return
    plain, name = _PLAIN.format("o.container"), _PLAIN.format("regexp_extract(i.name, '[^.]*$')")
    connection.execute(_CONTAINERS.format(plain=plain, plain_name=name, systems=_SYSTEMS if recorded else _NO_SYSTEMS))
    connection.execute(_CALLS)
