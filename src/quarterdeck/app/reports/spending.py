"""What was spent against its plan, as executives read it: the figures of ``quarterdeck budget``, of the records and imports that a run saw."""

from __future__ import annotations

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.steering.budgeting import Asked, BudgetError, budget_of, fiscal_year, last_quarter
from quarterdeck.decisions.budget import Budgeted, Spent
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.company import Company
from quarterdeck.reports.facts import Quarter, Spend


def spending(run: Run) -> tuple[Quarter | None, Budgeted | None]:
    """The newest quarter that is over, and the year that the day lies in; nothing of a time that no budget line plans."""
    records, as_of = records_of(run), run.request.as_of
    company = records.company
    if company is None:
        return None, None
    over = last_quarter(company, as_of)
    this = fiscal_year(company, as_of)
    year = _budget(run, records, company, this)
    before = year if over.name.startswith(f"{this}-") else _budget(run, records, company, fiscal_year(company, over.begins))
    spent = next((one for one in before.spent if one.span == over), None) if before else None
    quarter = _quarter(spent, before) if spent and before else None
    return quarter, year if year and any(line.planned for line in year.lines) else None


def _budget(run: Run, records: Records, company: Company, year: int) -> Budgeted | None:
    try:
        return budget_of(records, company, Asked(run.request.as_of, year, run.request.out, {}), run.connection)
    except BudgetError:
        return None


def _quarter(spent: Spent, budget: Budgeted) -> Quarter | None:
    place = [one.name for one in budget.quarters].index(spent.span.name)
    behind = tuple(line.ref for line in budget.lines if line.plan[place])
    if not behind:
        return None
    known = spent.booked is not None
    lines = tuple(Spend(purpose, planned, float(booked) if known else None) for purpose, (planned, booked) in spent.purposes.items())
    return Quarter(
        spent.span.name, budget.currency, lines, spent.planned, float(spent.booked) if spent.booked is not None else None, behind, float(spent.elsewhere),
        len([line for line in budget.dark if line.ref in behind]),
    )  # fmt: skip
