"""Tools say `acme/shop` where the assessment says `shop`: which repository is meant, and when nobody can tell."""

from __future__ import annotations

import duckdb
import pytest

from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.keeping.store import load
from quarterdeck.derived import scopes
from quarterdeck.derived.repository_names import RepositoryName, joined, path_of
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import Recorded, recorded


@pytest.mark.parametrize(
    ("assessed", "name", "meant"),
    [
        (["shop"], "shop", "shop"),
        (["shop"], "acme/shop", "shop"),
        (["Shop"], "ACME/shop", "Shop"),
        (["shop"], "https://github.com/acme/shop.git", "shop"),
        (["shop"], "git@github.com:acme/shop.git", "shop"),
        (["shop"], "ssh://git@example.org:2222/acme/shop", "shop"),
        (["acme/shop", "beta/shop"], "beta/shop", "beta/shop"),
        (["acme/shop", "beta/shop"], "https://example.org/acme/shop", "acme/shop"),
        (["acme/shop", "beta/shop"], "shop", None),
        (["acme/shop"], "beta/shop", None),
        (["acme/shop"], "group/acme/shop", "acme/shop"),
        (["shop"], "acme/shopping", None),
        (["shop"], "4711", None),
    ],
)
def test_a_name_means_the_repository_that_it_ends_like(assessed: list[str], name: str, meant: str | None) -> None:
    (found,) = joined([name], assessed)
    assert found.repository == meant
    assert (found.why_not is None) == (meant is not None)


def test_two_repositories_of_one_name_and_one_assessed_are_told_apart_by_nobody() -> None:
    assert [(one.name, one.repository) for one in joined(["acme/shop", "beta/shop", "shop"], ["shop"])] == [
        ("acme/shop", None),
        ("beta/shop", None),
        ("shop", "shop"),
    ]


def test_the_same_repository_under_two_spellings_is_one() -> None:
    assert {one.repository for one in joined(["acme/shop", "https://github.com/acme/shop.git"], ["shop"])} == {"shop"}


def test_an_address_ends_in_its_path() -> None:
    assert path_of(" https://user:word@example.org/Acme/Shop.git/ ") == "acme/shop"


def test_teams_and_systems_stand_on_the_repositories_of_their_systems_and_parts() -> None:
    told = {
        "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
        "teams/buying.yaml": "name: Buying\n",
        "systems/shop.yaml": "name: Shop\nowner: team/buying\nrepositories: [acme/web]\n",
        "systems/basket.yaml": "name: Basket\nlevel: container\npart_of: system/shop\nrepositories: [basket]\n",
        "systems/ghost.yaml": "name: Ghost\nowner: team/buying\nrepositories: [nowhere]\n",
    }
    records = assemble([File(path, text.encode()) for path, text in told.items()])
    assert not records.problems
    connection = duckdb.connect()
    load(connection, "records", Columns.of(Recorded, recorded(records)))
    mount_records(connection)
    connection.execute("CREATE TABLE repositories AS SELECT unnest(['web', 'basket', 'tools']) AS repository")
    load(connection, "repository_names", Columns.of(RepositoryName, joined(["acme/web", "basket", "nowhere"], ["web", "basket", "tools"])))
    scopes.build(connection, recorded=True)
    found = connection.execute(
        "SELECT kind, subject, string_agg(repository, ' ' ORDER BY repository) FROM scopes WHERE kind <> 'repository' GROUP BY ALL ORDER BY ALL"
    )
    assert found.fetchall() == [
        ("company", "company", "basket tools web"),
        ("system", "system/basket", "basket"),
        ("system", "system/shop", "basket web"),
        ("team", "team/buying", "basket web"),
    ]
    assert declared(Recorded).name == "records"
