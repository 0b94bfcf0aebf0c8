"""Judgements of delivery, one a file."""
