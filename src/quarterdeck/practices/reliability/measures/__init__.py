"""Measures of reliability, one a file."""
