"""In how many languages the code may use packages that nobody looked at.

Says: The number of a repository's languages that have packages of their own, while no package of theirs was found.

Matters because: A repository that is mostly Ruby is not clean because the three npm packages beside it are.

Counted how: Each language with packages of its own that makes up at least the criterion's share of the lines of production code, where
no manifest or lock file named a package of its ecosystem. Manifests of PyPI, npm and Go are read; those of other ecosystems are not.

Leaves out: Languages below that share, and code without packages: shell, SQL, markup, build files.

Source: Quarterdeck's own; the share is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Criterion, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

LANGUAGE_SHARE = Criterion(
    "least_language_share", 0.1, "of the lines of production code", "A language below this share is not asked for its packages.",
    "Our judgement: below it, scripts beside the product are more likely than a product.",
)  # fmt: skip

_READ = {
    "PyPI": ("Python", "Cython", "Jupyter Notebook"),
    "npm": ("JavaScript", "TypeScript", "Vue", "Svelte", "CoffeeScript"),
    "Go": ("Go",),
}
_UNREAD = (
    *("Java", "Kotlin", "Scala", "Groovy", "Clojure", "Rust", "C", "C++", "Objective-C", "Swift", "C#", "F#", "Visual Basic", "Ruby", "PHP"),
    *("Perl", "Lua", "R", "Julia", "Dart", "Elixir", "Erlang", "Haskell", "OCaml", "Elm", "Zig", "Nim", "D", "HCL"),
)

_LANGUAGES = ", ".join(
    [*(f"('{name}', '{ecosystem}')" for ecosystem, names in _READ.items() for name in names), *(f"('{name}', '')" for name in _UNREAD)],
)

LANGUAGES_WITH_PACKAGES = f"""
    SELECT repository, language, ecosystem, sum(lines) / sum(sum(lines)) OVER (PARTITION BY repository) AS share
    FROM files LEFT JOIN (VALUES {_LANGUAGES}) known(language, ecosystem) USING (language)
    WHERE is_code AND role = 'production' AND lines > 0 GROUP BY repository, language, ecosystem
"""  # noqa: S608  # names of languages and ecosystems are constants
"""Each repository's languages, their ecosystem (``''`` when its manifests are not read, empty when it has none), their share of production code."""

UNREAD_LANGUAGES = Measure(
    name="unread_languages",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="languages",
    subject="repository",
    needs=(TrackedFile, Dependency),
    rows=f"""
        SELECT repository AS subject, language AS key, CASE
                WHEN ecosystem = '' THEN 'packages of ' || language || ' are not read'
                ELSE 'no manifest or lock file with packages was found for its ' || language || ' code' END AS part,
            NOT EXISTS (FROM package_checks p WHERE p.repository = l.repository AND p.ecosystem = l.ecosystem) AS contribution
        FROM ({LANGUAGES_WITH_PACKAGES}) l WHERE ecosystem IS NOT NULL AND share >= $least_language_share
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="language",
    part_is="reason",
    absent=NotAssessed("it has no code in a language with packages", "Assess a repository that holds code"),
    criteria=(LANGUAGE_SHARE,),
)
