"""Findings about vendors and their contracts, one a file."""
