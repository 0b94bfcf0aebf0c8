"""Budget lines: what is planned to be spent, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Amount, Count, FiscalQuarter, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Named):
    """One line of the plan."""

    kind: ClassVar[str] = "budget-line"
    folder: ClassVar[str] = "budget-lines"

    category: Annotated[Literal["staff", "licences", "hosting", "certificates", "training", "vendors", "one-off"], "What the money is spent on."]
    purpose: Annotated[Literal["run", "grow", "transform"], "What it is spent for: to keep running, to grow, or to change the company."]
    amounts: Annotated[Mapping[FiscalQuarter, Amount], "What is planned for each quarter of the fiscal year: `2026-Q1: 120k EUR`."] = field(
        default_factory=dict
    )
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    team: Annotated[Ref | None, To("team"), "The team that it is for."] = None
    contract: Annotated[Ref | None, To("contract"), "The contract that it pays."] = None
    initiative: Annotated[Ref | None, To("initiative"), "The initiative that it pays."] = None
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "The systems that it keeps running."] = ()
    headcount: Annotated[Count | None, "How many people it pays, for staff."] = None
    booked_as: Annotated[tuple[Words, ...], "How the ledger calls it: numbers or names of accounts, cost centres, projects, teams."] = ()
    treatment: Annotated[
        Literal["expensed", "capitalised"] | None, "How the accountant treats it; development that is capitalised is written off over years."
    ] = None
