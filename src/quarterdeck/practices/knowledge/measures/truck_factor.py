"""How few people would have to leave before half of the code has no author left.

Says: The smallest number of people, taken in the order of how many files they are authors of, without whom more than half of a
repository's code files have no author.

Matters because: Code that nobody knows is changed slowly and with mistakes. A small number means that few resignations, illnesses or
holidays stand between the company and that state.

Counted how: For each code file at the head (production and test, hand-written) the degree of authorship of everyone who changed it,
over its whole history, renames followed. A person is an author above 0.75 of the file's greatest degree, and with
at least 3.293. Then the person with most files is taken away, again and again, until fewer than half of the files have an author.

Leaves out: Knowledge that commits do not show (reviews, operations, talks). Generated, vendored, documentation and data files; third-party code
below a name of a project's own is taken for the project's, where neither `.gitattributes` nor a README there says so. Files that only merges brought.
Changes by bots and coding agents, in commits that the repository says to ignore, and in commits that only reformat. Branches that are not in the
head's history.

Source: Avelino, Passos, Hora, Valente: A Novel Approach for Estimating Truck Factors, ICPC 2016, https://arxiv.org/abs/1604.06766; degree of authorship after
Fritz, Ou, Murphy, Murphy-Hill: A degree-of-knowledge model to capture source code familiarity, ICSE 2010.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.derived.key_people import AUTHOR_ROWS, truck_factor
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.kernel.outcome import NotAssessed


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """Truck factor per subject, from (file, author) rows; a file without an author has one row with an empty part."""
    return truck_factor(rows.subject, rows.key, rows.part, rows.subjects).rounds.astype(np.float64)


TRUCK_FACTOR = Measure(
    name="truck_factor",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="people",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=AUTHOR_ROWS,
    fold=Fold("people removed, widest author first, until fewer than half of the files have an author", arrays=fold),
    key_is="file",
    part_is="person",
    absent=NotAssessed(
        "no code file written by people was found at the head",
        "Assess a repository that holds code, or a later date with `--as-of`",
    ),
    gaps="""
        SELECT repository AS subject, 'the history was cut when the repository was cloned (shallow): earlier authors cannot be seen' AS why,
            'Run `git fetch --unshallow` in the clone, then assess again' AS supply
        FROM repositories WHERE shallow
    """,
)
