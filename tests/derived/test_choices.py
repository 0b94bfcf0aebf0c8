"""What decisions are for and against, as real ones say it."""

from __future__ import annotations

import pytest

from quarterdeck.derived.choices import choices, looked_for, names, pattern, plain
from quarterdeck.derived.decided import replaced

TITLES = """
Use Kafka instead of RabbitMQ                                      | for Kafka, against RabbitMQ
Kafka over RabbitMQ for orders                                     | for Kafka, against RabbitMQ
Migrate from Algolia to Postgres-based search                      | for Postgres, against Algolia
Replace Google Sheets with Big Query as a reporting database       | for Big Query, against Google Sheets
Replace Create-React-App with Vite                                 | for Vite, against Create-React-App
Continue to use Algolia as search engine                           | for Algolia
Use Fluent Bit, Elasticsearch and Kibana for application logs      | for Fluent Bit, for Elasticsearch, for Kibana
Use the `pg` client [we like](https://example.org) for PostgreSQL  |
Stop using MongoDB                                                 | against MongoDB
Retire Kotlin in favour of Go and Python                           | for Python, against Kotlin
Use Redis, not Memcached                                           | for Redis, against Memcached
Remove the Elasticsearch proxy                                     |
Use dashes in filenames                                            |
Use Names as Identifier                                            |
Use local datastore for publisher workflow                         |
Networking Outline                                                 |
Use https://example.org/a for everything                           |
"""


@pytest.mark.parametrize("line", [line for line in TITLES.splitlines() if line])
def test_a_title_names_what_it_is_for_and_against(line: str) -> None:
    title, _, said = (cell.strip() for cell in line.partition("|"))
    told = sorted(choices(title), key=lambda choice: choice.side != "for")
    assert ", ".join(f"{choice.side} {choice.name}" for choice in told) == said


MADR = """## Considered Options * [PostgreSQL](https://example.org) * MySQL (8.0) * A store of our own ## Decision Outcome Chosen option: "PostgreSQL",
because we know it. ## More"""


def test_the_options_of_madr_count_where_they_are_bare_names() -> None:
    assert [(c.side, c.name) for c in choices("Where orders are kept", " ".join(MADR.split()))] == [("for", "PostgreSQL"), ("against", "MySQL")]
    assert [(c.side, c.name) for c in choices("Where orders are kept", "", "PostgreSQL", ["PostgreSQL", "MySQL"])] == [
        ("for", "PostgreSQL"),
        ("against", "MySQL"),
    ]
    assert choices("Where orders are kept", "", "A store of our own", ["A store of our own", "MySQL"]) == []


def test_names_are_looked_for_however_their_words_are_joined() -> None:
    (replace,) = [choice for choice in choices("Replace Create-React-App with Vite") if choice.side == "against"]
    assert (pattern(replace.name), plain("create_react app")) == ("create[ _-]?react[ _-]?app", plain(replace.name))
    assert [word for choice in choices("Use Dex IdP") for word in looked_for(choice)] == ["Dex IdP", "Dex", "IdP"]
    assert pattern("node.js") == "node\\.js"
    assert names("") == []


def test_a_replacement_is_told_by_both_sides() -> None:
    documents = [
        ("adr/0001-a.md", "accepted", "Use A"),
        ("adr/0002-b.md", "accepted", "Supersedes [1. A](0001-a.md#status)"),
        ("adr/0003-c.md", "superseded", "Superseded by [9. Gone](./0009-gone.md)"),
        ("adr/0004-d.md", "superseded", "Superseded by ADR-0005"),
        ("adr/0005-e.md", "proposed", "It supersedes ADR 1"),
        ("adr/0006-f.md", "accepted", "This supersedes the subsection on linting of ADR 5"),
        ("adr/0007-g.md", "superseded", "Superseded by [a page](https://example.org/wiki)"),
        ("adr/0008-h.md", "superseded", "Superseded by ADR 99"),
    ]
    assert replaced(documents) == [
        ("adr/0001-a.md", "said elsewhere", "adr/0002-b.md"), ("adr/0003-c.md", "by nothing", "./0009-gone.md"), ("adr/0008-h.md", "by nothing", "ADR 99"),
    ]  # fmt: skip
