"""Decisions, plans and budgets, weighed with what the record and the last run say."""
