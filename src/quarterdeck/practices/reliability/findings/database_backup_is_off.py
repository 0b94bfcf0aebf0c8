"""A database's backup is switched off in its Terraform file.

Judges: whether a managed database whose Terraform file speaks plainly of its backup has it switched on.

Matters because: A dropped table, a bad migration or an intruder is final then.

Silent when: no Terraform file in the repository says plainly whether a database is backed up; variables and defaults are not guessed.

What to do: Set a retention of seven days or more, apply it, and restore once for practice. Where copies are made by other means, say so
beside the line, and accept the finding.

Source: AWS, Amazon RDS, backup retention period, https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.md
(opened on 27 November 2026): a retention of 0 disables automated backups. That it is high is our judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.practices.reliability.measures.databases_without_backup import DATABASES_WITHOUT_BACKUP, NOT_TOLD


def judge(databases: Measurement, bench: Bench) -> Verdict:
    """Any that is off is not met, and high."""
    where = bench.name("repository", databases.subject.key)
    every = sorted(bench.rows(databases), key=lambda row: (-row.contribution, row.part, row.key))
    rows = [row for row in every if not row.part.startswith(NOT_TOLD)]
    off = [row for row in rows if row.contribution]
    unknown = len(every) - len(rows)
    notes: tuple[Phrase, ...] = (
        *((say("Of {others} a variable or the provider decides: nothing is known.", others=counted(unknown, "other")),) if unknown else ()),
        ("Copies by other means (AWS Backup, dumps) are not seen.",),
    )
    if not off:
        sentence = say(
            "{where}: {told} with a backup that its Terraform file switches on{rest}.",
            where=where, told=Cited(counted(len(rows), "database"), databases.id), rest=f"; of {unknown} more nothing is known" if unknown else "",
        )  # fmt: skip
        return Verdict(Outcome.MET, sentence, notes=notes)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: the backup of {off} is switched off.", where=where, off=Cited(counted(len(off), "database"), databases.id)),
        action=say("Set a retention for {first}, apply it, and restore once for practice.", first=bench.name("resource", off[0].part)),
        severity=Severity.HIGH,
        detail=Detail(("Database", "Where it stands"), "ll", tuple(((bench.name("resource", row.part),), (bench.name("file", row.key),)) for row in off)),
        notes=notes,
    )


DATABASE_BACKUP_IS_OFF = Judgement(
    name="database-backup-is-off",
    title="Databases whose backup is switched off",
    strength="Databases in Terraform are backed up",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DATABASES_WITHOUT_BACKUP,),
    judge=judge,
)
