"""Published reference data: advisories (OSV), exploited vulnerabilities (CISA) and support cycles (endoflife.date)."""
