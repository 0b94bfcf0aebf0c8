"""The small company of the web tests with a record for every page, served once for all tests of the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.builders import git
from tests.surfaces.web.conftest import Acme

RECORDS = {
    "teams/pay.yaml": "name: Payments\nmembers: [person/ann]\nmission: Money arrives.\n",
    "systems/shop.yaml": "name: Shop\nowner: team/pay\nrepositories: [shop]\ncriticality: high\n",
    "vendors/hoster.yaml": "name: Hoster\nprovides: machines\n",
    "contracts/machines.yaml": """\
name: Machines
vendor: vendor/hoster
cost: 10k..12k EUR
ends: 2026-12-31
renews: true
notice: 30 days
owner: person/ann
""",
    "objectives/fast.yaml": """\
name: Orders are quick
owner: team/pay
status: committed
key_results:
  - {name: Seconds to order, baseline: 9, target: 3, unit: seconds, direction: down, date: 2026-12-31}
""",
    "initiatives/index.yaml": """\
name: New index
status: planned
teams: [team/pay]
objective: objective/fast
effort: 20..40 person-days
cost_of_delay: 5k..9k EUR
delay_per: month
""",
    "budget-lines/hosting.yaml": """\
name: Hosting
category: hosting
purpose: run
contract: contract/machines
amounts: {2026-Q1: 3k EUR, 2026-Q4: 3k EUR}
""",
    "decisions/0001-maps.md": """\
---
name: Where maps come from
status: proposed
decide_by: 2026-12-15
model: build-or-buy
inputs:
  benefit: 60k..140k EUR
  build_cost: 70k..130k EUR
  build_months: 4..8 months
  buy_price: 18k..30k EUR
  buy_setup: 12k..25k EUR
  buy_months: 6..14 weeks
  fit: 70%..95%
  exit_cost: 15k..40k EUR
---

# Where maps come from
""",
}


def founded(assessed: Path, root: Path) -> Acme:
    """A copy of the assessed company in which more is written; it stands in the record and no assessment has seen it."""
    shutil.copytree(assessed, root)
    return written(Acme(root))


def written(acme: Acme) -> Acme:
    """The same in a company that is there already."""
    for path, text in RECORDS.items():
        (acme.root / path).parent.mkdir(exist_ok=True)
        (acme.root / path).write_text(text)
    git(acme.root, "add", "-A")
    git(acme.root, "commit", "--quiet", "-m", "What we plan")
    return acme
