"""How things stand: one folder per practice, none knows another."""
