"""Where evidence comes from. Each source collects (input and output), then extracts (pure); none knows another."""
