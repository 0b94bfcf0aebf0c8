"""An invented company's report: every kind of block, on a first page for its board and two practice sections for its engineers."""

from __future__ import annotations

from datetime import date, timedelta

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, number, say

MONEY, FACTOR, LEAD_TIME, FREQUENCY, BACKUP, ADVISORY = (
    "9f2c11a07be4", "3fa9c1d2e801", "b71e02c55d90", "51d0aa93c7f2", "c0ffee5a11d3", "7e0d4b2196aa",
)  # fmt: skip

PAYMENTS, BOOKING, TRACKING = (Name("repository", f"halden/{name}") for name in ("payments", "booking-api", "tracking"))
MAREN, TOMASZ, AISHA = (Name("person", name) for name in ("Maren Lindqvist", "Tomasz Wójcik", "Aisha Benkirane"))


def document() -> Document:
    """The report of Halden Freight as of 21 November 2026."""
    return Document(
        title="Halden Freight: technology assessment",
        subtitle=say("14 repositories, {commits} commits by 38 people, and the deployments of one year.", commits=21_480),
        as_of="2026-11-21",
        sections=(_first_page(), _knowledge(), _delivery(), _explanations()),
        footer=(
            ("Made by Quarterdeck 0.1.0 from the git history of 20 November 2026, deployments of 19 November and advisories of 18 November.",),
            ("The same evidence gives the same answer.",),
        ),
    )


def _first_page() -> Section:
    return Section(
        "summary", "In one page",
        (
            Sentence(say("Delivery is fast and getting faster. Two systems rest on one person each, and one cannot be restored."), "lead"),
            Figure(
                "Expected yearly loss from what was found", "210\u202f000 to 940\u202f000", "EUR a year",
                say("Two thirds of it is one event: the payments database is lost and no backup restores it."), MONEY,
                Range(212_400, 468_000, 938_700),
            ),
            Section("at-risk", "What is at risk", (_no_backup(), _one_person(), _advisory())),
            Section("strong", "What is strong", (_fast(),)),
            Section(
                "first", "What to do first",
                (
                    Sentence(say("1. Restore {where} from a backup, once, with the clock running. Two days.", where=PAYMENTS)),
                    Sentence(say("2. Let {second} make the next changes in {where}, with {first} reviewing. Three days a month.",
                                 second=AISHA, first=MAREN, where=PAYMENTS)),
                ),
            ),
            Section("unseen", "What could not be seen", (_incidents(),)),
        ),
    )  # fmt: skip


def _no_backup() -> Statement:
    return Statement(
        id=BACKUP, name="no-restore-was-seen", outcome="not_met", severity=Severity.CRITICAL,
        words=say("Nobody can restore the orders database of {where}: no backup was found.", where=PAYMENTS),
        money=say("May cost {money} a year", money=Cited("120\u202f000 to 650\u202f000 EUR", BACKUP)), spread=Range(121_000, 290_000, 652_000),
        action=say("Take a backup today, and restore it on another machine this week."),
    )  # fmt: skip


def _one_person() -> Statement:
    return Statement(
        id=FACTOR, name="one-person-knows-this", outcome="not_met", severity=Severity.HIGH,
        words=say("{where} depends on {people}: only {name} knows more than half of its code.",
                  where=PAYMENTS, people=Cited("1 person", FACTOR), name=MAREN),
        money=say("May cost {money} a year", money=Cited("40\u202f000 to 180\u202f000 EUR", FACTOR)), spread=Range(39_500, 86_000, 181_000),
        action=say("Let a second person change these files next, with {name} reviewing.", name=MAREN),
    )  # fmt: skip


def _advisory() -> Statement:
    return Statement(
        id=ADVISORY, name="known-hole-is-open", outcome="not_met", severity=Severity.MEDIUM,
        words=say("{count} in {where} have an open security advisory for more than 90 days.", count=Cited("4 packages", ADVISORY), where=BOOKING),
        money=say("May cost {money} a year", money=Cited("9\u202f000 to 95\u202f000 EUR", ADVISORY)), spread=Range(8_800, 31_000, 95_400),
        action=say("Raise {package} to 2.31.4; the other three follow with it.", package=Name("package", "pkg:pypi/requests")),
    )  # fmt: skip


def _fast() -> Statement:
    return Statement(
        id=LEAD_TIME, name="change-reaches-users-soon", outcome="met", severity=None,
        words=say("A change reaches users in {time}, half of the time or sooner; a year ago it took six days.", time=Cited("1.8 days", LEAD_TIME)),
    )  # fmt: skip


def _incidents() -> Statement:
    return Statement(
        id="a1", name="failed-changes-recover-soon", outcome="not_assessed", severity=None,
        words=("How soon a failed change is repaired, and how often one fails.",),
        notes=(say("No incidents were imported. To settle it: {command}", command="quarterdeck import incidents FILE"),),
    )  # fmt: skip


def _knowledge() -> Section:
    rows = (
        (MAREN, 412, 71.4, "2026-11-19", "yes"), (TOMASZ, 96, 11.8, "2026-11-20", "yes"),
        (AISHA, 61, 9.9, "2026-11-18", "yes"), (Name("person", "Lê Thị Hồng Ngọc"), 22, 3.1, "2025-02-03", "no"),
    )  # fmt: skip
    return Section(
        "knowledge", "Knowledge",
        (
            Sentence(("Who knows what, and what happens when they leave?",), "lead"),
            _one_person(),
            Statement(
                id="b2", name="knowledge-has-left", outcome="not_met", severity=Severity.LOW,
                words=say("{where}: both people who knew half of the code no longer commit.", where=TRACKING),
                action=("Name an owner, or switch it off: nobody changed it in eleven months.",),
            ),
            Statement(
                id="b3", name="owners-are-named", outcome="not_applicable", severity=None,
                words=say("{where} is an archive: nobody needs to own it.", where=Name("repository", "halden/old-site")),
            ),
            TableBlock(
                "Who knows halden/payments", ("Person", "Files known", "Share of code, %", "Last commit", "Still commits"), "lrrll",
                tuple(((name,), (number(files),), (number(share, 1),), (last,), (still,)) for name, files, share, last, still in rows), more=7,
            ),
            Section("knowledge-where", "Where knowledge lies", (treemap(240), _bars())),
        ),
    )  # fmt: skip


def treemap(count: int) -> Chart:
    """Files by size, shaded by how alone their author is; ``count`` of them, in a tree of areas. No chance: the same in every run."""
    areas = ("ledger", "gateway", "refunds", "statements", "shared/http", "shared/storage", "tools")
    marks = []
    for index in range(count):
        area = areas[(index * index + index // 3) % len(areas)]
        size = 40 + (index * 7919) % 613 + (2400 if index % 41 == 0 else 0)
        alone = ((index * 131) % 100) / 100 * (1.0 if area in {"ledger", "refunds"} else 0.35)
        path = f"src/{area}/part_{index:03}.py"
        words = say("{file}: {size} lines, {share} % by one person", file=Name("file", path), size=size, share=number(alone * 100))
        group: tuple[Phrase, ...] = tuple((Name("path", step),) for step in area.split("/"))
        marks.append(Mark((Name("file", f"part_{index:03}.py"),), size, words, shade=alone, group=group))
    return Chart(
        "treemap", "Every file by its size, shaded by how much of it one person wrote", say("The ledger and refunds are {name}'s alone.", name=MAREN),
        "lines", tuple(marks), say("Of seven areas, ledger and refunds are dark: most of their lines come from one person. The other five are light."),
        legend=("written by many", "written by one"),
    )  # fmt: skip


def _bars() -> Chart:
    counts = (("payments", 1), ("tracking", 1), ("booking-api", 2), ("quotes", 3), ("customs-declarations-and-documents", 4), ("web", 6))
    marks = tuple(
        Mark((Name("repository", f"halden/{name}"),), count, say("{name}: {count}", name=Name("repository", name), count=count)) for name, count in counts
    )
    return Chart(
        "bars", "Smallest number of people who know half of the code", say("Two of six repositories rest on one person."), "people", marks,
        say("Payments and tracking: 1; booking-api: 2; quotes: 3; customs: 4; web: 6."), reference=(2, "smallest that is safe"),
    )  # fmt: skip


def _delivery() -> Section:
    return Section(
        "delivery", "Delivery",
        (
            Sentence(("How soon does a change reach users, and how often does it fail?",), "lead"),
            Figure("Change lead time", "1.8", "days", say("Half of all changes were live sooner."), LEAD_TIME, Range(0.4, 1.8, 6.1)),
            Figure("Deployment frequency", "11.2", "a week", say("Counted from {count} deployments.", count=582), FREQUENCY),
            _fast(),
            _incidents(),
            _lines(), _columns(), _ranges(),
            TableBlock(
                "Slowest changes of the last quarter", ("Change", "Repository", "Days to users", "What it waited for", "Severity"), "llrll",
                (
                    ((Name("commit", "4be1f0a92c77"),), (BOOKING,), ("41.2",), ("Review: nobody was asked for 33 days.",), ("high",)),
                    ((Name("commit", "90aa13fd0b1e"),), (TRACKING,), ("18.0",), ("A release branch that was open for two weeks.",), ("medium",)),
                    ((Name("commit", "d00f6621ab34"),), (PAYMENTS,), ("9.5",), ("Tests: the pipeline failed eleven times in a row.",), ("low",)),
                ),
                more=34,
            ),
        ),
    )  # fmt: skip


def _lines() -> Chart:
    start = date(2025, 12, 1)
    series = (("booking-api", 7.9, -0.36), ("payments", 5.2, 0.05), ("web", 2.1, -0.09))
    marks = []
    for name, first, slope in series:
        for month in range(12):
            at = (start + timedelta(days=round(month * 30.44))).isoformat()
            value = max(0.4, first + slope * month + 0.4 * ((month * 5) % 3 - 1))
            words = say("{name}, {at}: {days} days", name=Name("repository", name), at=at, days=number(value, 1))
            spread = Range(value * 0.5, value, value * 1.5) if name == "booking-api" else None
            marks.append(Mark((at,), value, words, group=((Name("repository", name),),), at=at, spread=spread))
    return Chart(
        "lines", "Change lead time, median of each month", say("{name} halved its lead time in a year; payments did not move.", name="Booking"),
        "days", tuple(marks), say("Booking falls from 7.9 to 3.9 days, payments stays near 5, web falls from 2 to 1."), reference=(1, "one day"),
    )  # fmt: skip


def _columns() -> Chart:
    marks = []
    for week in range(26):
        at = (date(2026, 5, 25) + timedelta(weeks=week)).isoformat()
        for kind, count in (("succeeded", 7 + (week * 5) % 6 + week // 5), ("failed", (week * 7) % 3)):
            marks.append(Mark((at,), count, say("{at}: {count} {kind}", at=at, count=count, kind=kind), group=((kind,),), at=at))
    return Chart(
        "columns", "Deployments of each week", say("The company deploys more often, and fails no more often."), "deployments", tuple(marks),
        say("From 7 deployments a week in May to 16 in November; none to two of them fail."),
    )  # fmt: skip


def _ranges() -> Chart:
    swings = (
        ("Chance of losing the database in a year", 150_000, 468_000, 940_000), ("Cost of a day without payments", 280_000, 468_000, 760_000),
        ("Chance that a key person leaves", 390_000, 468_000, 590_000), ("Cost of an engineer a year", 430_000, 468_000, 510_000),
    )  # fmt: skip
    marks = tuple(
        Mark((name,), middle, say("{name}: {low} to {high} EUR", name=name, low=low, high=high), spread=Range(low, middle, high))
        for name, low, middle, high in swings
    )
    return Chart(
        "ranges", "What moves the total", say("The chance of losing the database moves the total most."), "EUR a year", marks,
        say("The chance of losing the database moves the total from 150 000 to 940 000 EUR; the three others move it less."),
        reference=(468_000, "median total"),
    )  # fmt: skip


def _explanations() -> Section:
    formula = TableBlock(
        "Assumptions", ("Assumption", "p10", "p50", "p90", "Unit", "Origin", "Because"), "lrrrlll",
        (
            (("chance that a key person leaves",), ("0.08",), ("0.12",), ("0.18",), ("a year",), ("benchmark",),
             ("«Voluntary turnover in technology was 12.1 % in 2025.» Invented Survey of Employers, opened 2026-11-02.",)),
            (("cost to replace one",), ("0.5",), ("0.9",), ("1.6",), ("years of cost",), ("judgement",), ("Wide on purpose: nobody measured it here.",)),
        ),
    )  # fmt: skip

    def explained(id_: str, heading: str, *words: Phrase) -> Section:
        return Section(f"explain-{id_}", heading, tuple(Sentence(line, "lead" if not index else "body") for index, line in enumerate(words)))

    factor = explained(
        FACTOR, "Code that one person knows",
        say("{where} depends on {people}.", where=PAYMENTS, people=Cited("1 person", FACTOR)),
        say("Judged against: at least 2 people. Money is counted in {money}.", money=Cited("the total", MONEY)),
    )  # fmt: skip
    return Section(
        "explanations", "Where each number comes from",
        (
            explained(MONEY, "Expected yearly loss", say("212\u202f400 to 938\u202f700 EUR a year: 4\u202f096 draws of every assumption, summed."),
                      say("Findings about one event count once.")),
            Section(factor.anchor, factor.heading, (*factor.blocks, formula)),
            explained(BACKUP, "No restore was seen", say("No file, job or record of {where} names a backup.", where=PAYMENTS)),
            explained(ADVISORY, "Known holes that stay open", say("4 packages, from the lock file of {where}.", where=BOOKING)),
            explained(LEAD_TIME, "Change lead time", say("The median over 1\u202f942 changes, from first commit to deployment.")),
            explained(FREQUENCY, "Deployment frequency", say("582 deployments in 52 weeks.")),
        ),
    )  # fmt: skip
