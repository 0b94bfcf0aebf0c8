"""Findings about objectives, initiatives, promises and decisions, one a file."""
