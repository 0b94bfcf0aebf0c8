"""Questions to a published run: why, in SQL, and as it stood."""
