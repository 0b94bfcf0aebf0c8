"""Evidence and results on disk, and how far each repository has been read."""
