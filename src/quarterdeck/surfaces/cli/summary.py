"""What a run prints at its end: one screen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from quarterdeck.app.reporting import groups_of, losses_of, scope_of, total_of
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import counted, plain
from quarterdeck.reports.groups import alike, named
from quarterdeck.reports.render.plain import clean, short

if TYPE_CHECKING:
    from quarterdeck.app.pipeline import Run
    from quarterdeck.reports.groups import Group
    from quarterdeck.reports.redaction import Disguise

_STYLES = {Severity.CRITICAL: "bold red", Severity.HIGH: "bold yellow", Severity.MEDIUM: "cyan", Severity.LOW: "dim"}
_FINDINGS, _MISSING, _PROBLEMS = 8, 6, 3


def print_summary(run: Run, disguise: Disguise, page: Path, seconds: float) -> None:
    """Scope, findings with their money, what could not be assessed, where the report is."""
    console = Console(highlight=False, width=shutil.get_terminal_size().columns)  # never zero, whatever COLUMNS says
    groups = groups_of(run)
    _scope(console, run)
    found = [g for g in groups if g.pressing]
    console.print()
    for group in found[:_FINDINGS]:
        _finding(console, group, disguise)
    if not found and run.entries:
        console.print("No judgement that could be made found a risk.")
    if len(found) > _FINDINGS:
        console.print(f"  and {len(found) - _FINDINGS} more in the report", style="dim")
    total = total_of(run, losses_of(run))
    if total and sum(group.money is not None for group in found) > 1:
        console.print(f"Together they may cost {total} a year (p10 to p90 of the expected loss).", style="bold")
    _accepted(console, [g for g in groups if g.accepted], disguise)
    _missing(console, [g for g in groups if g.outcome is Outcome.NOT_ASSESSED], disguise)
    _problems(console, run, disguise)
    console.print()
    if run.entries:
        console.print(Text("Report: ", style="bold").append(clean(str(page)), style="underline"))
        console.print(f"{seconds:.1f} s. Why: quarterdeck explain ID --out {clean(str(run.request.out))}", style="dim", soft_wrap=True)


def _scope(console: Console, run: Run) -> None:
    if not run.entries:
        return  # what kept it from looking at anything is told below
    scope = scope_of(run)
    looked = f"{counted(len(run.entries), 'repository', 'repositories')}, {counted(scope.commits, 'commit')} by {counted(scope.people, 'person', 'people')}"
    fresh = "" if run.fresh_commits >= scope.commits else f"; {counted(run.fresh_commits, 'commit')} new since the last run"
    console.print(f"Looked at {looked}, as of {run.request.as_of}{fresh}.")
    if run.dormant:
        console.print(f"{counted(len(run.dormant), 'repository', 'repositories')} without a commit for a year, not judged.")


def _finding(console: Console, group: Group, disguise: Disguise) -> None:
    severity = group.severity or Severity.LOW
    line = Text(f"{severity.mark} {severity.value:<9}", style=_STYLES[severity])
    line.append(short(plain(disguise.phrase(group.sentence))), style="default")
    if group.money:
        line.append(f" May cost {group.money} a year.", style="bold")
    line.append(f" [{group.id}]", style="dim")
    console.print(line)


def _accepted(console: Console, groups: list[Group], disguise: Disguise) -> None:
    if not groups:
        return
    console.print("\nAccepted by somebody, and not counted:", style="bold")
    for group in groups[:_MISSING]:
        who = disguise.phrase(group.accepted[0].sentence)
        more = f" and {len(group.accepted) - 1} more" if len(group.accepted) > 1 else ""
        console.print(Text(f"✓ {short(plain(disguise.phrase(group.sentence)))} {short(plain(who))}{more} [{group.id}]"))
    if len(groups) > _MISSING:
        console.print(f"  and {len(groups) - _MISSING} more in the report", style="dim")


def _missing(console: Console, groups: list[Group], disguise: Disguise) -> None:
    if not groups:
        return
    console.print("\nNot assessed:", style="bold")
    together = alike(groups)
    for told in together[:_MISSING]:
        group, reasons = told[0], told[0].missing
        names = named([one.judgement.name for one in told])
        line = Text(f"▨ {names}", style="bold").append(f" in {short(plain(disguise.phrase(group.where)))}: ", style="default")
        line.append(f"{short(reasons[0].why)}. {short(reasons[0].supply)}.", style="default")
        if len(reasons) > 1:
            line.append(f" ({counted(len(reasons) - 1, 'more reason')} in the report)", style="dim")
        console.print(line)
    if len(together) > _MISSING:
        console.print(f"  and {sum(len(told) for told in together[_MISSING:])} more in the report", style="dim")


def _problems(console: Console, run: Run, disguise: Disguise) -> None:
    if not run.problems:
        return
    console.print(f"\n{counted(len(run.problems), 'problem')} met:", style="bold")
    for problem in run.problems[:_PROBLEMS]:
        console.print(Text("! " + short(str(disguise.problem(problem)))))
    if len(run.problems) > _PROBLEMS:
        console.print(f"  and {len(run.problems) - _PROBLEMS} more in the report", style="dim")
