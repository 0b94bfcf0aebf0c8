"""How many people must approve a change before it is merged, as files of rules say.

Says: The greatest number of approvals that a rule in force asks for before a change reaches the repository's main branch; beside each rule what else it
asks, who may merge, and who may pass it by.

Matters because: A rule that a machine keeps holds on the day of haste too. Who may pass it by is part of the rule, and auditors ask for both.

Counted how: Each rule of a branch in force that covers the main branch (by name, as the default branch, as all, or as protected) contributes the approvals
that it asks for; 0 where it asks for none. Read are exports of GitHub's rulesets, settings of probot/settings, GitLab's approval policies, and exports of
GitLab's approval rules and protected branches.

Leaves out: What stands in the hosting service alone, which is most. Whether a file of settings is in force today. Rules of an organisation that no file
of the repository repeats.

Source: GitHub, documentation of rulesets, and GitLab, documentation of merge request approval policies (not opened while building).
"""

from __future__ import annotations

from quarterdeck.evidence.automation import BranchRule
from quarterdeck.evidence.code import Repository
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

APPROVALS_BEFORE_MERGE = Measure(
    name="approvals_before_merge",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="approvals",
    subject="repository",
    needs=(BranchRule, Repository),
    rows="""
        SELECT b.repository AS subject, b.path || ':' || b.line AS key,
            concat_ws('; ', b.name, CASE WHEN b.owners THEN 'owners of the code approve' END,
                CASE WHEN len(b.checks) > 0 THEN 'must pass: ' || array_to_string(b.checks, ', ') END,
                CASE WHEN len(b.may) > 0 THEN 'may: ' || array_to_string(b.may, ', ') END,
                CASE WHEN len(b.bypass) > 0 THEN 'may pass it by: ' || array_to_string(b.bypass, ', ') END) AS part,
            max(coalesce(b.approvals, 0)) AS contribution
        FROM branch_rules b JOIN repositories r USING (repository)
        WHERE b.target = 'branch' AND b.enforced
            AND list_has_any(b.patterns, [r.branch, '~DEFAULT_BRANCH', '~ALL', 'default', 'protected', '*', 'main', 'master'])
        GROUP BY ALL
    """,
    fold=Fold("the greatest of the contributions", "max(contribution)"),
    key_is="place",
    part_is="words",
    absent=NotAssessed(
        "no file of the repository tells of rules for its main branch",
        "Export the rules into the repository (GitHub: `.github/rulesets/*.json`; GitLab: `.gitlab/approval_rules.json`), or look there by hand",
    ),
)
