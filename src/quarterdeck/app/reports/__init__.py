"""From a run to what people are handed: the facts of each report, its forms, its editions."""
