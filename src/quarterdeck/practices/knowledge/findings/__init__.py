"""Judgements of knowledge, one a file."""
