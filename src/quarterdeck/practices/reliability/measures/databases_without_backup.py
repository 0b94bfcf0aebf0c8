"""How many databases have their backups switched off in Terraform.

Says: Of the managed databases that Terraform files of the repository describe and whose backup stands there plainly, how many have it
switched off.

Matters because: A dropped table or a bad migration is then final, and the file shows that it was somebody's choice.

Counted how: One row for each database (RDS, Aurora, DocumentDB, Neptune, DynamoDB, Cloud SQL, flexible servers of Azure) whose file sets a
retention, a point-in-time recovery or a backup configuration: 1 where that is 0 or false, else 0.

Leaves out: Databases of which the file says nothing, for which the provider's default counts, and those that a variable decides: neither is
taken for off. Copies by other means (AWS Backup, dumps). Replicas, modules, state.

Source: AWS, Amazon RDS, backup retention period, https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.md
(opened on 27 November 2026): a retention of 0 disables automated backups. The attributes of other providers are known, and their pages were not opened.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DATABASES_WITHOUT_BACKUP = Measure(
    name="databases_without_backup",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="databases",
    subject="repository",
    needs=(ReadinessSign,),
    rows="""
        SELECT repository AS subject, path || ':' || line AS key, name AS part, (kind = 'no backup')::INTEGER AS contribution
        FROM readiness_signs WHERE tool = 'terraform' AND kind IN ('backup', 'no backup') AND about IS NOT NULL
    """,
    fold=TOTAL,
    key_is="file",
    part_is="resource",
    absent=NotAssessed(
        "no Terraform file in it says plainly whether a database is backed up", "Assess the repository that holds the Terraform files beside the others"
    ),
)
