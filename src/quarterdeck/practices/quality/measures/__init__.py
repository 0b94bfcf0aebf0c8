"""Measures of quality, one a file."""
