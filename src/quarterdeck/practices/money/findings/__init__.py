"""Judgements of money, one a file."""
