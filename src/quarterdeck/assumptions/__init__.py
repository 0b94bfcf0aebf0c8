"""Numbers that nobody measured here: what they are, where they come from, and what follows from them in money."""
