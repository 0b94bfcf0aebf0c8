"""Findings about controls and policies, one a file."""
