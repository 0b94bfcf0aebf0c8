"""Measures of objectives, initiatives, promises and decisions, one a file."""
