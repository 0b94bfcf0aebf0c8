"""What machines observed: one dataclass per table, one sentence per column."""
