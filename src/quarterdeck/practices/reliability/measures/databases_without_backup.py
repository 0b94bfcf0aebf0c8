"""How many databases have their backups switched off in Terraform.

Says: Of the managed databases that Terraform files of the repository describe and whose backup stands there plainly, how many have it
switched off.

Matters because: A dropped table or a bad migration is then final, and the file shows that it was somebody's choice.

Counted how: One row for each database (RDS, Aurora, DocumentDB, Neptune, DynamoDB, Cloud SQL, flexible servers of Azure) whose file sets a
retention, a point-in-time recovery or a backup configuration: 1 where that is 0 or false, else 0. Where the file says nothing of it or a variable decides,
a row tells that it is not known and adds nothing; where that holds for all databases of a repository, it is not assessed.

Leaves out: Copies by other means (AWS Backup, dumps). Replicas, modules, state.

Source: AWS, Amazon RDS, backup retention period, https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.md
(opened on 27 November 2026): a retention of 0 disables automated backups. The attributes of other providers are known, and their pages were not opened.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

NOT_TOLD = "not told: "
"""How the part of a row begins whose database's backup a variable or the provider's default decides."""
_SUPPLY = "Write the retention plainly, or record a control that backs the system up"

DATABASES_WITHOUT_BACKUP = Measure(
    name="databases_without_backup",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="databases",
    subject="repository",
    needs=(ReadinessSign,),
    rows=f"""
        WITH told AS (SELECT * FROM readiness_signs WHERE tool = 'terraform' AND kind IN ('backup', 'no backup') AND about IS NOT NULL)
        SELECT repository AS subject, path || ':' || line AS key, name AS part, (kind = 'no backup')::INTEGER AS contribution FROM told
        UNION ALL
        SELECT d.repository, d.path || ':' || d.line, '{NOT_TOLD}' || d.name, 0
        FROM readiness_signs d ANTI JOIN told t ON t.repository = d.repository AND t.about = d.name WHERE d.tool = 'terraform' AND d.kind = 'database'
    """,  # noqa: S608  # words of this module
    fold=TOTAL,
    key_is="file",
    part_is="resource",
    gaps=f"""
        SELECT d.repository AS subject, 'what is copied of ' || CASE WHEN count(*) = 1 THEN 'its one database' ELSE 'its ' || count(*) || ' databases' END
            || ' in Terraform is decided by variables or by the provider' AS why, '{_SUPPLY}' AS supply
        FROM readiness_signs d WHERE d.tool = 'terraform' AND d.kind = 'database' AND NOT EXISTS (
            FROM readiness_signs t WHERE t.repository = d.repository AND t.tool = 'terraform' AND t.kind IN ('backup', 'no backup') AND t.about IS NOT NULL)
        GROUP BY ALL
    """,  # noqa: S608  # likewise
    absent=NotAssessed(
        "no Terraform file in it says plainly whether a database is backed up", "Assess the repository that holds the Terraform files beside the others"
    ),
)
