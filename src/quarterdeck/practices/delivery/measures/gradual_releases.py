"""What brings a change to a part of the users first, or lets it be switched off.

Says: The number of ways that manifests and pipelines show to release gradually: feature flags, canaries, blue and green.

Matters because: What goes to everybody at once fails for everybody at once. A flag or a first hundredth of the users makes a fault small, and cheap to
find.

Counted how: Of each repository that brings something to production: libraries of feature flags that a manifest declares (LaunchDarkly, Unleash, Flagsmith,
OpenFeature, GrowthBook, Statsig, Split, ConfigCat, Flipt, Flipper, Waffle and their like); pipeline jobs that shift traffic, or name a canary or blue and
green; Argo Rollouts with such a strategy, and Flagger. Each contributes 1. What brings it out contributes 0.

Leaves out: Flags that a company wrote itself, and those that a hosting service keeps. Whether flags are used, and ever taken out again. Kubernetes' own
rolling update, which replaces machines and asks no user.

Source: Jez Humble and others name both as ways to separate deployment from release; the words that show them are our choice.
"""

from __future__ import annotations

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.delivery.serving import NOTHING_SERVES, SERVING

_FLAGS = (
    "(^|[/@._-])(launchdarkly|ldclient|unleash|flagsmith|openfeature|open-feature|growthbook|statsig|splitio|split-io|configcat|flipt|flagr|gofeatureflag|"
    "go-feature-flag|featurehub|devcycle|harness-featureflags?|ff-server-sdk|optimizely|eppo|kameleoon|flipper|django-waffle|django-flags|waffle|gargoyle|"
    "togglz|ff4j|rollout-ui|microsoft\\.featuremanagement|goff|flagd|vercel/flags|posthog)"
)

GRADUAL_RELEASES = Measure(
    name="gradual_releases",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="ways",
    subject="repository",
    needs=(PipelineJob, ReleaseStep, Dependency),
    also_reads=(Deployment, DeploymentStatus, ReadinessSign),
    rows=f"""
        WITH serving AS MATERIALIZED ({SERVING})
        SELECT repository AS subject, key, part, 0 AS contribution FROM serving
        UNION ALL
        SELECT repository, min(path), 'feature flags: ' || name, 1 FROM dependencies
        WHERE relation <> 'transitive' AND scope <> 'development' AND regexp_matches(lower(name), '{_FLAGS}') AND repository IN (SELECT repository FROM serving)
        GROUP BY repository, name
        UNION ALL
        SELECT repository, path || ':' || line, says, 1 FROM release_steps WHERE kind = 'gradual' AND repository IN (SELECT repository FROM serving)
        UNION ALL
        SELECT repository, path || ':' || line, name || ': ' || coalesce(value, 'in steps'), 1 FROM readiness_signs
        WHERE kind = 'gradual rollout' AND repository IN (SELECT repository FROM serving)
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="place",
    part_is="words",
    absent=NOTHING_SERVES,
)
