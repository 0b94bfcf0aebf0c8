"""What imported lists say that the company runs and holds.

Says: How many environments, hosts, networks, domains, certificates and managed services the imported lists hold.

Matters because: Much of it was made by hand and stands in no file: domains at a registrar, certificates, machines of a host. What nobody lists, nobody
renews, and a domain or a certificate that ends takes with it all that hangs on it.

Counted how: One row for each item of the imported lists; the part is its kind, then owner, region and the day on which it ends, where the list tells
them. An item whose owner is told contributes 1, any other 0. The value is the number of rows.

Leaves out: What no list holds. A list is believed as it is: nobody asks the registrar or the machine.

Source: The lists that were imported (`quarterdeck import inventory`).
"""

from __future__ import annotations

from quarterdeck.evidence.inventory import InventoryItem
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

INVENTORY_LISTED = Measure(
    name="inventory_listed",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="items",
    subject="company",
    needs=(InventoryItem,),
    rows="""
        SELECT 'company' AS subject, item AS key,
            concat_ws('|', kind, replace(coalesce(owner, ''), '|', ' '), replace(coalesce(region, ''), '|', ' '), coalesce(ends_on::VARCHAR, '')) AS part,
            CASE WHEN owner IS NULL THEN 0 ELSE 1 END AS contribution
        FROM inventory
    """,
    fold=Fold("the number of rows", "count(*)"),
    key_is="resource",
    absent=NotAssessed("no list of what the company runs and holds was imported", "Import one: `quarterdeck import inventory FILE`"),
)
