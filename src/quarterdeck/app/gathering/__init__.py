"""From repositories and reference data to evidence: only what is new, in tiers."""
