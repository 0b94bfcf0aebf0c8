"""Vendors: whom the company buys from, what hangs on it, and when a contract can still be changed."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.steering.vendors.findings.contract_notice_is_due import CONTRACT_NOTICE_IS_DUE
from quarterdeck.steering.vendors.findings.contract_pays_for_nothing import CONTRACT_PAYS_FOR_NOTHING
from quarterdeck.steering.vendors.findings.critical_system_hangs_on_one_vendor import CRITICAL_SYSTEM_HANGS_ON_ONE_VENDOR
from quarterdeck.steering.vendors.findings.price_rose_beyond_the_contract import PRICE_ROSE_BEYOND_THE_CONTRACT
from quarterdeck.steering.vendors.findings.service_credit_can_be_claimed import SERVICE_CREDIT_CAN_BE_CLAIMED
from quarterdeck.steering.vendors.measures.agreed_uplift import AGREED_UPLIFT
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.critical_systems_hanging import CRITICAL_SYSTEMS_HANGING
from quarterdeck.steering.vendors.measures.holidays_before_notice import HOLIDAYS_BEFORE_NOTICE
from quarterdeck.steering.vendors.measures.invoiced_price_change import INVOICED_PRICE_CHANGE
from quarterdeck.steering.vendors.measures.known_alternatives import KNOWN_ALTERNATIVES
from quarterdeck.steering.vendors.measures.leaving_cost import LEAVING_COST
from quarterdeck.steering.vendors.measures.living_systems_served import LIVING_SYSTEMS_SERVED
from quarterdeck.steering.vendors.measures.next_term_cost import NEXT_TERM_COST
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.renews_by_itself import RENEWS_BY_ITSELF
from quarterdeck.steering.vendors.measures.service_credits_due import SERVICE_CREDITS_DUE
from quarterdeck.steering.vendors.measures.spend_with_one_vendor import SPEND_WITH_ONE_VENDOR
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT
from quarterdeck.steering.vendors.measures.vendor_incidents import VENDOR_INCIDENTS
from quarterdeck.steering.vendors.sections import sections

VENDORS = Practice(
    name="vendors",
    title="Vendors",
    question="Whom does the company buy from, what hangs on it, and when can a contract still be changed?",
    measures=(
        NOTICE_DAYS_LEFT, HOLIDAYS_BEFORE_NOTICE, TERM_DAYS_LEFT, RENEWS_BY_ITSELF, CONTRACT_COST, AGREED_UPLIFT, NEXT_TERM_COST, INVOICED_PRICE_CHANGE,
        SERVICE_CREDITS_DUE, LIVING_SYSTEMS_SERVED, CRITICAL_SYSTEMS_HANGING, KNOWN_ALTERNATIVES,
        LEAVING_COST, VENDOR_INCIDENTS, SPEND_WITH_ONE_VENDOR,
    ),
    judgements=(
        CONTRACT_NOTICE_IS_DUE, CONTRACT_PAYS_FOR_NOTHING, CRITICAL_SYSTEM_HANGS_ON_ONE_VENDOR, PRICE_ROSE_BEYOND_THE_CONTRACT, SERVICE_CREDIT_CAN_BE_CLAIMED,
    ),
    sections=sections,
)  # fmt: skip
