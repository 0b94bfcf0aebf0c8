"""The commands and what they are called; each is loaded when it is called."""

from __future__ import annotations

import os
import sys

from cyclopts import App, CycloptsError

from quarterdeck import __version__
from quarterdeck.surfaces.cli import interrupted

app = App(
    name="quarterdeck",
    version=__version__,
    suppress_keyboard_interrupt=False,  # `call` answers it in words
    result_action="return_value",  # `call` turns it into an exit code
    help_format="plaintext",  # Markdown would cost a tenth of a second at every start
    help_formatter="plain",  # likewise tables with frames; plain text is also what a screen reader wants
    help="A technology leader's work, as software: assess repositories, explain every number, write what others can act on.",
)
app.command("quarterdeck.surfaces.cli.assess:assess", name="assess", help="Assess git repositories and write a report.")
app.command("quarterdeck.surfaces.cli.importing:import_", name="import", help="Take in what other tools export: deployments, incidents, bills, …")
app.command("quarterdeck.surfaces.cli.objectives:objectives", name="objectives", help="Show what is done for each objective, and what it took.")
app.command("quarterdeck.surfaces.cli.calibration:calibration", name="calibration", help="Hold the company's own estimates against what they came to.")
app.command("quarterdeck.surfaces.cli.decide:decide", name="decide", help="Weigh the options of a decision record with its model.")
app.command("quarterdeck.surfaces.cli.challenge:challenge", name="challenge", help="Argue with the plan: what the record says against what it promises.")
app.command("quarterdeck.surfaces.cli.landscape:landscape", name="landscape", help="Systems and containers (C4) as text that Structurizr draws.")
app.command("quarterdeck.surfaces.cli.leave:leave", name="leave", help="What would leave with certain people, and who could take over.")
app.command("quarterdeck.surfaces.cli.onboard:onboard", name="onboard", help="Where somebody who is new to a system begins, and who can introduce it.")
app.command("quarterdeck.surfaces.cli.forecast:forecast", name="forecast", help="When so many items will be done, from what was done before.")
app.command("quarterdeck.surfaces.cli.budget:budget", name="budget", help="A year's technology budget: by quarter, against the ledger, and with cuts.")
roadmap = App(name="roadmap", help="Which initiatives when, what becomes of the plan, and what would be otherwise.")
roadmap.command("quarterdeck.surfaces.cli.roadmap:plan", name="plan", help="Choose and schedule initiatives under people, skills, money, order and dates.")
roadmap.command("quarterdeck.surfaces.cli.roadmap:forecast", name="forecast", help="Carry the plan out many times: P50 and P85 dates.")
roadmap.command("quarterdeck.surfaces.cli.roadmap:compare", name="compare", help="Plan the roadmap as it stands and with changes, side by side.")
app.command(roadmap)
app.command("quarterdeck.surfaces.cli.explain:explain", name="explain", help="Show the chain behind a finding or a measurement.")
app.command("quarterdeck.surfaces.cli.report:report", name="report", help="Write a report of an assessment: PDF, slides, HTML, Markdown, JSON.")
app.command("quarterdeck.surfaces.cli.publish:publish", name="publish", help="Keep a report as it stands now, for those who read what is published.")
app.command("quarterdeck.surfaces.cli.serve:serve", name="serve", help="Show the company in a browser, on this machine.")
app.command("quarterdeck.surfaces.cli.account:account", name="account", help="Who may sign in to the application, as what, and what they did.")
app.command("quarterdeck.surfaces.cli.query:query", name="query", help="Ask everything gathered and computed, in SQL.")
app.command("quarterdeck.surfaces.cli.query:tables", name="tables", help="Describe each table and column that `query` reads.")
app.command("quarterdeck.surfaces.cli.demo:demo", name="demo", help="Build an invented company to explore.")
app.command("quarterdeck.surfaces.cli.init:init", name="init", help="Make a workspace: the company's own repository of records.")
app.command("quarterdeck.surfaces.cli.sync:sync", name="sync", help="Bring the repositories that a workspace lists by their address.")
app.command("quarterdeck.surfaces.cli.check:check", name="check", help="Check the company's records, all of them in one go.")
app.command("quarterdeck.surfaces.cli.record:record", name="record", help="List, show, make and change the company's records.")
app.command("quarterdeck.surfaces.cli.data:data", name="data", help="Reference data: advisories, exploited vulnerabilities, end of life.")


class UsageError(Exception):
    """Arguments that cannot be used: the message says what is wrong and what to do. Exit code 2."""


def call(arguments: list[str] | None) -> int:
    """Run one command line. Exit codes: 0 done, 1 ``--fail-on`` met, 2 unusable arguments, 130 interrupted."""
    try:
        result = app(arguments, exit_on_error=False, print_error=False)
        sys.stdout.flush()  # a reader that has gone is met here, not after the last chance to answer it
    except (CycloptsError, UsageError) as error:
        print(f"quarterdeck: {error}", file=sys.stderr)  # noqa: T201  # the command line speaks here
        return 2
    except KeyboardInterrupt:
        return interrupted()
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # how DuckDB tells of Ctrl-C while it works
            return interrupted()
        raise
    except BrokenPipeError:
        return _unread()
    except SystemExit as error:  # rich's answer to a reader that has gone
        if isinstance(error.__context__, BrokenPipeError):
            return _unread()
        raise
    return result if isinstance(result, int) else 0


def _unread() -> int:
    """`| head`: the reader has what it wanted, and what is still held for it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
