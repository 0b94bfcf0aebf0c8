"""Models that turn uncertain numbers into a recommendation. Each file is one model, and its docstring is its published page."""
