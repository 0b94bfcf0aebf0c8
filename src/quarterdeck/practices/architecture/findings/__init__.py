"""Judgements of architecture, one a file."""
