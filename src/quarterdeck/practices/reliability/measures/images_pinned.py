"""What share of the images that are run is named exactly.

Says: Of the images that Kubernetes manifests and chart values of a repository name, the share that names a digest or a version.

Matters because: `latest` is another program tomorrow: a restart at night becomes a release that nobody made, and going back means guessing
what ran before.

Counted how: Each image once, by its text. It is pinned when it has a digest, or a tag with a number in it or a commit; a word (`latest`, `stable`,
`alpine`) or no tag floats.

Leaves out: Images whose tag a variable or a template decides. Compose files, which often serve development. Tags that are moved to another
image although they bear a number: only a digest rules that out. Tags that Kustomize or a deployment tool sets later.

Source: Arithmetic; what counts as exact is our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

IMAGES_PINNED = Measure(
    name="images_pinned",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of images",
    subject="repository",
    needs=(Workload,),
    rows="""
        SELECT repository AS subject, arg_min(path || ':' || line, (path, line)) AS key, image AS part,
            (any_value(pinned) <> 'floating')::INTEGER AS contribution
        FROM workloads WHERE tool IN ('kubernetes', 'helm') AND pinned IS NOT NULL GROUP BY repository, image
    """,
    fold=Fold("the mean of the contributions", "avg(contribution)"),
    key_is="file",
    part_is="image",
    absent=NotAssessed("no Kubernetes manifest or chart in it names an image", "Assess the repository that holds the manifests beside the others"),
    decimals=2,
)
