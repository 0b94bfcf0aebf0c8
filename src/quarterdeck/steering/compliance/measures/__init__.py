"""Measures of controls and policies, one a file."""
