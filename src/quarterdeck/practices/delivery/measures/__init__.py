"""Measures of delivery, one a file."""
