"""Security: which known holes stand open in what the company runs, and which parts of it nobody mends any more."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.security.findings.known_vulnerability import KNOWN_VULNERABILITY
from quarterdeck.practices.security.findings.runtime_past_end_of_life import RUNTIME_PAST_END_OF_LIFE
from quarterdeck.practices.security.findings.secret_in_history import SECRET_IN_HISTORY

SECURITY = Practice(
    name="security",
    title="Security",
    question="Which known holes stand open in what the company runs, and which parts of it does nobody mend any more?",
    measures=tuple(dict.fromkeys((*KNOWN_VULNERABILITY.judges, *RUNTIME_PAST_END_OF_LIFE.judges, *SECRET_IN_HISTORY.judges))),
    judgements=(KNOWN_VULNERABILITY, RUNTIME_PAST_END_OF_LIFE, SECRET_IN_HISTORY),
)
