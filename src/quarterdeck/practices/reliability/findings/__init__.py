"""Judgements over reliability, one a file."""
