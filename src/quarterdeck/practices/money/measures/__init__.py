"""Measures of money, one a file."""
