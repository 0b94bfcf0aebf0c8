"""Truck factors at the head of mid-2015, against those that Avelino et al. (ICPC 2016) published.

Give the folder that holds the clones; a repository that is not there is said to be missing. Exit code 1 when one is off by more than a
class (1, 2, 3 to 5, more) or fewer than two thirds of those present are exact.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from quarterdeck.app.ask import ask
from quarterdeck.surfaces.cli.application import call

PUBLISHED = {"flask": 1, "pandas": 1, "celery": 1, "ansible": 2, "jquery": 3, "django": 5, "scikit-learn": 6, "rails": 7, "git": 8}
QUERY = """
SELECT m.value, string_agg(p.name || ' ' || k.files, ', ' ORDER BY k.rank)
FROM measurements m LEFT JOIN key_people k ON true LEFT JOIN people p USING (person) WHERE m.measure = 'truck_factor' GROUP BY m.value
"""


def kind(factor: float) -> int:
    """The class of a truck factor: 1, 2, 3 to 5, more."""
    return sum(factor > limit for limit in (1, 2, 5))


def main() -> int:
    """Print a line per repository."""
    folder, exact, far, present = Path(sys.argv[1]), 0, 0, 0
    for name, published in PUBLISHED.items():
        found = next((path for path in (folder / name, *folder.glob(f"*+{name}"), *folder.glob(f"*/{name}")) if path.is_dir()), None)
        if found is None:
            print(f"{name}: published {published}, no clone here", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as out:
            call(["assess", str(found), "--out", out, "--as-of", "2015-07-01", "--json"])
            factor, people = ask(Path(out), QUERY).rows[0]
        present += 1
        exact += factor == published
        far += abs(kind(float(factor)) - kind(published)) > 1  # type: ignore[arg-type]  # a number
        print(f"{name}: published {published}, computed {factor:.0f} ({people})", file=sys.stderr)
    print(f"{exact} of {present} exact, {far} off by more than one class", file=sys.stderr)
    return 1 if far or exact * 3 < present * 2 else 0


if __name__ == "__main__":
    sys.exit(main())
