"""Measures of knowledge, one a file."""
