"""What ends the reading of a file as a whole."""


class UnreadableExportError(ValueError):
    """The file as a whole cannot be read: the message says why and what to do."""
