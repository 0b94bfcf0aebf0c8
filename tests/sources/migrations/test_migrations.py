"""Migrations in the words of each tool, and what they drop on their way forward."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.schemas import SchemaDrop
from quarterdeck.sources.migrations import extract, wants

ALEMBIC = """\
def upgrade():
    # op.drop_table("never")
    op.drop_column("users", "phone")
    with op.batch_alter_table("orders") as batch_op:
        batch_op.drop_column('note')
    op.drop_table("baskets")

def downgrade():
    op.drop_table("gone")
"""
DJANGO = "class Migration:\n    operations = [\n        migrations.RemoveField(\n            model_name='order',\n            name='note',\n        ),\n"
DJANGO += "        migrations.DeleteModel(name='Basket'),\n    ]\n"
SQL = """\
-- DROP TABLE IF EXISTS never;
CREATE TABLE new_orders (id int);
DROP TABLE "shop"."orders";
ALTER TABLE new_orders RENAME TO orders;
ALTER TABLE users DROP COLUMN IF EXISTS phone;
-- +goose Down
DROP TABLE new_orders;
"""
RAILS = "class A < ActiveRecord::Migration[7.0]\n  def up\n    remove_column :users, :phone\n    drop_table :baskets\n  end\n\n"
RAILS += "  def down\n    drop_table :x\n  end\nend\n"
KNEX = "exports.up = (knex) => knex.schema.dropTable('baskets');\nexports.down = (knex) => knex.schema.dropTable('other');\n"


@pytest.mark.parametrize(
    ("path", "text", "rows"),
    [
        ("migrations/versions/1_a.py", ALEMBIC, ["3 column users.phone", "5 column note", "6 table baskets"]),
        ("shop/migrations/0002_b.py", DJANGO, ["3 column order.note", "7 table Basket"]),
        ("db/migrations/3.sql", SQL, ["5 column users.phone"]),
        ("db/migrate/2026_a.rb", RAILS, ["3 column users.phone", "4 table baskets"]),
        ("migrations/4_c.js", KNEX, ["1 table baskets"]),
        ("migrations/5_d.sql", "CREATE TABLE a (id int);\n", []),
    ],
)
def test_what_is_dropped(path: str, text: str, rows: list[str]) -> None:
    assert wants(path)
    told = extract([FileContent("shop", path, text.encode())]).rows
    assert [f"{row.line} {row.kind} {row.name}" for row in told if isinstance(row, SchemaDrop)] == rows


@pytest.mark.parametrize("path", ["db/migrations/3.down.sql", "tests/migrations/1.py", "src/orders.sql", "migrations/README.md"])
def test_what_leads_back_or_is_no_migration_is_not_asked_for(path: str) -> None:
    assert not wants(path)
