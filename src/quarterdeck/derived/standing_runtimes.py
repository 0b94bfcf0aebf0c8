"""What each repository stands on, as far as its files fix it.

Base images, version files, compose files and manifests with one version say what runs. Where none does for a product, the newest version that
pipelines test on stands in: testing on old versions too is a service to users. Ranges say only what is allowed. What tests, examples,
documentation, benchmarks and development containers name is left out: nobody runs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

_ASIDE = r"(^|/)(\.devcontainer|fixtures?|testdata|tests?|specs?|__tests__|examples?|samples?|demos?|benchmarks?|docs?|documentation)/"


@dataclass(frozen=True, slots=True)
class StandingRuntime:
    """A runtime, base image or service that a repository runs on, or is tested on where nothing says more."""

    table: ClassVar[str] = "standing_runtimes"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file that names it."]
    runtime: Annotated[str, "The product and its release cycle, or its version where no cycle is published, for instance `python 3.8`."]
    requirement: Annotated[str, "What the file says, word for word."]
    tested: Annotated[bool, "True when only pipelines name it."]
    ends: Annotated[date | None, "Last day of support, when published."]
    ended: Annotated[bool | None, "Whether it had ended by `as_of`; empty when that cannot be looked up."]
    extended_ends: Annotated[date | None, "Last day of extended support, when published; most of it is paid."]
    days_left: Annotated[int | None, "Days from `as_of` to `ends`."]


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``standing_runtimes`` from ``runtime_support``.

    Where a pipeline tests on a version that floats beside versions that have ended, the floating one stands: it may be newer than all of them.
    """
    connection.execute(declared(StandingRuntime).ddl)
    connection.execute(
        f"""
        INSERT INTO standing_runtimes
        WITH told AS (
            SELECT *, basis = 'tests' AS tested, bool_or(basis = 'runs') OVER (PARTITION BY repository, product) AS known
            FROM runtime_support WHERE basis = 'tests' OR basis = 'runs' AND NOT regexp_matches(path, '{_ASIDE}')
        )
        SELECT repository, path, product || coalesce(' ' || cycle, ' ' || version, ''), requirement, tested, ends, ended, extended_ends, days_left
        FROM told WHERE NOT (tested AND known)
        QUALIFY NOT tested OR ended IS NULL
            OR rank() OVER (PARTITION BY repository, product ORDER BY ended NULLS LAST, coalesce(ends, DATE '9999-12-31') DESC) = 1
                AND NOT (ended AND bool_or(ended IS NULL) OVER (PARTITION BY repository, product))
        ORDER BY ALL
        """
    )
