"""How long a million rows take to import, for the first time and again, and how much memory: deployments, and lines of a FOCUS bill.

``python benchmarks/import_rows.py [ROWS]`` writes the files into a scratch folder, imports each twice with the command line of this
checkout, and prints seconds, processor seconds and the largest resident memory.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

MEGABYTE = 1024


def deployments(path: Path, rows: int) -> None:
    """Ten columns, as a deployment tool would export them, with local times."""
    chance = random.Random(1)  # noqa: S311  # test data, not secrets
    start = datetime(2021, 1, 1)  # noqa: DTZ001  # a wall clock, as in the file
    with path.open("w", encoding="utf-8") as out:
        out.write("Deployment ID,Deployed At,Started,Application,Env,Result,SHA,Version,User,Link\n")
        for number in range(rows):
            at = start + timedelta(seconds=number * 150)
            result = "success" if number % 17 else "failed"
            out.write(
                f"D{number},{at},{at},svc-{number % 200},{'production' if number % 3 else 'staging'},{result},{chance.getrandbits(160):040x},"
                f"v{number // 1000}.{number % 1000},user{number % 40},https://ci.example.org/{number}\n"
            )


def bill(path: Path, rows: int) -> None:
    """Twenty columns of a FOCUS bill, a line an hour for each of 1,000 resources."""
    chance = random.Random(2)  # noqa: S311  # test data, not secrets
    start = datetime(2026, 1, 1)  # noqa: DTZ001  # UTC, as FOCUS has it
    columns = (
        "BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargeFrequency,ChargePeriodStart,ChargePeriodEnd,"
        "ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ListCost,ProviderName,ServiceCategory,ServiceName,ResourceId,RegionId,SkuId,Tags"
    )
    with path.open("w", encoding="utf-8") as out:
        out.write(columns + "\n")
        for number in range(rows):
            at = start + timedelta(hours=number // 1000)
            cost = f"{chance.random():.11f}"
            out.write(
                f"123,USD,2026-01-01 00:00:00,2026-02-01 00:00:00,Usage,Usage-Based,{at},{at + timedelta(hours=1)},1.000000,Hours,{cost},{cost},{cost},"
                f'AWS,Compute,Virtual machines,i-{number % 1000},eu-west-1,SKU{number % 50},"{{""team"": ""t{number % 6}""}}"\n'
            )


def imported(kind: str, path: Path, out: Path, *options: str) -> str:
    """One import in a process of its own: seconds, processor seconds, peak memory; fails when the command does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", "import sys; from quarterdeck.surfaces.cli import main; sys.exit(main())", "import", kind, str(path),
                    "--out", str(out), *options], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{seconds:.1f} s, {spent:.1f} s of processors, at most {after.ru_maxrss / MEGABYTE:.0f} MB"


def main(arguments: list[str]) -> int:
    """Write, import, print."""
    rows = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for kind, write, options in (("deployments", deployments, ("--time-zone", "Europe/Berlin")), ("focus", bill, ())):
            path = folder / f"{kind}.csv"
            write(path, rows)
            print(f"{rows:,} {kind}, {path.stat().st_size / 1e6:.0f} MB")
            for when in ("first", "again"):
                print(f"  {when}: {imported(kind, path, folder / 'out', *options)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
