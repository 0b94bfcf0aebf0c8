"""Exports of other tools on their way into the evidence."""
