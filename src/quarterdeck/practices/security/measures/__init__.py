"""Measures of security, one a file."""
