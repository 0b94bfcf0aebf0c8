"""Truck factors of well-known projects, against those that Avelino et al. published.

Two lists of theirs exist. `PAPER` belongs to the paper (ICPC 2016), which our method follows; `FIRST` to the first version of July 2015, and
is printed beside it: the authors replaced it. Give the folder that holds the clones, and a day if it shall be another; a repository that is not
there is said to be missing. Exit code 1 when one is off by more than a class (1, 2, 3 to 5, more) from the paper or fewer than two thirds of
those present are exact. docs/explanation/truck-factor.md says where the lists stand and why the day is that.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from quarterdeck.app.asking.ask import ask
from quarterdeck.surfaces.cli.application import call

DAY = "2015-02-25"
PAPER = {"flask": 1, "pandas": 2, "celery": 1, "ansible": 2, "jquery": 4, "django": 7, "scikit-learn": 7, "rails": 9, "git": 12}
FIRST = {"flask": 1, "pandas": 1, "celery": 1, "ansible": 2, "jquery": 3, "django": 5, "scikit-learn": 6, "rails": 7, "git": 8}
QUERY = "SELECT value FROM measurements WHERE measure = 'truck_factor'"


def kind(factor: float) -> int:
    """The class of a truck factor: 1, 2, 3 to 5, more."""
    return sum(factor > limit for limit in (1, 2, 5))


def computed(folder: Path, name: str, day: str) -> float | None:
    """The truck factor of the clone of this name on that day; nothing without a clone."""
    found = next((path for path in (folder / name, *folder.glob(f"*+{name}"), *folder.glob(f"*/{name}")) if path.is_dir()), None)
    if found is None:
        return None
    with tempfile.TemporaryDirectory() as out:
        call(["assess", str(found), "--out", out, "--as-of", day, "--json"])
        return float(ask(Path(out), QUERY).rows[0][0])  # type: ignore[arg-type]  # a number


def main() -> int:
    """Print a line per repository."""
    folder, day = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else DAY  # noqa: PLR2004  # program, folder, day
    exact, first, far, present = 0, 0, 0, 0
    for name, published in PAPER.items():
        factor = computed(folder, name, day)
        if factor is None:
            print(f"{name}: published {published}, no clone here", file=sys.stderr)
            continue
        present += 1
        exact += factor == published
        first += factor == FIRST[name]
        far += abs(kind(factor) - kind(published)) > 1
        print(f"{name}: published {published} (first {FIRST[name]}), computed {factor:.0f}", file=sys.stderr)
    print(f"{day}: {exact} of {present} exact, {far} off by more than one class; {first} as in the first version", file=sys.stderr)
    return 1 if far or exact * 3 < present * 2 else 0


if __name__ == "__main__":
    sys.exit(main())
