"""Use cases: the only place where parts are joined. `pipeline` reads top to bottom."""
