"""Quarterdeck: a chief technology officer's work, as software."""

__version__ = "0.1.0"
