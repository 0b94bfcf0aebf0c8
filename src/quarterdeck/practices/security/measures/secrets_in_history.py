"""How many secrets stand in the history.

Says: How many keys and tokens came into files of a repository at any time, as far as their form alone betrays them.

Matters because: What was once committed can be read by everybody who has, or had, a copy: taking it out of the file does not take it out of the history.

Counted how: With `--deep`, in the added lines of every pair of contents of the history, while lines are followed: keys of AWS, Stripe and SendGrid, tokens
of GitHub, GitLab, Slack, npm and PyPI by their fixed forms, and private keys in PEM. One row each, for the commit and place where it first came in. The
value is their number. The secret itself is kept nowhere.

Leaves out: Passwords and keys without a form of their own. Tests, examples and documents, by their paths. Values that say they are examples, and those that are
too even to be random. Branches that were never merged. Whether it still opens anything: nobody tries.

Source: The forms that those who issue them publish (known, not opened here). The least entropy, 3 bits a letter, is our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.lines import HistorySecret, LineFlow
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

SECRETS_IN_HISTORY = Measure(
    name="secrets_in_history",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="secrets",
    subject="repository",
    needs=(LineFlow, HistorySecret),
    rows="""
        SELECT repository AS subject, "commit" AS key, kind || ' in ' || path || ':' || line AS part, 1 AS contribution FROM history_secrets
        UNION ALL SELECT DISTINCT repository, '', '', 0 FROM line_flows WHERE repository NOT IN (SELECT repository FROM history_secrets)
    """,
    fold=Fold("the sum of the contributions", "sum(contribution)"),
    key_is="commit",
    part_is="file",
    absent=NotAssessed("its lines were not followed", "Assess with `quarterdeck assess --deep`"),
    gaps="""
        SELECT repository AS subject, 'the history was cut when the repository was cloned (shallow)' AS why,
            'Run `git fetch --unshallow` in the clone, then assess again' AS supply FROM repositories WHERE shallow
    """,
)
