"""Measures of risks and accepted findings, one a file."""
