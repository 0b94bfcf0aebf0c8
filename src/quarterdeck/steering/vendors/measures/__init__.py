"""Measures of vendors and their contracts, one a file."""
