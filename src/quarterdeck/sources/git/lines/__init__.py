"""Line survival: the commit that every line of every file came from, at the head and on every day before, from one replay."""

VERSION = "lines 2"
"""Bump when the rows made from the same history change."""
