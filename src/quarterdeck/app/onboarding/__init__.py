"""A company's first day: a workspace with first drafts, and the sample company."""
