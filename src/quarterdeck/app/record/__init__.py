"""The company's own record: where it is, what it says about a run, how it is changed."""
