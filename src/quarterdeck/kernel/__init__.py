"""The small types that every part speaks. Names no domain noun and does no input or output."""
