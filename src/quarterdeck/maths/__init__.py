"""Numbers only: nothing here knows what they are about."""
