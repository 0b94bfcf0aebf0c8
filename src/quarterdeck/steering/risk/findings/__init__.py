"""Findings about risks and accepted findings, one a file."""
