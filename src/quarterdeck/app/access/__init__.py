"""Who may do what: people and their roles, accounts, sessions, tokens, and the log of what was done. `roles.py` is the whole of what a role allows."""
