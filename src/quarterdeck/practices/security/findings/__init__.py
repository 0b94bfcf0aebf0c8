"""Judgements of security, one a file."""
