"""How long a board pack takes in every format from an assessment that is there: each a process of its own, and all in one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

FORMS = ("html", "md", "json", "pdf", "pptx")


def taken(out: Path, to: str, forms: tuple[str, ...]) -> float:
    """Seconds of one command, from its start to its end."""
    started = time.monotonic()
    wanted = [word for form in forms for word in ("--format", form)]
    program = Path(sys.executable).with_name("quarterdeck")
    subprocess.run([program, "report", "board", "--out", out, "--to", to, *wanted], check=True, capture_output=True)
    return time.monotonic() - started


def main() -> int:
    """Of the folder of an assessment; exit code 1 when all formats together take five seconds or more."""
    if len(sys.argv) != 2:  # noqa: PLR2004  # the script and the folder
        print("benchmarks/reports.py OUT: the folder that `quarterdeck assess` wrote to", file=sys.stderr)  # a script speaks here
        return 2
    seconds = 0.0
    with tempfile.TemporaryDirectory() as to:
        for forms in (*((form,) for form in FORMS), FORMS):
            seconds = min(taken(Path(sys.argv[1]), to, forms) for _ in range(3))
            print(f"{'+'.join(forms):24} {seconds:.2f} s")  # likewise
    return 0 if seconds < 5 else 1  # noqa: PLR2004  # the aim


if __name__ == "__main__":
    sys.exit(main())
