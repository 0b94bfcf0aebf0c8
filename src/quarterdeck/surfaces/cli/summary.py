"""What a run prints at its end: one screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import counted
from quarterdeck.reports.render.plain import clean, short

if TYPE_CHECKING:
    from quarterdeck.app.pipeline import Run
    from quarterdeck.reports.summary import Listed, Summary

_STYLES = {Severity.CRITICAL: "bold red", Severity.HIGH: "bold yellow", Severity.MEDIUM: "cyan", Severity.LOW: "dim"}


def print_summary(run: Run, summary: Summary, page: Path, seconds: float) -> None:
    """Scope, findings with their money, what could not be assessed, where the report is."""
    console = Console(highlight=False, width=shutil.get_terminal_size().columns)  # never zero, whatever COLUMNS says
    _scope(console, run, summary)
    console.print()
    _listed(console, "", summary.found, _finding)
    if not summary.found.lines and run.entries:
        console.print("No judgement that could be made found a risk.")
    if summary.total:
        console.print(f"Together they may cost {summary.total} a year (p10 to p90 of the expected loss).", style="bold")
    _listed(console, "Accepted by somebody, and not counted:", summary.accepted, _accepted)
    _listed(console, "Not assessed:", summary.missing, _unseen)
    met = len(summary.problems.lines) + summary.problems.more
    _listed(console, f"{counted(met, 'problem')} met:", summary.problems, lambda problem: Text("! " + short(problem)))
    console.print()
    if run.entries:
        console.print(Text("Report: ", style="bold").append(clean(str(page)), style="underline"))
        console.print(f"{seconds:.1f} s. Why: quarterdeck explain ID --out {clean(str(run.request.out))}", style="dim", soft_wrap=True)


def _scope(console: Console, run: Run, summary: Summary) -> None:
    if not run.entries:
        return  # what kept it from looking at anything is told below
    looked = f"{counted(len(run.entries), 'repository', 'repositories')}, {counted(summary.commits, 'commit')} by {counted(summary.people, 'person', 'people')}"
    fresh = "" if run.fresh_commits >= summary.commits else f"; {counted(run.fresh_commits, 'commit')} new since the last run"
    console.print(f"Looked at {looked}, as of {run.request.as_of}{fresh}.")
    if summary.dormant:
        console.print(f"{counted(summary.dormant, 'repository', 'repositories')} without a commit for a year, not judged.")


def _listed(console: Console, heading: str, listed: Listed, told: Callable[..., Text]) -> None:
    if heading and listed.lines:
        console.print(f"\n{heading}", style="bold")
    for line in listed.lines:
        console.print(told(*line))
    if listed.more:
        console.print(f"  and {listed.more} more in the report", style="dim")


def _finding(said: str, sentence: str, money: str, id_: str) -> Text:
    severity = Severity(said)
    line = Text(f"{severity.mark} {severity.value:<9}", style=_STYLES[severity])
    line.append(short(sentence), style="default")
    if money:
        line.append(f" May cost {money} a year.", style="bold")
    return line.append(f" [{id_}]", style="dim")


def _accepted(sentence: str, who: str, id_: str) -> Text:
    return Text(f"✓ {short(sentence)} {short(who)} [{id_}]")


def _unseen(names: str, where: str, why: str, supply: str, further: str) -> Text:
    line = Text(f"▨ {names}", style="bold").append(f" in {short(where)}: ", style="default")
    return line.append(f"{short(why)}. {short(supply)}.{' ' if further else ''}{further}", style="default")
