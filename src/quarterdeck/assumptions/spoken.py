"""Numbers as people write them: ``90k..120k EUR``, ``10%..20%``, ``3 months``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quarterdeck.kernel.quantity import Range

_NUMBER = r"[-+]?(?:\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?(?:[eE]\d+)?)\s*(?:%|[kKmM](?![a-z]))?"
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+")
"""Three digits after a point or a comma are thousands, unless only a nought stands before them (0.925) or they tell a share (99.995%)."""
_EITHER = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
"""Before `k` or `M` one such group can be meant either way: 1.250M is a million and a quarter here, and 1,250M a billion there."""
_VALUE = re.compile(rf"^\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?(?:\s*\.\.\s*({_NUMBER}))?\s*([A-Za-z][\w /-]*)?\s*$")
_LARGEST = 1e15
"""Beyond it sums lose cents, then become infinite."""
_SCALE = {"%": 0.01, "k": 1e3, "m": 1e6, "": 1.0}


class UnusableError(ValueError):
    """Words that cannot be understood: what is wrong with them, and what would be right."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.what = what
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Spoken:
    """One to three numbers from low to high, and the words after them."""

    numbers: tuple[float, ...]
    unit: str

    @property
    def range(self) -> Range:
        """Low and high as p10 and p90; the middle as said, else the geometric mean (the arithmetic one where the low end is not above zero)."""
        low, *said, high = (self.numbers[0], *self.numbers[1:-1], self.numbers[-1])
        middle = said[0] if said else (low * high) ** 0.5 if low > 0 else (low + high) / 2
        return Range(low, min(max(middle, low), high), high)


def read_numbers(said: str) -> Spoken:
    """Read ``low..middle..high unit``, where all but the first number may be missing. Raises ``UnusableError``."""
    match = _VALUE.match(said)
    if not match:
        raise UnusableError(f"{said!r} is no number or range", "write 120k, 90k..120k or 10%..20%, then the currency")
    *told, unit = match.groups()
    numbers = tuple(_number(number) for number in told if number)
    if any(abs(number) > _LARGEST for number in numbers):
        raise UnusableError(f"{said.strip()!r} is larger than anything a company counts", f"write at most {_LARGEST:g}")
    if list(numbers) != sorted(numbers):
        raise UnusableError("a range goes from low to high", "for instance 90k..120k")
    return Spoken(numbers, (unit or "").strip())


def _number(said: str) -> float:
    bare = said.strip()
    suffix = bare[-1].lower() if bare[-1] in "%kKmM" else ""
    digits = bare.rstrip("%kKmM ")
    if suffix in {"k", "m"} and _EITHER.fullmatch(digits):
        decimal, whole = digits.replace(",", ".").rstrip("0"), re.sub(r"[.,]", "", digits)
        raise UnusableError(f"{bare!r} can be read in two ways", f"write {decimal.rstrip('.')}{bare[-1]} or {whole}{bare[-1]}")
    plain = re.sub(r"[.,]", "", digits) if suffix != "%" and _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    return float(plain) * _SCALE[suffix]
