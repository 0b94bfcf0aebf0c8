"""Judgements of quality, one a file."""
