"""What is said where the extra that writes paper and slides is not installed."""

from __future__ import annotations


class MissingExtraError(ImportError):
    """The message says what needs it, and how to get it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} need the extra `reports`: install it with `pip install 'quarterdeck[reports]'`")
