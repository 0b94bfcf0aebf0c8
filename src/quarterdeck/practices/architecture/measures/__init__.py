"""Measures of architecture, one a file."""
