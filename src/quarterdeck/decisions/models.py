"""All decision models, in reading order: the table of contents."""

from __future__ import annotations

from typing import Any

from quarterdeck.decisions.build_or_buy import BUILD_OR_BUY
from quarterdeck.decisions.database_engine import DATABASE_ENGINE
from quarterdeck.decisions.hosting import HOSTING
from quarterdeck.decisions.language import LANGUAGE
from quarterdeck.decisions.model import Model
from quarterdeck.decisions.repay_debt import REPAY_DEBT
from quarterdeck.decisions.scale_now_or_later import SCALE_NOW_OR_LATER
from quarterdeck.decisions.vendor_choice import VENDOR_CHOICE

MODELS: tuple[Model[Any], ...] = (BUILD_OR_BUY, VENDOR_CHOICE, HOSTING, DATABASE_ENGINE, LANGUAGE, REPAY_DEBT, SCALE_NOW_OR_LATER)
