"""All decision models, in reading order: the table of contents."""

from __future__ import annotations

from typing import Any

from quarterdeck.decisions.build_or_buy import BUILD_OR_BUY
from quarterdeck.decisions.model import Model
from quarterdeck.decisions.vendor_choice import VENDOR_CHOICE

MODELS: tuple[Model[Any], ...] = (BUILD_OR_BUY, VENDOR_CHOICE)
