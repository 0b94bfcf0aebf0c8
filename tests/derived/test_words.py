"""How shares are printed in sentences."""

from __future__ import annotations

import pytest

from quarterdeck.derived.words import percent


@pytest.mark.parametrize(("share", "printed"), [(0.0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.994, "over 99 %"), (1.0, "100 %")])
def test_a_share_is_never_rounded_to_nothing_or_to_everything(share: float, printed: str) -> None:
    assert percent(share).replace("\u202f", " ") == printed
